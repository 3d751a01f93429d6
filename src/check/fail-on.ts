// `fail-on`: turns events that a workflow wants to stop on into a failure, after everything is published.
import { say } from '../lib/message.js'
import { Failure } from '../lib/failure.js'
import type { RunRecord } from '../report/record.js'
import { count, plural } from '../lib/text.js'

/**
 * The failure `events-found` when an event named in `fail-on` occurred.
 * Complete runs only: a part that is not back yet could still hold one.
 */
export function gate(
  record: Pick<RunRecord, 'status' | 'inputs' | 'tally'>
): Failure | undefined {
  const { status, inputs, tally } = record
  if (status !== 'complete' || !inputs || !tally) return undefined
  const occurred = inputs.failOn.filter(event => tally.byEvent[event] > 0)
  if (occurred.length === 0) return undefined
  const named = occurred
    .map(event => `${event} (${count(tally.byEvent[event])})`)
    .join(', ')
  return new Failure('events-found', {
    what: say`Events that \`fail-on\` names occurred: ${named}.`,
    why: say`The check itself is complete${tally.unchecked ? `, but for ${plural(tally.unchecked, 'ID')} that X refused` : ''}, and its counts, lists and results are published.`,
    fix: say`Act on the lists and remove these IDs from the ID files, or remove these events from \`fail-on\`.`
  })
}
