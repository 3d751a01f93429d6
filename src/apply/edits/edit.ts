// What the editors of all formats have in common: verdicts go in, splices and counts come out.
import type { U64 } from '../../content/id.js'
import type { IdFilter } from '../../kernel/json.js'

/** Bits of a verdict. */
export const verdict = { gone: 1, geo: 2, refetch: 4, review: 8 } as const

export interface Verdicts {
  /** Whether accounts have verdicts for which the author of a post must be known. */
  readonly needsAuthors: boolean
  /** Holds all IDs that have verdicts. */
  readonly filter: IdFilter
  /** What is said of a post, as bits of `verdict`. */
  post(id: U64): number
  /** What is said of an account. */
  user(id: U64): number
}

/** Why something was taken out. */
export const rules = [
  'own',
  'edit_history',
  'author',
  'retweet',
  'embedded',
  'location',
  'profile'
] as const

export type Rule = (typeof rules)[number]

/** Why something can't be checked. */
export const gaps = ['author', 'original', 'includes', 'list'] as const

export type Gap = (typeof gaps)[number]

export interface EditSink {
  /**
   * The bytes from `start` to before `end` become `text`. Offsets count from
   * the first byte that was fed; splices ascend and never overlap.
   */
  splice(start: number, end: number, text: string): void
  /** What became of a record, or of several. */
  record(outcome: 'kept' | 'changed' | 'removed', records?: number): void
  /** Once for each record removed, and each embedded post, location and profile. */
  rule(rule: Rule): void
  /** A post that was taken out, an embedded one too. */
  removed(id: bigint): void
  /** Posts that stay, by their own ID. */
  refetch(id: bigint): void
  review(id: bigint): void
  /** What nothing tells the verdict of: posts without an author, retweets without an original, places of posts in other files. */
  unreachable(gap: Gap, count?: number): void
  /** A record that can't be read; its bytes stay. */
  bad(line: number, reason: string): void
  /** A record of no known form. */
  unknown(line: number): void
}

export interface Editor {
  /** Takes the next bytes, decoded and without a mark or prefix. */
  feed(chunk: Uint8Array): void
  end(): void
}

/** The ID as a bigint. */
export function idOf({ high, low }: U64): bigint {
  return (BigInt(high) << 32n) | BigInt(low)
}
