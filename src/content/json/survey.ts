// Looks at the first records of a JSON file closely: every key path, and the IDs at it.
import type { JobType } from '../../domain.js'
import { JsonTokenizer, kinds, tokenWords } from '../../kernel/json.js'
import { idIn, isSiteUrl } from '../cell.js'
import { KeyPaths, pathKeys } from './key-paths.js'

/** A key path, with what was seen at it. */
export interface PathSeen {
  values: number
  ids: Set<string>
  example: string
  /** What gives the values, for jq. */
  jq: string
  /** What gives the values of the first object on the way whose keys change; undefined where there is none. */
  mapAt: string | undefined
}

export interface Survey {
  records: number
  /** Whose values are all IDs. `*` stands for keys that change. */
  paths: ReadonlyMap<string, PathSeen>
  /** Keys of the records, and of what these hold. */
  keys: ReadonlySet<string>
  /** The key that is all that each record has. */
  onlyKey: string | undefined
  /** Whether the values of `id` go up by one from record to record. */
  countsUp: boolean
  /** A key that is an ID, and what gives all such keys. */
  keyedBy: { example: string; jq: string } | undefined
  /** Where a text is JSON of a post. */
  nestedAt: { path: string; jq: string } | undefined
}

const mostRecords = 200
const mostPaths = 200
const mostKeys = 2000
const deepest = 12

/** Posts since November 2010 have 14 digits and more; shorter numbers are counts and times. */
const looksLikeId: Readonly<Record<JobType, RegExp>> = {
  tweets: /^[1-9]\d{13,18}$/,
  users: /^[1-9]\d{4,18}$/
}

