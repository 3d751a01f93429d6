// Where a run stood when it was ended from outside, by its budget or by the runner.
import { say } from '../lib/message.js'
import { Failure } from '../lib/failure.js'
import type { PartRecord } from './part-record.js'
import { instant, printable } from '../lib/text.js'

/** The failure, with the part and the job that its run stood at. */
export function withStanding(
  failure: Failure,
  parts: readonly PartRecord[]
): Failure {
  const { what, ...rest } = failure.text
  return new Failure(
    failure.code,
    { what: say`${what} ${standing(parts)}`, ...rest },
    { cause: failure }
  )
}

function standing(parts: readonly PartRecord[]): string {
  if (parts.length === 0)
    return 'It stood before the jobs: none was created or looked at.'
  const current = parts.find(({ rows }) => !rows)
  if (!current) return 'All jobs were done.'
  return `It stood at part ${current.part} of ${parts.length}: ${stateOf(current)}.`
}

function stateOf(part: PartRecord): string {
  const { jobId, jobName, createdAt, uploadedAt, completedAt } = part
  if (jobId === undefined) return 'no job of it is known'
  const name = jobName === undefined ? '' : ` (${printable(jobName, 80)})`
  const facts = [
    ['created', createdAt],
    ['uploaded', uploadedAt],
    ['complete', completedAt]
  ] as const
  const known = facts.flatMap(([word, at]) =>
    at === undefined ? [] : [`${word} at ${instant(at)}`]
  )
  return [`job ${jobId}${name}`, ...known].join(', ')
}
