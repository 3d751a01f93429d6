// Reads one result row: a fast scanner for the shape that X writes, and JSON.parse for every other.
import { knownActions, knownReasons, refusal } from './rules.js'
import { absent, startsWith, Words } from './words.js'

const quote = 0x22
const comma = 0x2c
const minus = 0x2d
const zero = 0x30
const colon = 0x3a
const open = 0x7b
const close = 0x7d
const space = 0x20

/** 1 for bytes that stand for themselves inside a JSON string. */
const plain = new Uint8Array(256).fill(1, 0x20, 0x7f)
plain[quote] = 0
plain[0x5c] = 0

/** The members that are read, by small numbers: `extra` is every other. */
const extra = 0
const id = 1
const action = 2
const reason = 3
const error = 4
const createdAt = 5

const names = ['', 'id', 'action', 'reason', 'error', 'created_at']

/** The keys as they stand in JSON text, behind their first quote. */
const keys = names.map(name => Buffer.from(`${name}":`))

const memberByFirstByte = new Uint8Array(256)
for (const member of [id, action, reason, error, createdAt])
  memberByFirstByte[names[member]?.charCodeAt(0) ?? 0] = member

const nothing = Buffer.from('null')
const refusalWord = Buffer.from(`${refusal}"`)

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
   * and values that are plain strings, `null` or natural numbers. What it
   * takes is a whole JSON object by construction.
   *
   * @param bytes ends with a byte that no JSON string can hold, such as 0
   * @returns the place behind the row, or -1 when it is of another shape
   */
  scan(bytes: Uint8Array, start: number): number {
    this.#clear(bytes)
    if (bytes[start] !== open) return -1
    let at = start + 1
    for (;;) {
      if (bytes[at] !== quote) return -1
      at++
      let member = memberByFirstByte[bytes[at] ?? 0] ?? extra
      const key = keys[member] ?? nothing
      if (member !== extra && startsWith(bytes, at, key)) at += key.length
      else {
        member = extra
        at = plainEnd(bytes, at)
        if (bytes[at] !== quote || bytes[at + 1] !== colon) return -1
        at += 2
      }
      if (bytes[at] === space) at++
      at =
        bytes[at] === quote
          ? this.#takeString(member, bytes, at + 1)
          : this.#takeBare(member, bytes, at)
      if (at === -1) return -1
      if (bytes[at] === close) return at + 1
      if (bytes[at] !== comma) return -1
      at++
      if (bytes[at] === space) at++
    }
  }

  /** Reads a row of any shape; false when it is not one whole JSON object. */
  parse(row: Uint8Array): boolean {
    const found = topLevel(row)
    if (!found) return false
    this.#clear(row)
    for (const [name, source] of found) {
      const member = Math.max(names.indexOf(name), extra)
      // An ID that is a bare number is read from its digits, never as a number.
      const text = source.startsWith('"')
        ? (JSON.parse(source) as string)
        : source
      if (source === 'null') this.#drop(member)
      else this.#takeText(member, text)
    }
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

  /** Takes the string whose first character is at `start`; returns the place behind its quote, or -1. */
  #takeString(member: number, bytes: Uint8Array, start: number): number {
    if (member === reason) {
      const word = this.reasons.find(bytes, start)
      if (word !== undefined) {
        this.reason = word.number
        return start + word.quoted.length
      }
    } else if (member === action) {
      const word = this.actions.find(bytes, start)
      if (word !== undefined) {
        this.action = word.number
        return start + word.quoted.length
      }
    }
    const end = plainEnd(bytes, start)
    if (bytes[end] !== quote) return -1
    switch (member) {
      case id:
        this.idBytes = bytes
        this.idStart = start
        this.idEnd = end
        break
      case createdAt:
        this.year = yearOf(bytes, start, end)
        break
      case error:
        this.refused = startsWith(bytes, start, refusalWord)
        break
      case reason:
      case action:
        this.#takeText(member, latin1(bytes, start, end))
        break
      case extra:
        break
    }
    return end + 1
  }

  /** Takes `null` or a natural number; returns the place behind it, or -1. */
  #takeBare(member: number, bytes: Uint8Array, start: number): number {
    if (startsWith(bytes, start, nothing)) {
      this.#drop(member)
      return start + nothing.length
    }
    const end = naturalEnd(bytes, start)
    if (end !== -1 && member !== extra)
      this.#takeText(member, latin1(bytes, start, end))
    return end
  }

  #takeText(member: number, text: string): void {
    switch (member) {
      case id:
        this.idBytes = Buffer.from(text)
        this.idStart = 0
        this.idEnd = this.idBytes.length
        return
      case reason:
        this.reason = this.reasons.numberOf(text)
        return
      case action:
        this.action = this.actions.numberOf(text)
        return
      case error:
        this.refused = text === refusal
        return
      case createdAt: {
        const bytes = Buffer.from(text)
        this.year = yearOf(bytes, 0, bytes.length)
        return
      }
      case extra:
        return
    }
  }

  /** A value of `null` is as good as none. */
  #drop(member: number): void {
    if (member === id) this.idEnd = this.idStart
    if (member === reason) this.reason = absent
    if (member === action) this.action = absent
    if (member === error) this.refused = false
    if (member === createdAt) this.year = unknownYear
  }
}

function plainEnd(bytes: Uint8Array, start: number): number {
  let at = start
  while (plain[bytes[at] ?? 0] === 1) at++
  return at
}

/** The end of a natural number; -1 for anything else. */
function naturalEnd(bytes: Uint8Array, start: number): number {
  let at = start
  while (isDigit(bytes[at])) at++
  const digits = at - start
  return digits === 0 || (digits > 1 && bytes[start] === zero) ? -1 : at
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= zero && byte <= zero + 9
}

/**
 * The year of a date such as `2019-08-10T12:22:39.022Z` or
 * `2019-03-02T03:37:59+00:00`, in UTC.
 */
function yearOf(bytes: Uint8Array, start: number, end: number): number {
  if (end - start < 20 || end - start > 40) return unknownYear
  const utc = bytes[end - 1] === 0x5a
  if (!utc || bytes[start + 4] !== minus)
    return inRange(new Date(latin1(bytes, start, end)).getUTCFullYear())
  let year = 0
  for (let at = start; at < start + 4; at++) {
    if (!isDigit(bytes[at])) return unknownYear
    year = year * 10 + (bytes[at] ?? 0) - zero
  }
  return inRange(year)
}

function inRange(year: number): number {
  return year >= firstYear && year <= lastYear ? year : unknownYear
}

function latin1(bytes: Uint8Array, start: number, end: number): string {
  return Buffer.from(bytes.subarray(start, end)).toString('latin1')
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
  let at = skipTo(text, 0, /[{]/) + 1
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

/** The end of a value within valid JSON: before the comma or bracket that closes it. */
function valueEnd(text: string, from: number): number {
  let depth = 0
  let at = from
  for (;;) {
    const c = text[at]
    if (c === '"') {
      at = stringEnd(text, at)
      continue
    }
    if (depth === 0 && (c === ',' || c === '}' || c === ']')) return at
    if (c === '{' || c === '[') depth++
    if (c === '}' || c === ']') depth--
    at++
  }
}
