// The parts of a row that are the same from row to row, learned once and then compared four bytes at a time.
import { refusedReason } from '../domain.js'
import { absent, type Words } from './word-counts.js'

const quote = 0x22
const comma = 0x2c
const colon = 0x3a
const open = 0x7b
const close = 0x7d
const space = 0x20

/** 1 for bytes that stand for themselves inside a JSON string. */
const plain = new Uint8Array(256).fill(1, 0x20, 0x7f)
plain[quote] = 0
plain[0x5c] = 0

const nothing = Buffer.from('null')

/** Where a segment leads to, and what was in front of it. */
const extra = 0
export const id = 1
export const createdAt = 2
export const rowStart = 3
export const rowEnd = 4

/** Bytes of the longest segment that is learned: how far a comparison may look. */
export const longestSegment = 256

/** Segments that are learned behind each kind of value, so that a hostile service can't fill the memory. */
const mostSegments = 64

/**
 * What stands between two values that differ from row to row (`id`, dates and
 * strings that are not known), their quotes included: from `{` or the quote
 * that ends the value before, to the quote that opens the next or to `}`.
 */
export interface Segment {
  readonly length: number
  /** Its bytes, in fours as little-endian integers. */
  readonly fours: Int32Array
  /** The last one to three bytes likewise, and where they stand in an integer. */
  readonly tail: number
  readonly mask: number
  /** What follows: a value of this kind, or `rowEnd`. */
  readonly next: number
  /** What it says, where it says something. */
  reason?: number
  action?: number
  refused?: boolean
}

/** The segments seen so far. */
export class Segments {
  readonly #behind: Segment[][] = [[], [], [], []]

  constructor(
    readonly reasons: Words,
    readonly actions: Words
  ) {}

  /**
   * The segment at `at`, behind a value of the kind `before`; undefined when
   * there is none: what stands there is not JSON of the common shape.
   */
  find(
    before: number,
    bytes: Uint8Array,
    view: DataView,
    at: number
  ): Segment | undefined {
    const known = this.#behind[before]
    if (known === undefined) return undefined
    for (const segment of known) if (isAt(segment, view, at)) return segment
    const segment = read(bytes, at, before, this.reasons, this.actions)
    if (
      segment !== undefined &&
      segment.length <= longestSegment &&
      known.length < mostSegments
    )
      known.push(segment)
    return segment
  }
}

function isAt(
  { fours, tail, mask }: Segment,
  view: DataView,
  at: number
): boolean {
  for (let i = 0; i < fours.length; i++)
    if (view.getInt32(at + 4 * i, true) !== fours[i]) return false
  return (view.getInt32(at + 4 * fours.length, true) & mask) === tail
}

/** The place of the first byte that can't stand in a string as it is. */
export function plainEnd(bytes: Uint8Array, start: number): number {
  let at = start
  while (plain[bytes[at] ?? 0] === 1) at++
  return at
}

/** Reads a segment as JSON; undefined when it is anything but members with plain keys, and values that are plain strings or `null`. */
function read(
  bytes: Uint8Array,
  start: number,
  before: number,
  reasons: Words,
  actions: Words
): Segment | undefined {
  const isFirst = before === rowStart
  if (bytes[start] !== (isFirst ? open : quote)) return undefined
  const said: Pick<Segment, 'reason' | 'action' | 'refused'> = {}
  const segment = (end: number, next: number): Segment => ({
    ...literal(bytes, start, end),
    ...said,
    next
  })
  for (let at = start + 1, mayEnd = !isFirst; ; mayEnd = true) {
    if (mayEnd) {
      if (bytes[at] === close) return segment(at + 1, rowEnd)
      if (bytes[at] !== comma) return undefined
      at = spacesEnd(bytes, at + 1)
    }
    const member = keyAt(bytes, at)
    if (member === undefined) return undefined
    const { key, valueAt } = member
    const varies = !['reason', 'action', 'error'].includes(key)
    if (varies && bytes[valueAt] === quote)
      return segment(valueAt + 1, kindOf(key))
    const value = wordAt(bytes, valueAt)
    if (value === undefined || kindOf(key) !== extra) return undefined
    const { word } = value
    if (key === 'reason')
      said.reason = word === undefined ? absent : reasons.numberOf(word)
    if (key === 'action')
      said.action = word === undefined ? absent : actions.numberOf(word)
    if (key === 'error') said.refused = word === refusedReason
    at = value.end
  }
}

/** What a string under that key is. */
function kindOf(key: string): number {
  if (key === 'id') return id
  return key === 'created_at' ? createdAt : extra
}

/** A plain key and its colon, up to the value. */
function keyAt(
  bytes: Uint8Array,
  at: number
): { key: string; valueAt: number } | undefined {
  const key = stringAt(bytes, at)
  if (key === undefined || bytes[key.end] !== colon) return undefined
  return { key: key.word, valueAt: spacesEnd(bytes, key.end + 1) }
}

/** A plain string, or `null`, which is no word. */
function wordAt(
  bytes: Uint8Array,
  at: number
): { word: string | undefined; end: number } | undefined {
  return isNull(bytes, at)
    ? { word: undefined, end: at + nothing.length }
    : stringAt(bytes, at)
}

/** A string without escapes. */
function stringAt(
  bytes: Uint8Array,
  at: number
): { word: string; end: number } | undefined {
  if (bytes[at] !== quote) return undefined
  const end = plainEnd(bytes, at + 1)
  return bytes[end] === quote
    ? { word: latin1(bytes, at + 1, end), end: end + 1 }
    : undefined
}

function literal(bytes: Uint8Array, start: number, end: number) {
  const length = end - start
  const padded = Buffer.alloc(length + 4)
  padded.set(bytes.subarray(start, end))
  const fours = Int32Array.from({ length: length >> 2 }, (_, i) =>
    padded.readInt32LE(4 * i)
  )
  return {
    length,
    fours,
    tail: padded.readInt32LE(4 * fours.length),
    mask: (1 << (8 * (length & 3))) - 1
  }
}

function spacesEnd(bytes: Uint8Array, start: number): number {
  let at = start
  while (bytes[at] === space) at++
  return at
}

function isNull(bytes: Uint8Array, start: number): boolean {
  return nothing.every((byte, i) => bytes[start + i] === byte)
}

/** Bytes as text, one character each. */
export function latin1(bytes: Uint8Array, start: number, end: number): string {
  return Buffer.from(bytes.subarray(start, end)).toString('latin1')
}
