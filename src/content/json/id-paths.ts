// What to do with JSON of no known form: the key paths that hold IDs, for `ids-column`, or what brings them there.
import type { JobType } from '../../domain.js'
import { code, say, type Message } from '../../lib/message.js'
import { count, firstOf } from '../../lib/text.js'
import { foreignKeys, messageKeys, untoldKeys } from '../forms/forms.js'
import { missingAt, survey, type PathSeen, type Survey } from './survey.js'

/** Of the records, to have an ID at a path that is worth naming. */
const wantedShare = 0.9

/**
 * Layouts that hold IDs where no key path leads to each of them. The patterns
 * look at a bounded start, and have no repeats that meet.
 */
const knownLayouts: readonly { pattern: RegExp; why: Message; fix: Message }[] =
  [
    {
      pattern: /"tag:search\.twitter\.com,2005:\d/,
      why: say`These are Activity Streams (Gnip): each ID stands at the end of a text, such as \`tag:search.twitter.com,2005:ID\`.`,
      fix: say`Write the IDs to a text file, one per line, and name it in \`ids\`: \`jq -r 'select(.id) | .id | split(":")[-1]' FILE > ids.txt\`.`
    },
    {
      pattern: /"(?:itemContent|tweet_results)"\s*:\s*\{/,
      why: say`These are whole answers of X's website (GraphQL), in which posts stand between other things at many depths.`,
      fix: say`Take the posts out, and name the result in \`ids\`: \`jq -c '.. | objects | select(.legacy.full_text?)' FILE > posts.jsonl\`.`
    },
    {
      pattern: /^\s*\{\s*"[^"]{1,60}"\s*:\s*\{\s*"0"\s*:/,
      why: say`The file holds a table by columns, each with the numbers of its rows as keys, as \`to_json\` of pandas writes it.`,
      fix: say`Write it by rows: \`df.to_json(FILE, orient='records', lines=True)\`, with the IDs as strings.`
    },
    {
      pattern: /^\s*\{\s*"columns"\s*:\s*\[/,
      why: say`The file holds a table whose rows are arrays, as \`to_json(orient='split')\` of pandas writes it.`,
      fix: say`Write it by rows: \`df.to_json(FILE, orient='records', lines=True)\`, with the IDs as strings.`
    },
    {
      pattern: /^\s*\[\s*(?:"[^"]{0,200}"|[\d.]{1,30})\s*,/,
      why: say`The records are arrays: rows of a table, in which no key says what the IDs are.`,
      fix: say`Write the column of the IDs to a text file, one per line, and name it in \`ids\`; where they stand first: \`jq -r '.[0]' FILE > ids.txt\`.`
    },
    {
      pattern: /^\s*\[\s*\[/,
      why: say`The records are arrays: rows of a table, in which no key says what the IDs are.`,
      fix: say`Write the column of the IDs to a text file, one per line, and name it in \`ids\`; where they stand first: \`jq -r '.[][0]' FILE > ids.txt\`.`
    }
  ]

/** IDs of anything else than posts and accounts, by the keys that lead to them. */
const otherIds =
  /(?:^|\.)(?:noteTweetId|noteId|sortIndex|entryId|conversationId|dmConversation|messageCreate|message_create|welcomeMessageCreate|twitterCircle|media|place|places|lists?|trends?)(?:\.|$)/

/** Posts that another one only refers to come behind others. */
const isReference = /in_?reply|conversation|quoted|retweet|parent|pinned|root/i

const namesUser = /user|author|account|owner|profile|from|actor|twitter/i
const isCount =
  /(?:^|_|[a-z](?=C))[Cc]ounts?$|[Cc]olou?r|[Dd]ate|[Tt]ime|[Oo]ffset|[Ii]ndex|[Ss]ince|_at$/
const isIdKey = /(?:^|_|\.)u?ids?(?:_str)?$|Ids?$|id$/

/** Members of X's archive of an account that are no lists of posts or accounts. */
const archiveKeys: ReadonlySet<string> = new Set([
  'account',
  'ad',
  'ageInfo',
  'communityNote',
  'communityNoteRating',
  'connectedApplication',
  'contact',
  'deviceToken',
  'dmConversation',
  'ipAudit',
  'niDeviceResponse',
  'noteTweet',
  'p13nData',
  'phoneNumber',
  'profile',
  'savedSearch',
  'screenNameChange',
  'twitterCircle',
  'userListInfo',
  'verified'
])

/**
 * What the start of a file of no known form tells about its IDs, and what to do.
 *
 * @param isWhole whether the sample is all of the content
 */
export function adviceOnForm(
  sample: Uint8Array,
  type: JobType,
  isLines: boolean,
  isWhole: boolean
): { why: Message; fix: Message } {
  const noun = type === 'tweets' ? 'post' : 'account'
  const seen = survey(sample, type, isLines)
  const { records, keyedBy, onlyKey } = seen
  if (keyedBy !== undefined)
    return {
      why: say`The keys of the objects are the IDs, such as ${code(keyedBy.example, 24)}; IDs are read from values.`,
      fix: say`Write the keys to a text file, one per line, and name it in \`ids\`: ${code(`jq -r '${keyedBy.jq}' FILE > ids.txt`, 120)}.`
    }
  const start = Buffer.from(sample.subarray(0, 1 << 12)).toString('latin1')
  const known = knownLayouts.find(({ pattern }) => pattern.test(start))
  if (known) return known
  if (onlyKey !== undefined && archiveKeys.has(onlyKey))
    return {
      why: say`This file of an archive of X (${code(onlyKey, 40)}) holds no ${noun}s.`,
      fix:
        type === 'tweets'
          ? say`Name \`data/tweets.js\` of the archive in \`ids\`, and \`data/tweets-part*.js\`, \`data/deleted-tweets.js\` and \`data/like.js\` where there are any.`
          : say`Accounts are in \`data/following.js\`, \`data/follower.js\`, \`data/block.js\` and \`data/mute.js\` of the archive.`
    }
  const found = candidates(seen, type)
  const [best] = found
  const [service, ...signs] = serviceOf(seen.keys, {
    isMessage: start.includes('"MessageCreate"'),
    hasIds: best !== undefined
  })
  if (service !== undefined)
    return {
      why: say`These look like records of ${service}: they have keys such as ${code(signs.join(', '), 100)}, which no ${noun} of X has.`,
      fix: say`X can check posts and accounts of X alone: give a file of these.`
    }
  const why = say`No record is ${noun === 'post' ? 'a post' : 'an account'} in a form that is known, and an \`id\` alone does not prove one: lists, places and media have IDs too.`
  if (best === undefined || best[1].ids.size < Math.min(2, records))
    return {
      why: say`${why} ${isWhole ? 'None of their values looks' : 'In the part that was looked at, no value looks'} like the ID of ${noun === 'post' ? 'a post' : 'an account'}.`,
      fix: say`Give the ${noun === 'post' ? 'posts' : 'posts or accounts'} as the API or a known tool wrote them, or a list of their IDs.`
    }
  return {
    why: say`${why} IDs are at these key paths: ${listOf(found, records)}.`,
    fix: fixFor(best, `${noun}s`, sample, isLines)
  }
}

function listOf(
  found: readonly (readonly [string, PathSeen])[],
  records: number
): Message {
  return found
    .slice(0, 5)
    .flatMap(([path, seen], index) => [
      ...(index > 0 ? [', '] : []),
      code(path, 100),
      ` (${count(seen.ids.size)} distinct in ${firstOf(records, 'record')}, such as `,
      code(seen.example, 24),
      ')'
    ])
}

/** The way to the IDs at a path, which is tried first. */
function fixFor(
  [path, { jq, mapAt }]: readonly [string, PathSeen],
  what: string,
  sample: Uint8Array,
  isLines: boolean
): Message {
  if (mapAt !== undefined) {
    const rest = path.slice(path.lastIndexOf('*') + 1)
    return rest === ''
      ? say`They stand below keys that change. If they are the IDs of the ${what}, write them to a text file, and name it in \`ids\`: ${code(`jq -r '${jq}' FILE > ids.txt`, 120)}.`
      : say`The records stand below keys that change: write them one behind the other, and name the result in \`ids\`: ${code(`jq '${mapAt}' FILE > records.json`, 120)}.${isReference.test(path) ? [] : say` If no ${what} are found in it, add ${code(`ids-column: ${rest.slice(1)}`, 120)}.`}`
  }
  const missing = missingAt(path, sample, isLines)
  const alone = say`If these are the IDs of the ${what}, add ${code(`ids-column: ${path}`, 120)}`
  return missing === 0
    ? say`${alone}.`
    : say`${alone}, and \`on-invalid-ids: skip\` for the objects that have none there (${count(missing)} in the part that was looked at).`
}

/** The paths that may hold the IDs, the likeliest first. */
function candidates(
  { records, paths }: Survey,
  type: JobType
): [string, PathSeen][] {
  return [...paths]
    .filter(([path, { ids }]) => ids.size > 0 && !otherIds.test(path))
    .filter(([path]) => type === 'tweets' || mayNameUser(path))
    .filter(([, { values }]) => values >= wantedShare * records)
    .sort(
      ([a, { ids: one }], [b, { ids: other }]) =>
        Number(isReference.test(a)) - Number(isReference.test(b)) ||
        other.size - one.size
    )
}

function mayNameUser(path: string): boolean {
  const last = path.slice(path.lastIndexOf('.') + 1)
  if (isCount.test(last)) return false
  return namesUser.test(last) || (namesUser.test(path) && isIdKey.test(path))
}

/** Keys below which long IDs are no sign against the ID of the record itself. */
const embedded =
  /^(?:retweet|quoted|referenced|includes|data|user|author|entities|extended|in_reply|conversation|edit|pinned)/i

/**
 * What speaks against IDs that are too short for posts of today, or that
 * count: other IDs in the same records. Undefined where nothing does.
 *
 * @param records those with such an ID, one behind the other
 */
export function contradictionOf(
  records: Uint8Array,
  type: JobType
): { why: Message; fix: Message } | undefined {
  const seen = survey(records, type, false)
  const { nestedAt } = seen
  // Accounts of the first years have short IDs, but none behind the other.
  if (type === 'users' && !seen.countsUp) return undefined
  const found = candidates(seen, type).filter(
    ([path, { ids }]) => !embedded.test(path) && ids.size > 0
  )
  if (nestedAt !== undefined)
    return {
      why: say`Posts stand as JSON inside of texts, at ${code(nestedAt.path, 100)}.`,
      fix: say`Take them out, and name the result in \`ids\`: ${code(`jq -r '${nestedAt.jq}' FILE > posts.jsonl`, 120)}.`
    }
  const [best] = found
  if (best === undefined)
    return seen.countsUp
      ? {
          why: say`They go up by one from record to record, as the numbers of rows do.`,
          fix: say`Give the records with the IDs that X gave. If the short numbers are these, confirm them: \`ids-column: id\`.`
        }
      : undefined
  return {
    why: say`Such numbers count records; IDs stand at these key paths as well: ${listOf(found, seen.records)}.`,
    fix: say`${fixFor(best, type === 'tweets' ? 'posts' : 'accounts', records, false)} If the short numbers are the IDs, confirm them: \`ids-column: id\`.`
  }
}

/** Whose records they are that have these keys, and the keys that say so; none where that is not known. */
function serviceOf(
  keys: ReadonlySet<string>,
  { isMessage, hasIds }: { isMessage: boolean; hasIds: boolean }
): string[] {
  const found = [
    [
      'direct messages',
      isMessage ? [...messageKeys, 'event_type'] : messageKeys
    ] as const,
    ...Object.entries(foreignKeys),
    ['pictures, articles or the like', hasIds ? [] : untoldKeys] as const
  ]
    .map(([service, all]) => [service, ...all.filter(key => keys.has(key))])
    .filter(each => each.length > 1)
    .sort((a, b) => b.length - a.length)
  return found[0] ?? []
}
