// What the distinct IDs of a run tell by their size: from when they are, and whether they are of posts or of accounts.
import { firstNotBelow } from '../ids/search.js'
import type { JobType } from '../domain.js'
import type { IdChunk } from '../kernel/index.js'
import { count, plural } from '../lib/text.js'
import type { IdSpan } from './file-record.js'

/** Milliseconds of the epoch of snowflakes (https://github.com/twitter-archive/snowflake/tree/snowflake-2010). */
const epoch = 1_288_834_974_657n

/** The first snowflake of an instant. */
const snowflake = (ms: number): bigint => (BigInt(ms) - epoch) << 22n

/** Posts have snowflakes since 2010-11-04 (the first one is 29700859247), accounts since the winter of 2015/16. */
const firstSnowflake: Readonly<Record<JobType, bigint>> = {
  tweets: 29_700_859_247n,
  users: snowflake(Date.UTC(2015, 10, 1))
}

const elevenDigits = 10_000_000_000n
const sixteenDigits = 1_000_000_000_000_000n

/** Real sets of posts had 0.5 % of ten digits or fewer; lists of accounts 41 to 93 % of 16 and more. */
const accountShare = 0.2
const postShare = 0.05
const longShare = 0.97
/** Fewer IDs than these may be anything. */
const enough = 10
const enoughLong = 30

/** Counts of distinct IDs by their size. */
export class IdAges {
  #ids = 0
  #short = 0
  #long = 0
  /** No account has one of these, and no post before November 2010. */
  #postsOnly = 0
  #undated = 0
  #oldest: bigint | undefined
  #newest: bigint | undefined

  constructor(private readonly type: JobType) {}

  /** Takes IDs that ascend, from chunk to chunk too. */
  note(ids: IdChunk): void {
    const short = firstNotBelow(ids, elevenDigits)
    const undated = firstNotBelow(ids, firstSnowflake[this.type])
    this.#ids += ids.length
    this.#short += short
    this.#long += ids.length - firstNotBelow(ids, sixteenDigits)
    this.#postsOnly += firstNotBelow(ids, firstSnowflake.users) - short
    this.#undated += undated
    this.#oldest ??= ids[undated]
    if (undated < ids.length) this.#newest = ids.at(-1)
  }

  get span(): IdSpan | undefined {
    if (this.#oldest === undefined || this.#newest === undefined)
      return undefined
    return {
      first: timeOf(this.#oldest),
      last: timeOf(this.#newest),
      undated: this.#undated
    }
  }

  /** `posts of 2011-03 to 2025-10`; undefined where no ID tells it. */
  get spanText(): string | undefined {
    const { span, type } = this
    if (span === undefined) return undefined
    const noun = type === 'tweets' ? 'posts' : 'accounts'
    const [from, to] = [month(span.first), month(span.last)]
    const time = from === to ? from : `${from} to ${to}`
    const before = type === 'tweets' ? 'November 2010' : '2016'
    const older =
      span.undated > 0
        ? `, and ${count(span.undated)} from before ${before}`
        : ''
    return `${noun} of ${time}${older}`
  }

  /** The evidence that the IDs are of the other type. */
  get wrongType(): string | undefined {
    const share = (n: number) =>
      `${count(n)} of ${plural(this.#ids, 'distinct ID')} (${((100 * n) / this.#ids).toFixed(1)} %)`
    if (this.type === 'tweets') {
      if (this.#ids > 0 && this.#short === this.#ids)
        return `No ID has more than ten digits (${plural(this.#ids, 'distinct ID')}): they look like user IDs, or posts from before November 2010, while \`type\` is \`tweets\`.`
      return this.#ids >= enough && this.#short >= accountShare * this.#ids
        ? `${share(this.#short)} have ten digits or fewer, as accounts and posts from before November 2010 have: these may be user IDs, while \`type\` is \`tweets\`.`
        : undefined
    }
    if (this.#ids >= enough && this.#postsOnly >= postShare * this.#ids)
      return `${share(this.#postsOnly)} are numbers that posts have and accounts do not: these may be tweet IDs, while \`type\` is \`users\`.`
    return this.#ids >= enoughLong && this.#long >= longShare * this.#ids
      ? `${share(this.#long)} have 16 digits or more; of real lists of accounts 41 to 93 % have: these may be tweet IDs, while \`type\` is \`users\`.`
      : undefined
  }
}

function timeOf(id: bigint): number {
  return Number((id >> 22n) + epoch)
}

/** `2011-03`, UTC. */
function month(ms: number): string {
  return new Date(ms).toISOString().slice(0, 7)
}
