// Counts of events, for records of runs.
import { eventOutputs, type EventOutput } from '../../src/domain.js'

/** Every event, with 0 where nothing is given. */
export function eventCounts(
  known: Partial<Record<EventOutput, number>> = {}
): Record<EventOutput, number> {
  const counts = eventOutputs.map(event => [event, known[event] ?? 0])
  return Object.fromEntries(counts) as Record<EventOutput, number>
}
