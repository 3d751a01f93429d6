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
  if (parts.length === 0) return 'No job was created yet.'
  const current = parts.find(({ rows }) => !rows)
  if (!current) return 'All jobs were done.'
  const which = `Part ${current.part} of ${parts.length}`
  const { jobId, completedAt } = current
  if (jobId === undefined) return `${which} had no job yet.`
  const state = stateOf(jobId, current)
  return completedAt === undefined
    ? `${which} was still running: ${state}.`
    : `The results of part ${current.part} of ${parts.length} were not downloaded yet: ${state}.`
}

function stateOf(jobId: string, part: PartRecord): string {
  const { jobName, createdAt, uploadedAt, completedAt } = part
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
