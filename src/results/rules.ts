// What a row's reason and action mean: which event it is, and what its ID asks for.
import type { EventOutput, RequiredAction } from '../domain.js'

const geoWords: readonly string[] = ['scrub_geo', 'geo_scrubbed']

/** The event output of each reason, in words of the service. */
const eventOfReason: Readonly<Record<string, EventOutput>> = {
  deleted: 'deleted',
  deactivated: 'deactivated',
  protected: 'protected',
  suspended: 'suspended',
  tweet_edited: 'tweet_edited'
}

/** The word by which the service refuses a line of the upload. */
export const refusedWord = 'invalid_id'

/** All words with a rule of their own; every other is carried as `other`. */
export const knownReasons: readonly string[] = [
  ...Object.keys(eventOfReason),
  ...geoWords,
  refusedWord
]
export const knownActions: readonly string[] = [
  'delete',
  'rehydrate',
  ...geoWords
]

/** The event output that counts a row. A geo word in either place outweighs the other. */
export function eventOf(reason: string, action: string): EventOutput {
  if (isGeo(reason, action)) return 'scrub_geo'
  return Object.hasOwn(eventOfReason, reason)
    ? (eventOfReason[reason] ?? 'other')
    : 'other'
}

/** What a row asks the owner of the data to do with its ID. */
export function requiredOf(reason: string, action: string): RequiredAction {
  if (isGeo(reason, action)) return 'scrub-geo'
  if (action === 'rehydrate' || reason === 'tweet_edited') return 'refetch'
  return action === 'delete' ? 'delete' : 'review'
}

function isGeo(reason: string, action: string): boolean {
  return geoWords.includes(reason) || geoWords.includes(action)
}