const nestedPost =
  /^\{[^]{0,4000}?\\"(?:id|id_str|tweet_id|rest_id)\\"\s{0,3}:\s{0,3}(?:\\")?\d{14,19}/

/** Surveys the records of a sample, which may end within one. */
export function survey(
  sample: Uint8Array,
  type: JobType,
  isLines: boolean
): Survey {
  let tokenizer = tokenizerOf(sample, isLines)
  let found = tokenizer.next()
  if (found !== 'record') {
    tokenizer = tokenizerOf(closed(sample), isLines)
    found = tokenizer.next()
  }
  const visitor = new Visitor(type)
  for (; found === 'record' && visitor.records < mostRecords;) {
    visitor.record(tokenizer)
    found = tokenizer.next()
  }
  return visitor
}

/** How many objects of a sample hold nothing at a key path, as it is read. */
export function missingAt(
  path: string,
  sample: Uint8Array,
  isLines: boolean
): number {
  const tokenizer = new JsonTokenizer({
    keys: pathKeys([path]),
    isLines,
    longestRecord: sample.length,
    onIds: () => undefined
  })
  tokenizer.feed(sample)
  const paths = new KeyPaths([path])
  let missing = 0
  for (
    let left = mostRecords;
    left > 0 && tokenizer.next() === 'record';
    left--
  )
    missing += paths.find(tokenizer).missing.length
  return missing
}

function tokenizerOf(bytes: Uint8Array, isLines: boolean): JsonTokenizer {
  const tokenizer = new JsonTokenizer({
    keys: [],
    isLines,
    all: true,
    longestRecord: bytes.length,
    onIds: () => undefined
  })
  tokenizer.feed(bytes)
  return tokenizer
}

/** A document that is cut off, ended behind its last whole element. */
function closed(bytes: Uint8Array): Uint8Array {
  const open: number[] = []
  let end = 0
  let closers: number[] = []
  let isText = false
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0
    if (isText) {
      if (byte === 0x5c) at++
      else if (byte === 0x22) isText = false
    } else if (byte === 0x22) isText = true
    else if (byte === 0x7b || byte === 0x5b) open.push(byte + 2)
    else if (byte === 0x7d || byte === 0x5d) {
      open.pop()
      end = at + 1
      closers = open.slice(-1000)
    }
  }
  return Buffer.concat([
    bytes.subarray(0, end),
    Uint8Array.from(closers.reverse())
  ])
}

/** On the way to a value. */
interface Way {
  path: string
  jq: string
  mapAt: string | undefined
  depth: number
}

class Visitor implements Survey {
  records = 0
  readonly paths = new Map<string, PathSeen>()
  readonly keys = new Set<string>()
  keyedBy: Survey['keyedBy']
  nestedAt: Survey['nestedAt']
  onlyKey: string | undefined
  #counted = 0
  #last = NaN
  readonly #others = new Set<string>()
  readonly #type: JobType
  #tape: Uint32Array = new Uint32Array(0)
  #bytes: Buffer = Buffer.alloc(0)

  constructor(type: JobType) {
    this.#type = type
  }

  record({ tape, bytes }: JsonTokenizer): void {
    this.records++
    this.#tape = tape
    this.#bytes = bytes
    const members = this.#kind(0) === kinds.object ? this.#children(0) : []
    const [first] = members
    this.onlyKey =
      members.length === 1 && first !== undefined ? this.#key(first) : undefined
    this.#visit(0, { path: '', jq: '', mapAt: undefined, depth: 0 })
  }

  get countsUp(): boolean {
    return this.records > 2 && this.#counted === this.records - 1
  }

  #visit(token: number, way: Way): void {
    const kind = this.#kind(token)
    if (kind === kinds.object) this.#object(token, way)
    else if (kind === kinds.array) {
      if (way.depth === deepest) return
      for (const child of this.#children(token))
        this.#visit(child, {
          ...way,
          jq: `${way.jq === '' ? '.' : way.jq}[]`,
          depth: way.depth + 1
        })
    } else this.#value(token, kind, way)
  }

  #object(token: number, { path, jq, mapAt, depth }: Way): void {
    if (depth === deepest) return
    const members = this.#children(token)
    const keys = members.map(member => this.#key(member))
    if (depth < 3 && this.keys.size < mostKeys)
      for (const key of keys) this.keys.add(key)
    const [firstKey = ''] = keys
    if (keys.length > 0 && keys.every(key => this.#isId(key))) {
      this.keyedBy ??= { example: firstKey, jq: this.#keysAt(jq) }
      return
    }
    const isMap = this.#isMap(members, keys, depth)
    const here = jq === '' ? '.' : jq
    for (const [at, member] of members.entries()) {
      const key = keys[at] ?? ''
      const name = isMap ? '*' : key
      const step = isMap ? `${here}[]` : jqMember(jq, key)
      this.#visit(member, {
        path: path === '' ? name : `${path}.${name}`,
        jq: step,
        mapAt: mapAt ?? (isMap ? step : undefined),
        depth: depth + 1
      })
    }
  }

  /** What gives the keys that are IDs, not those at one path of many alone. */
  #keysAt(jq: string): string {
    if (jq === '') return 'keys[]'
    if (/^\.(\[\])+$/.test(jq)) return `${jq} | keys[]`
    const digits = looksLikeId[this.#type].source.replace('\\d', '[0-9]')
    return `.. | objects | keys[] | select(test("${digits}"))`
  }

  /** Whether the keys of an object are data: all its values have one shape, under keys that are numbers or say nothing. */
  #isMap(
    members: readonly number[],
    keys: readonly string[],
    depth: number
  ): boolean {
    const [first] = members
    if (first === undefined || members.length < 2) return false
    const shape = this.#shapeOf(first)
    if (shape === '' || !members.every(each => this.#shapeOf(each) === shape))
      return false
    if (keys.every(key => /^\d+$/.test(key))) return true
    if (
      keys.some(key => /id|tweet|status|post|user|author|url|text/i.test(key))
    )
      return false
    return depth === 0 || members.length > 2
  }

  /** The shape of a container by what it begins with; `id` of an ID, and nothing of other values. */
  #shapeOf(token: number): string {
    const kind = this.#kind(token)
    if (kind !== kinds.object && kind !== kinds.array)
      return this.#isId(this.#text(token, kind)) ? 'id' : ''
    const [first] = this.#children(token)
    if (first === undefined) return kind === kinds.object ? '{' : '['
    return kind === kinds.object
      ? `{${this.#key(first)}`
      : `[${this.#shapeOf(first)}`
  }

  #value(token: number, kind: number, { path, jq, mapAt }: Way): void {
    if (path === '' || kind === kinds.word) return
    const text = this.#text(token, kind)
    if (path === 'id') {
      if (Number(text) === this.#last + 1) this.#counted++
      this.#last = Number(text)
    }
    if (kind === kinds.string && nestedPost.test(text))
      this.nestedAt ??= { path, jq }
    if (this.#others.has(path)) return
    const id = this.#idIn(text)
    if (id === undefined) {
      // One value that is no ID, and the column is none.
      this.#others.add(path)
      this.paths.delete(path)
      return
    }
    const seen = this.paths.get(path)
    if (seen) {
      seen.values++
      seen.ids.add(id)
    } else if (this.paths.size < mostPaths)
      this.paths.set(path, {
        values: 1,
        ids: new Set([id]),
        example: text,
        jq,
        mapAt
      })
  }

  #idIn(text: string): string | undefined {
    if (this.#isId(text)) return text
    if (!isSiteUrl(text)) return undefined
    const found = idIn(text, this.#type)
    return 'id' in found ? found.id : undefined
  }

  #isId(text: string): boolean {
    return looksLikeId[this.#type].test(text)
  }

  /** A value as it is written, but for the escapes of slashes. */
  #text(token: number, kind: number): string {
    const at = token * tokenWords
    const raw = this.#bytes.toString(
      'latin1',
      this.#tape[at + 1],
      this.#tape[at + 2]
    )
    return kind === kinds.string
      ? raw
          .slice(1, -1)
          .replaceAll(String.raw`\/`, '/')
          .trim()
      : raw
  }

  #kind(token: number): number {
    return (this.#tape[token * tokenWords] ?? 0) & 0xf
  }

  /** The key of a member as it is written. */
  #key(token: number): string {
    const at = token * tokenWords
    const raw = this.#bytes.toString(
      'utf8',
      this.#tape[at + 3],
      this.#tape[at + 1]
    )
    return raw.slice(1, raw.lastIndexOf('"'))
  }

  #children(token: number): number[] {
    const end = this.#tape[token * tokenWords + 4] ?? 0
    const children: number[] = []
    for (let child = token + 1; child < end;) {
      children.push(child)
      child = this.#tape[child * tokenWords + 4] ?? end
    }
    return children
  }
}

/** A member of what a filter of jq gives. */
function jqMember(jq: string, key: string): string {
  return /^[A-Za-z_]\w*$/.test(key)
    ? `${jq}.${key}`
    : `${jq || '.'}["${key.replaceAll("'", String.raw`\u0027`)}"]`
}
