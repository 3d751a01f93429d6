// What the names of columns say: which may hold the IDs, and whether a table is of posts or of accounts.
import type { JobType } from '../../domain.js'

/**
 * Header names of ID columns, the surest first (text is never rounded); in
 * lower case, with `_` for space, dot, dash and slash.
 */
export const idHeaders: Record<JobType, readonly string[]> = {
  tweets: [
    'tweet_id_str',
    'tweet_id',
    'tweetid',
    'status_id_str',
    'status_id',
    'statusid',
    'post_id',
    'postid',
    'id_str',
    'id',
    'tweet_ids',
    'ids',
    'twitter_id',
    'tweet_url',
    'status_url',
    'post_url',
    'tweet_link',
    'permalink',
    'tweet',
    'url',
    'link'
  ],
  users: [
    'user_id_str',
    'user_id',
    'userid',
    'author_id_str',
    'author_id',
    'authorid',
    'account_id',
    'accountid',
    'from_user_id_str',
    'from_user_id',
    'user_ids',
    'id_str',
    'id',
    'ids',
    'twitter_id'
  ]
}

/** Names of what may hold anything: their cells must bear them out. */
export const weakHeaders: ReadonlySet<string> = new Set([
  'id',
  'id_str',
  'ids',
  'twitter_id',
  'permalink',
  'tweet',
  'url',
  'link'
])

/** Columns of texts: where one stands, a plain `id` is that of a post. */
export const textHeaders = [
  'text',
  'full_text',
  'tweet_text',
  'post_text',
  'content',
  'rawcontent',
  'body',
  'message',
  'tweet',
  'tweet_id',
  'status_id'
]

/** These stand in tables of users, and beside posts. */
export const userHeaders = ['username', 'screen_name']

const plainHeaders = ['id', 'id_str', 'ids']

/** Whether a name says no more than that it is an ID. */
export function isPlain(name: string): boolean {
  return plainHeaders.includes(normal(name))
}

/** Columns of posts, beside their texts. */
const postHeaders =
  /^(retweet(ed|s)?(_?count)?|retweetcount|favorited|favorite_?count|like_?count|reply_?count|quote_?count|in_?reply_?to.*|quoted_.*|retweeted_.*|conversation_?id|is_quote.*|truncated|tweet_?id(_str)?|status_?id(_str)?)$/

/** Columns of profiles; of two of them the table tells, unless it has columns of posts. */
const profileHeaders =
  /^(user_?)?(followers|following|friends|statuses|tweets|listed|favou?rites|media)(_?count)?$|^(bio|description|verified|protected|pinned_tweet_id|profile_image.*|screen_?name|username|location)$/

/** Of what a table is, by the names of its columns; undefined where they do not tell. */
export function kindOfTable(header: readonly string[]): JobType | undefined {
  const names = header.map(normal)
  const isOfPosts = names.some(
    name => textHeaders.includes(name) || postHeaders.test(name)
  )
  if (isOfPosts) return 'tweets'
  const profile = names.filter(name => profileHeaders.test(name))
  const isCounted = profile.some(name =>
    /^(user_?)?(followers|following|friends)/.test(name)
  )
  return profile.length > 1 && isCounted ? 'users' : undefined
}

/** Names of accounts. */
export const namesUser = /user|author|account|profile|owner|person/
/** Names of counts, times, and IDs of other things. */
export const namesOther =
  /media|place|list|geo|woeid|time|date|count|hash|likes|retweets|favou?rite|followers|following|friends|score|hour|utc|engagement|created|_at$/
/** Names of posts that are only referred to. */
export const namesReference =
  /repl|quot|retweet|conversation|thread|parent|root|referenc|source|pinned/

/** Whether a first cell is a header of `type`, of the other type, or no header that is known. */
export function headerType(
  cell: string,
  type: JobType
): 'this' | 'other' | undefined {
  const name = normal(cell)
  if (idHeaders[type].includes(name)) return 'this'
  const other = type === 'tweets' ? 'users' : 'tweets'
  return idHeaders[other].includes(name) ? 'other' : undefined
}

/** A header name in lower case, with `_` for what separates words. */
export function normal(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/^#\s*/, '')
    .replace(/[\s._/-]+/g, '_')
}

/** Beside `id_str`, `id` is the same as a number. */
export function withoutStr(name: string): string {
  return normal(name).replace(/_str$/, '')
}
