// Where the results of a job go, for tests.
import { PartRows, type PartRowsOptions } from '../../src/results/rows.js'
import { noSignal } from './dependencies.js'

/** Opens the rows of a part in `directory`. */
export function openRows(
  directory: string,
  options: Partial<PartRowsOptions> = {}
): PartRows {
  const part = options.part ?? 1
  return new PartRows({
    part,
    path: `${directory}/part-${part}.ndjson`,
    directory,
    range: undefined,
    mostBytes: undefined,
    signal: noSignal(),
    ...options
  })
}
