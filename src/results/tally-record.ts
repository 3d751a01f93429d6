// The counts of the result rows.
import type { EventOutput, RequiredAction } from '../domain.js'

/** The counts of the result rows. */
export interface TallyRecord {
  /** All rows: `events` + `refused`. */
  rows: number
  events: number
  /** `invalid_id` rows. */
  refused: number
  /** Distinct IDs with an event that were never submitted (by required action), and events without a readable ID. */
  unsubmitted: number
  byEvent: Readonly<Record<EventOutput, number>>
  /** By raw word, at most 100 words of at most 64 characters (others under `…`), escaped as the `counts` output. */
  reasons: Readonly<Record<string, number>>
  actions: Readonly<Record<string, number>>
  /** The reasons of the rows under `other`, as above. */
  otherReasons: Readonly<Record<string, number>>
  /** By raw word, exact (bounded in number only). For report.json. */
  rawReasons: Readonly<Record<string, number>>
  rawActions: Readonly<Record<string, number>>
  /** Distinct submitted IDs by required action; undefined when the submitted set is not known or parts are missing. */
  required: Readonly<Record<RequiredAction, number>> | undefined
  /** Events by year of creation of the post or account (UTC), ascending; rows without a readable date under `unknown`. */
  byYear: Readonly<Record<string, number>>
  /** Distinct submitted IDs that the service refused; undefined where `required` is. */
  unchecked?: number
  /** Distinct submitted IDs by the year that they tell (UTC), ascending; those that tell none are left out. */
  ofYear?: Readonly<Record<string, { checked: number; affected: number }>>
}
