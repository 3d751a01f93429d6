// What a row's reason and action mean: which event it is, and what its ID asks for.
import {
  eventKinds,
  eventOutputs,
  refusedReason,
  type EventKind,
  type EventOutput,
  type RequiredAction
} from '../domain.js'

const kinds: Readonly<Record<EventOutput, EventKind>> = eventKinds

/** The kind of each reason, and of each word that outweighs the reason where it is the action. */
const byReason = new Map<string, EventOutput>()
const byAction = new Map<string, EventOutput>()
for (const output of eventOutputs)
  for (const word of kinds[output].reasons) {
    byReason.set(word, output)
    if (kinds[output].inAction === true) byAction.set(word, output)
  }

/** All words with a rule of their own; every other is carried as `other`. */
export const knownReasons: readonly string[] = [
  ...byReason.keys(),
  refusedReason
]
export const knownActions: readonly string[] = [
  'delete',
  'rehydrate',
  ...byAction.keys()
]

/** The event output that counts a row. */
export function eventOf(reason: string, action: string): EventOutput {
  const known = byReason.get(reason)
  // A geo word in either place outweighs the other.
  return known !== undefined && kinds[known].inAction === true
    ? known
    : (byAction.get(action) ?? known ?? 'other')
}

/** What a row asks the owner of the data to do with its ID. */
export function requiredOf(reason: string, action: string): RequiredAction {
  const { requiredAction, outweighsAction } = kinds[eventOf(reason, action)]
  if (requiredAction && outweighsAction === true) return requiredAction
  if (action === 'rehydrate') return 'refetch'
  return action === 'delete' ? 'delete' : 'review'
}
