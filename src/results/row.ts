// Reads one result row: fast where it is like the rows before, by JSON.parse where it is not.
import { refusedReason } from '../domain.js'
import { knownActions, knownReasons } from './rules.js'
import {
  createdAt,
  id,
  latin1,
  plainEnd,
  rowEnd,
  rowStart,
  Segments
} from './segments.js'
import { absent, Words } from './word-counts.js'

const minus = 0x2d
const zero = 0x30
const capitalZ = 0x5a

/** The year of a row without a readable date. */
export const unknownYear = 0

/** The first post was written in 2006. */
const firstYear = 2006

/** Keeps the number of years small. */
export const lastYear = 2099

/** Invalid UTF-8 is no JSON text, and a byte order mark in front of a row neither. */
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/**
 * The fields of the row that was read last; one object serves all rows, for
 * millions come by. Of a key that comes twice the last counts, as for
 * `JSON.parse`.
 */
export class RowReader {
  readonly reasons = new Words(knownReasons)
  readonly actions = new Words(knownActions)
  readonly #segments = new Segments(this.reasons, this.actions)
  /** Numbers of the row's words in `reasons` and `actions`. */
  reason = absent
  action = absent
  /** Whether `error` says `invalid_id`. */
  refused = false
  /** Of creation, in UTC. */
  year = unknownYear
  /** The ID is `idBytes[idStart..idEnd)`; whether these are digits is not judged here. */
  idBytes: Uint8Array = Buffer.alloc(0)
  idStart = 0
  idEnd = 0

  /**
   * Reads the row at `bytes[start]` if it is of the common shape: plain keys,
   * and values that are plain strings or `null`. What it takes is a whole JSON
   * object by construction.
   *
   * @param bytes ends with a byte that no JSON string can hold, such as 0, and
   *   `longestSegment` more
   * @param view of the same bytes
   * @returns the place behind the row, or -1 when it is of another shape
   */
  scan(bytes: Uint8Array, view: DataView, start: number): number {
    this.#clear(bytes)
    let before = rowStart
    let at = start
    for (;;) {
      const segment = this.#segments.find(before, bytes, view, at)
      if (segment === undefined) return -1
      at += segment.length
      if (segment.reason !== undefined) this.reason = segment.reason
      if (segment.action !== undefined) this.action = segment.action
      if (segment.refused !== undefined) this.refused = segment.refused
      before = segment.next
      if (before === rowEnd) return at
      const value = at
      at = plainEnd(bytes, value)
      if (before === id) {
        this.idStart = value
        this.idEnd = at
      } else if (before === createdAt) this.year = yearOf(bytes, value, at)
    }
  }

  /** Reads a row of any shape; false when it is not one whole JSON object. */
  parse(row: Uint8Array): boolean {
    const members = topLevel(row)
    if (!members) return false
    this.#clear(row)
    const reason = textOf(members.get('reason'))
    const action = textOf(members.get('action'))
    const date = Buffer.from(textOf(members.get('created_at')) ?? '')
    if (reason !== undefined) this.reason = this.reasons.numberOf(reason)
    if (action !== undefined) this.action = this.actions.numberOf(action)
    this.refused = textOf(members.get('error')) === refusedReason
    this.year = yearOf(date, 0, date.length)
    this.idBytes = Buffer.from(textOf(members.get('id')) ?? '')
    this.idEnd = this.idBytes.length
    return true
  }

  #clear(bytes: Uint8Array): void {
    this.reason = absent
    this.action = absent
    this.refused = false
    this.year = unknownYear
    this.idBytes = bytes
    this.idStart = 0
    this.idEnd = 0
  }
}

/**
 * A value as text from its JSON source; undefined for none and `null`. A bare
 * number stays as its digits: an ID must not pass through a number.
 */
function textOf(source: string | undefined): string | undefined {
  if (source === undefined || source === 'null') return undefined
  return source.startsWith('"') ? (JSON.parse(source) as string) : source
}

/**
 * The year of a date such as `2019-08-10T12:22:39.022Z` or
 * `2019-03-02T03:37:59+00:00`, in UTC.
 */
function yearOf(bytes: Uint8Array, start: number, end: number): number {
  if (end - start < 20 || end - start > 40) return unknownYear
  const utc = bytes[end - 1] === capitalZ
  if (!utc || bytes[start + 4] !== minus)
    return inRange(new Date(latin1(bytes, start, end)).getUTCFullYear())
  let year = 0
  for (let at = start; at < start + 4; at++) {
    const digit = (bytes[at] ?? 0) - zero
    if (digit < 0 || digit > 9) return unknownYear
    year = year * 10 + digit
  }
  return inRange(year)
}

function inRange(year: number): number {
  return year >= firstYear && year <= lastYear ? year : unknownYear
}

/**
 * The members of a JSON object with the source text of their values;
 * undefined when `row` is anything but one whole object.
 */
function topLevel(row: Uint8Array): Map<string, string> | undefined {
  let text: string
  try {
    text = decoder.decode(row)
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      return undefined
  } catch {
    return undefined
  }
  const members = new Map<string, string>()
  let at = 0
  for (;;) {
    at = skipTo(text, at, /["}]/)
    if (text[at] === '}') return members
    const keyEnd = stringEnd(text, at)
    const name = JSON.parse(text.slice(at, keyEnd)) as string
    const value = skipTo(text, text.indexOf(':', keyEnd) + 1, /[^ \t\r\n]/)
    at = valueEnd(text, value)
    members.set(name, text.slice(value, at).trimEnd())
  }
}

/** The place of the first character that fits, in a text where there is one. */
function skipTo(text: string, from: number, what: RegExp): number {
  let at = from
  while (!what.test(text[at] ?? '')) at++
  return at
}

function stringEnd(text: string, from: number): number {
  let at = from + 1
  while (text[at] !== '"') at += text[at] === '\\' ? 2 : 1
  return at + 1
}

/** The end of a member's value within valid JSON: before the comma or brace that follows. */
function valueEnd(text: string, from: number): number {
  let depth = 0
  let at = from
  for (;;) {
    const c = text[at]
    if (c === '"') {
      at = stringEnd(text, at)
      continue
    }
    if (depth === 0 && (c === ',' || c === '}')) return at
    if (c === '{' || c === '[') depth++
    if (c === '}' || c === ']') depth--
    at++
  }
}
