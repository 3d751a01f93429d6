// What an empty set means: most often that the step which writes the files went wrong.
import { say } from '../lib/message.js'
import { Failure } from '../lib/failure.js'
import type { Log } from '../lib/log.js'
import type { IdsRecord } from '../content/file-record.js'

/** @throws Failure `ids-empty`, unless `onEmpty` makes a warning of it */
export function refuseEmpty(
  { submitted, invalid }: IdsRecord,
  onEmpty: 'error' | 'warn',
  log: Log
): void {
  if (submitted > 0) return
  const what = 'The ID files hold no ID.'
  if (onEmpty === 'warn') {
    log.warning(`${what} There is nothing to check.`)
    return
  }
  throw new Failure('ids-empty', {
    what: say`${what}`,
    why:
      invalid > 0
        ? say`All lines were skipped, since none holds an ID.`
        : say`They are empty, or hold only a header or notices.`,
    fix: say`Check the step that writes them. If an empty set is expected, set \`if-no-ids-found: warn\`.`
  })
}
