// Where IDs stand in JSON of no known form: the key paths that a user can name in `ids-column`.
import type { JobType } from '../../domain.js'
import { kinds, JsonTokenizer, tokenWords } from '../../kernel/json.js'
import { foreignKeys, untoldKeys, messageKeys } from '../forms/forms.js'
import { code, say, type Message } from '../../lib/message.js'
import { count } from '../../lib/text.js'

/** A key path, with what was seen at it. */
interface PathSeen {
  values: number
  ids: Set<string>
  example: string
}

const mostRecords = 200
const mostPaths = 200
const deepest = 8
/** Of the records, to have an ID at a path that is worth naming. */
const wantedShare = 0.9

/** Posts since November 2010 have 14 digits and more; shorter numbers are counts and times. */
const looksLikeId: Readonly<Record<JobType, RegExp>> = {
  tweets: /^[1-9]\d{13,18}$/,
  users: /^[1-9]\d{4,18}$/
}
const namesUser = /user|author|account|owner|profile|from|actor/i

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

/** What the start of a file of no known form tells about its IDs, and what to do. */
export function adviceOnForm(
  sample: Uint8Array,
  type: JobType,
  isLines: boolean
): { why: Message; fix: Message } {
  const noun = type === 'tweets' ? 'post' : 'account'
  const start = Buffer.from(sample.subarray(0, 1 << 12)).toString('latin1')
  const { records, paths, keys, keyedBy } = survey(sample, type, isLines)
  if (keyedBy !== undefined)
    return {
      why: say`The keys of the objects are the IDs, such as ${code(keyedBy, 24)}; IDs are read from values.`,
      fix: say`Write the keys to a text file, one per line, and name it in \`ids\`: \`jq -r 'keys[]' FILE > ids.txt\`.`
    }
  const known = knownLayouts.find(({ pattern }) => pattern.test(start))
  if (known) return known
  const [service, ...signs] = serviceOf(keys, start.includes('"MessageCreate"'))
  if (service !== undefined)
    return {
      why: say`These look like records of ${service}: they have keys such as ${code(signs.join(', '), 100)}, which no ${noun} of X has.`,
      fix: say`X can check posts and accounts of X alone: give a file of these.`
    }
  const why = say`No record is ${noun === 'post' ? 'a post' : 'an account'} in a form that is known, and an \`id\` alone does not prove one: lists, places and media have IDs too.`
  const found = [...paths]
    .filter(([, seen]) => seen.ids.size > 0)
    .filter(([path]) => type === 'tweets' || namesUser.test(path))
    .filter(([, seen]) => seen.values >= wantedShare * records)
    .sort(([, a], [, b]) => b.ids.size - a.ids.size)
  const [best] = found
  if (best === undefined || best[1].ids.size < Math.min(2, records))
    return {
      why: say`${why} None of their values looks like the ID of ${noun === 'post' ? 'a post' : 'an account'}.`,
      fix: say`Give the ${noun === 'post' ? 'posts' : 'posts or accounts'} as the API or a known tool wrote them, or a list of their IDs.`
    }
  const shown = found
    .slice(0, 5)
    .flatMap(([path, seen], index) => [
      ...(index > 0 ? [', '] : []),
      code(path, 100),
      ` (${count(seen.ids.size)} distinct in the first ${count(records)} records, such as `,
      code(seen.example, 24),
      ')'
    ])
  return {
    why: say`${why} IDs are at these key paths: ${shown}.`,
    fix: say`If these are the IDs of the ${noun}s, add ${code(`ids-column: ${best[0]}`, 120)}.`
  }
}

/** Whose records they are that have these keys, and the keys that say so; none where that is not known. */
function serviceOf(keys: ReadonlySet<string>, isMessage: boolean): string[] {
  const found = [
    [
      'direct messages',
      isMessage ? [...messageKeys, 'event_type'] : messageKeys
    ] as const,
    ...Object.entries(foreignKeys),
    ['pictures, articles or the like', untoldKeys] as const
  ]
    .map(([service, all]) => [service, ...all.filter(key => keys.has(key))])
    .filter(each => each.length > 1)
    .sort((a, b) => b.length - a.length)
  return found[0] ?? []
}

/** The key paths of the first records whose values are all IDs. */
function survey(sample: Uint8Array, type: JobType, isLines: boolean) {
  const tokenizer = new JsonTokenizer({
    keys: [],
    isLines,
    all: true,
    longestRecord: sample.length
  })
  tokenizer.feed(sample)
  const paths = new Map<string, PathSeen>()
  const others = new Set<string>()
  const keys = new Set<string>()
  let records = 0
  let keyedBy: string | undefined
  while (records < mostRecords && tokenizer.next() === 'record') {
    records++
    const { tape, bytes } = tokenizer
    keyedBy ??= keyThatIsId(tape, bytes, type)
    visit(tape, bytes, 0, '', 0, (path, text, mayBeId) => {
      if (keys.size < mostPaths * 10)
        keys.add(path.slice(path.lastIndexOf('.') + 1))
      if (!mayBeId) return
      if (others.has(path)) return
      if (!looksLikeId[type].test(text)) {
        // One value that is no ID, and the column is none.
        others.add(path)
        paths.delete(path)
        return
      }
      const seen = paths.get(path)
      if (seen) {
        seen.values++
        seen.ids.add(text)
      } else if (paths.size < mostPaths)
        paths.set(path, { values: 1, ids: new Set([text]), example: text })
    })
  }
  return { records, paths, keys, keyedBy }
}

function visit(
  tape: Uint32Array,
  bytes: Buffer,
  token: number,
  path: string,
  depth: number,
  onValue: (path: string, text: string, mayBeId: boolean) => void
): void {
  const at = token * tokenWords
  const kind = (tape[at] ?? 0) & 0xf
  if (kind === kinds.object || kind === kinds.array) {
    if (depth === deepest) return
    const end = tape[at + 4] ?? 0
    for (
      let child = token + 1;
      child < end;
      child = tape[child * tokenWords + 4] ?? end
    ) {
      const key = keyOf(tape, bytes, child)
      const inner =
        key === undefined ? path : path === '' ? key : `${path}.${key}`
      visit(tape, bytes, child, inner, depth + 1, onValue)
    }
    return
  }
  if (path === '') return
  const raw = bytes.toString('latin1', tape[at + 1], tape[at + 2])
  onValue(
    path,
    kind === kinds.string ? raw.slice(1, -1) : raw,
    kind !== kinds.word
  )
}

/** The key of a member as it is written; undefined in arrays. */
function keyOf(
  tape: Uint32Array,
  bytes: Buffer,
  token: number
): string | undefined {
  const at = token * tokenWords
  const start = tape[at + 3] ?? 0
  if (start === 0) return undefined
  const raw = bytes.toString('utf8', start, tape[at + 1])
  return raw.slice(1, raw.lastIndexOf('"'))
}

/** The first key of a record, where its keys are IDs. */
function keyThatIsId(
  tape: Uint32Array,
  bytes: Buffer,
  type: JobType
): string | undefined {
  if (((tape[0] ?? 0) & 0xf) !== kinds.object) return undefined
  const keys: string[] = []
  const end = tape[4] ?? 0
  for (
    let child = 1;
    child < end && keys.length < 20;
    child = tape[child * tokenWords + 4] ?? end
  )
    keys.push(keyOf(tape, bytes, child) ?? '')
  const isKeyed =
    keys.length > 0 && keys.every(key => looksLikeId[type].test(key))
  return isKeyed ? keys[0] : undefined
}
