// The counts of the result rows.
import type { YearCount } from './id-years.js'
import type { EventOutput, RequiredAction } from '../domain.js'

/** A list of IDs, one a line. */
export interface ListRecord {
  ids: number
  /** Of its bytes, hex. */
  sha256: string
}

/** The counts of the result rows. */
export interface TallyRecord {
  /** All rows: `events` + `refused`. */
  rows: number
  events: number
  /** `invalid_id` rows. */
  refused: number
  /** Distinct IDs in the rows that were never submitted, by required action, and refused ones. */
  unsubmitted: number
  /** Refused lines that hold no ID at all. */
  refusedWithoutId: number
  /** Distinct submitted IDs that were refused and have no event: they were not checked. Undefined like `required`. */
  unchecked: number | undefined
  /** Those of them that are not known: as many as refusals that name no submitted ID, for nothing but submitted IDs was uploaded. */
  unidentified: number
  byEvent: Readonly<Record<EventOutput, number>>
  /** By raw word, at most 100 words of at most 64 characters (others under `…`). */
  reasons: Readonly<Record<string, number>>
  actions: Readonly<Record<string, number>>
  /** The reasons of the rows under `other`, as above. */
  otherReasons: Readonly<Record<string, number>>
  /** By raw word, exact (bounded in number only). For report.json. */
  rawReasons: Readonly<Record<string, number>>
  rawActions: Readonly<Record<string, number>>
  /** Distinct submitted IDs by required action; undefined when the submitted set is not known or parts are missing. */
  required: Readonly<Record<RequiredAction, number>> | undefined
  /** The lists as they were written. Undefined like `required`. */
  lists: Readonly<Record<RequiredAction, ListRecord>> | undefined
  /** Events by year of creation of the post or account (UTC), ascending; rows without a readable date under `unknown`. */
  byYear: Readonly<Record<string, number>>
  /** Distinct submitted IDs by the year that they tell (UTC), ascending; those that tell none are left out. Undefined like `required`. */
  ofYear: Readonly<Record<string, YearCount>> | undefined
}
