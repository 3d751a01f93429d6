// Which values of a JSON record are IDs of posts, or of their authors, whose content the record holds.

/**
 * What an object or array of a record is. Content of all others is passed over.
 * An `item` is what `data` holds: a post or a user.
 */
export type Role =
  | 'top'
  | 'records'
  | 'record'
  | 'items'
  | 'item'
  | 'posts'
  | 'post'
  | 'references'
  | 'reference'
  | 'author'
  | 'includes'
  | 'users'
  | 'user'

/** The role of an object or array, from the role of what holds it and its key there. */
export function roleOf(
  holder: Role,
  key: string,
  isArray: boolean
): Role | undefined {
  switch (holder) {
    // Arrays of arrays are read like one.
    case 'top':
    case 'records':
      return isArray ? 'records' : 'record'
    case 'items':
      return isArray ? 'items' : 'item'
    case 'posts':
      return isArray ? 'posts' : 'post'
    case 'references':
      return isArray ? 'references' : 'reference'
    case 'users':
      return isArray ? 'users' : 'user'
    case 'includes':
      if (key === 'tweets') return isArray ? 'posts' : 'post'
      if (key === 'users') return isArray ? 'users' : 'user'
      return undefined
    case 'record':
    case 'item':
    case 'post':
    case 'reference':
    case 'user':
      return roleInPost(holder, key, isArray)
    case 'author':
      return undefined
  }
}

function roleInPost(
  holder: Role,
  key: string,
  isArray: boolean
): Role | undefined {
  switch (key) {
    // v2: pages of posts or users, single ones, streams
    case 'data':
      if (holder !== 'record') return undefined
      return isArray ? 'items' : 'item'
    // v1.1: search, the premium search, lookups and lists of users
    case 'statuses':
    case 'results':
    case 'users':
      return holder === 'record' && isArray ? 'items' : undefined
    case 'includes':
      return holder === 'record' && !isArray ? 'includes' : undefined
    // v2 as `twarc2 flatten` writes it: the posts themselves stand in here
    case 'referenced_tweets':
      return isArray ? 'references' : undefined
    // v1.1; `status` is the latest post in a record of a user
    case 'retweeted_status':
    case 'quoted_status':
    case 'status':
      return isArray ? undefined : 'post'
    // The archive that X gives to account holders
    case 'tweet':
      return holder === 'record' && !isArray ? 'post' : undefined
    case 'user':
    case 'author':
      return isArray ? undefined : 'author'
    default:
      return undefined
  }
}

/** Keys of the post's own ID; the higher of two is taken, as text is never rounded. */
export const postIdKeys = new Map([
  ['id', 1],
  ['id_str', 2],
  ['status_id', 3],
  ['status_id_str', 4],
  ['statusId', 4],
  ['tweetid', 5],
  ['tweetId', 5],
  ['tweet_id', 6],
  ['tweet_id_str', 7]
])

/** Keys of the author's ID in a post; `authorObjectKeys` are those in its `user` or `author`. */
export const authorIdKeys = new Map([
  ['user_id', 3],
  ['user_id_str', 4],
  ['userId', 4],
  ['authorid', 5],
  ['authorId', 5],
  ['author_id', 6],
  ['author_id_str', 7]
])

export const authorObjectKeys = new Map([
  ['id', 1],
  ['id_str', 2]
])

/** Keys that only posts have, and only users. */
export const postKeys = new Set([
  'text',
  'full_text',
  'tweet_id',
  'status_id',
  'tweetId',
  'conversation_id',
  'referenced_tweets',
  'retweeted_status',
  'quoted_status',
  'retweet_count',
  'favorite_count',
  'edit_history_tweet_ids',
  'author_id',
  'user'
])

export const userKeys = new Set(['username', 'screen_name'])

/** By their first key: messages of streams that hold no content. */
export const noticeKeys = new Set([
  'delete',
  'limit',
  'scrub_geo',
  'status_withheld',
  'user_withheld',
  'disconnect',
  'warning',
  'event',
  'friends',
  'friends_str',
  'control',
  'sitestream'
])

/** A page that found nothing holds these alone. */
export const emptyPageKeys = new Set(['errors', 'meta', '__twarc'])

/** Keys of the records of a page, that has no ID itself. */
export const pageKeys = new Set(['statuses', 'results', 'users', 'ids'])

/** Keys of a page that may stand in front of its records. */
export const cursorKeys = new Set([
  'previous_cursor',
  'previous_cursor_str',
  'next_cursor',
  'next_cursor_str',
  'total_count'
])

const knownKeys: readonly string[] = [
  ...postIdKeys.keys(),
  ...authorIdKeys.keys(),
  ...postKeys,
  ...userKeys,
  ...noticeKeys,
  ...emptyPageKeys,
  ...pageKeys,
  ...cursorKeys,
  'type',
  // Beside those above, these lead to objects and arrays that are looked into.
  'data',
  'includes',
  'tweets',
  'tweet',
  'author',
  'status'
]

/** Known keys by their length, first and last byte. */
const keysByPrint: string[][] = Array.from({ length: 1024 }, () => [])
for (const key of new Set(knownKeys))
  keysByPrint[
    printOf(key.length, key.charCodeAt(0), key.charCodeAt(key.length - 1))
  ]?.push(key)

function printOf(length: number, first: number, last: number): number {
  return (length * 37 + first * 5 + last * 11) & 1023
}

/** The key in `bytes[start..end)` if it is one of the above, without making text of it; else empty. */
export function knownKey(bytes: Buffer, start: number, end: number): string {
  const print = printOf(end - start, bytes[start] ?? 0, bytes[end - 1] ?? 0)
  for (const key of keysByPrint[print] ?? [])
    if (isKeyAt(key, bytes, start, end)) return key
  return ''
}

function isKeyAt(
  key: string,
  bytes: Buffer,
  start: number,
  end: number
): boolean {
  if (key.length !== end - start) return false
  for (let i = 0; i < key.length; i++)
    if (key.charCodeAt(i) !== bytes[start + i]) return false
  return true
}
