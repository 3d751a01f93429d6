// How the submitted IDs, and those with an event, are spread over the years that their numbers tell.
import { firstNotBelow } from '../ids/search.js'
import type { IdChunk } from '../ids/id-set.js'

/** Milliseconds of the epoch of snowflakes (https://github.com/twitter-archive/snowflake/tree/snowflake-2010). */
const epoch = 1_288_834_974_657n

/** The first post with a snowflake, of November 2010. IDs below it, of posts and accounts alike, tell no time. */
const firstSnowflake = 29_700_859_247n

/** Distinct submitted IDs of a year. */
export interface YearCount {
  checked: number
  affected: number
}

/** Counts IDs that ascend, from chunk to chunk too. */
export class IdYears {
  readonly #years = new Map<number, YearCount>()

  /** @param marks not 0 where the ID has an event */
  note(ids: IdChunk, marks: Uint8Array): void {
    let at = firstNotBelow(ids, firstSnowflake, 0)
    while (at < ids.length) {
      const year = yearOf(ids[at] ?? 0n)
      const end = firstNotBelow(ids, firstOf(year + 1), at)
      let affected = 0
      for (let index = at; index < end; index++)
        if (marks[index] !== 0) affected++
      const sum = this.#years.get(year) ?? { checked: 0, affected: 0 }
      sum.checked += end - at
      sum.affected += affected
      this.#years.set(year, sum)
      at = end
    }
  }

  /** By year, ascending; years between without an ID are there too. */
  get counts(): Record<string, YearCount> {
    const years = [...this.#years.keys()]
    if (years.length === 0) return {}
    const first = Math.min(...years)
    const last = Math.max(...years)
    return Object.fromEntries(
      Array.from({ length: last - first + 1 }, (_, index) => {
        const none = { checked: 0, affected: 0 }
        return [
          String(first + index),
          this.#years.get(first + index) ?? none
        ] as const
      })
    )
  }
}

function yearOf(id: bigint): number {
  return new Date(Number((id >> 22n) + epoch)).getUTCFullYear()
}

/** The first snowflake of a year. */
function firstOf(year: number): bigint {
  return (BigInt(Date.UTC(year, 0)) - epoch) << 22n
}
