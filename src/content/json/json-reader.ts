// Reads JSON in every layout that posts are kept in (lines, pages, arrays, documents) without making objects of it.
import { code, say } from '../../lib/message.js'
import { Failure } from '../../lib/failure.js'
import type { JobType } from '../../domain.js'
import { count } from '../../lib/text.js'
import { cutString, decodeString, mostHeldBack } from './json-cells.js'
import { PathFinder, PostFinder, type Finder } from './json-finders.js'
import type { Judge } from '../cell.js'
import { Reader } from '../reader.js'

const lf = 0x0a
const quote = 0x22
const backslash = 0x5c
const openBrace = 0x7b
const closeBrace = 0x7d
const openBracket = 0x5b
const closeBracket = 0x5d
const comma = 0x2c
const colon = 0x3a

/** Longer strings and numbers are no IDs; they are passed over as they come. */
const longestToken = 1 << 16

export interface JsonShape {
  format: 'jsonl' | 'json'
  /** Whether every line is a record; undefined where the start of the file does not show it. */
  isLines: boolean | undefined
  /** Key path of the IDs; undefined for every post or author whose content is held. */
  path: readonly string[] | undefined
}

/** What may come next in the JSON that is looked into. */
type Next = 'value' | 'first value' | 'key' | 'first key' | 'colon' | 'end'

export class JsonReader extends Reader {
  readonly #judge: Judge
  readonly #finder: Finder
  readonly #file: string
  #isLines: boolean | undefined
  #line = 1
  #next: Next = 'value'
  /** Of the containers that are open and looked into, whether each is an array. */
  readonly #open: boolean[] = []
  /** Containers that are open and passed over. */
  #passedOver = 0
  /** Inside of a string that is passed over, and behind a backslash in it. */
  #inString = false
  #isEscaped = false
  /** Whether the string read last has a backslash. */
  #hasEscape = false
  /** Behind a broken record, up to the end of its line. */
  #isLost = false

  constructor(judge: Judge, shape: JsonShape, type: JobType, file: string) {
    super()
    this.#judge = judge
    this.#isLines = shape.isLines
    this.#file = file
    this.#finder =
      shape.path === undefined
        ? new PostFinder(type)
        : new PathFinder(shape.path)
  }

  override end(): void {
    super.end()
    if (this.#isInRecord()) this.#broken(Buffer.alloc(0), 0)
  }

  #isInRecord(): boolean {
    return this.#open.length > 0
  }

  protected override read(bytes: Buffer, isLast: boolean): number {
    const end = bytes.length
    let at = 0
    while (at < end) {
      if (this.#isLost) {
        const found = bytes.indexOf(lf, at)
        if (found < 0) return end
        at = found
        this.#isLost = false
      } else if (this.#inString) at = this.#passString(bytes, at)
      else if (this.#passedOver > 0) at = this.#passOver(bytes, at)
      else {
        const byte = bytes[at] ?? 0
        if (byte > 0x20) {
          const next = this.#token(bytes, at, byte, isLast)
          if (next === undefined) return at
          at = next
          continue
        }
        if (byte === lf) this.#endLine(bytes, at)
        at++
      }
    }
    return end
  }

  #endLine(bytes: Buffer, at: number): void {
    // The first line shows whether records end with their lines.
    this.#isLines ??= !this.#isInRecord()
    if (this.#isLines && this.#isInRecord()) {
      this.#broken(bytes, at)
      this.#isLost = false
    }
    this.#line++
  }

  /** Reads one token; returns the index behind it, undefined when it is not whole. */
  #token(
    bytes: Buffer,
    at: number,
    byte: number,
    isLast: boolean
  ): number | undefined {
    switch (byte) {
      case quote:
        return this.#string(bytes, at, isLast)
      case openBrace:
      case openBracket:
        return this.#openContainer(bytes, at, byte === openBracket)
      case closeBrace:
      case closeBracket:
        return this.#closeContainer(bytes, at, byte === closeBracket)
      case comma:
        if (this.#next !== 'end' && this.#open.length > 0)
          return this.#broken(bytes, at)
        if (this.#open.length > 0)
          this.#next = this.#open.at(-1) === true ? 'value' : 'key'
        return at + 1
      case colon:
        if (this.#next !== 'colon') return this.#broken(bytes, at)
        this.#next = 'value'
        return at + 1
      default:
        return this.#scalar(bytes, at, isLast)
    }
  }

  #string(bytes: Buffer, at: number, isLast: boolean): number | undefined {
    const close = this.#closingQuote(bytes, at + 1)
    if (close < 0) {
      if (close === rawLineEnd || isLast) return this.#broken(bytes, at)
      if (bytes.length - at < longestToken) return undefined
      this.#inString = true
    }
    const isWanted = this.#next !== 'colon' && this.#next !== 'end'
    if (!isWanted) return this.#broken(bytes, at)
    if (close < 0) {
      const cut = cutString(bytes, at + 1)
      this.#content(cut, 0, cut.length)
      return at + 1
    }
    this.#content(bytes, at + 1, close)
    return close + 1
  }

  /** Hands on what stands between quotes. */
  #content(bytes: Buffer, start: number, end: number): void {
    if (this.#next !== 'key' && this.#next !== 'first key')
      this.#value(bytes, start, end)
    else {
      this.#next = 'colon'
      if (!this.#hasEscape) this.#finder.key(bytes, start, end)
      else {
        const key = Buffer.from(decodeString(bytes, start, end))
        this.#finder.key(key, 0, key.length)
      }
    }
  }

  #scalar(bytes: Buffer, at: number, isLast: boolean): number | undefined {
    let end = at
    while (end < bytes.length && endsScalar[bytes[end] ?? 0] === 0) end++
    if (end === bytes.length && !isLast && end - at < longestToken)
      return undefined
    // Files with a mark of UTF-8 may have been joined.
    if (this.#open.length === 0 && isMark(bytes, at, end)) return end
    const wanted = this.#next === 'value' || this.#next === 'first value'
    if (!wanted || !isNumberOrWord(bytes, at, end))
      return this.#broken(bytes, at)
    this.#value(bytes, at, end)
    return end
  }

  #value(bytes: Buffer, start: number, end: number): void {
    this.#finder.value(bytes, start, end, this.#line)
    if (this.#open.length > 0) this.#next = 'end'
    if (this.#open.length === 0 || this.#finder.held.length >= mostHeldBack)
      this.#release()
  }

  #openContainer(bytes: Buffer, at: number, isArray: boolean): number {
    if (this.#next !== 'value' && this.#next !== 'first value')
      return this.#broken(bytes, at)
    if (this.#finder.open(isArray, this.#line)) {
      this.#open.push(isArray)
      this.#next = isArray ? 'first value' : 'first key'
    } else this.#passedOver = 1
    return at + 1
  }

  #closeContainer(bytes: Buffer, at: number, isArray: boolean): number {
    const mayClose =
      this.#next === 'end' ||
      this.#next === 'first key' ||
      this.#next === 'first value' ||
      (this.#next === 'value' && isArray)
    if (!mayClose || this.#open.at(-1) !== isArray)
      return this.#broken(bytes, at)
    this.#open.pop()
    this.#next = this.#open.length > 0 ? 'end' : 'value'
    if (this.#finder.close(this.#line)) this.#endRecord()
    else if (this.#open.length === 0) this.#release()
    return at + 1
  }

  #endRecord(): void {
    const outcome = this.#finder.endRecord()
    if (outcome === 'notice') this.notices++
    else if (outcome !== undefined) this.#judge.fault(this.#line, outcome, '')
    this.#release()
  }

  /** Lets the judge see what was held back. */
  #release(): void {
    const { held } = this.#finder
    for (let i = 0; i < held.length; i++) {
      const fault = held.faultAt(i)
      const line = held.lineAt(i)
      if (fault !== undefined) this.#judge.fault(line, fault, '')
      else if (
        !this.#judge.cell(held.bytes, held.startOf(i), held.endOf(i), line)
      )
        this.#judge.fault(line, 'no ID', '')
    }
    held.clear()
  }

  /** Counts the record as broken and gives it up to the end of its line. */
  #broken(bytes: Buffer, at: number): number {
    if (this.#isLines === false) throw this.#brokenDocument()
    this.#isLines = true
    const start = bytes.lastIndexOf(lf, Math.max(0, at - 1)) + 1
    this.#finder.reset()
    this.#open.length = 0
    this.#passedOver = 0
    this.#inString = false
    this.#next = 'value'
    this.#isLost = true
    this.#judge.fault(
      this.#line,
      'not JSON',
      bytes.toString('utf8', start, start + 100)
    )
    return at
  }

  #brokenDocument(): Failure {
    return new Failure('ids-invalid', {
      what: say`${code(this.#file)} stops being JSON at line ${count(this.#line)}, so what follows could not be read.`,
      why: say`The file is cut off or was edited by hand.`,
      fix: say`Make the file again; or write one record a line (JSONL), so that one broken record does not hide the others.`
    })
  }

  /** Passes over a string whose start lies behind; returns where it stopped. */
  #passString(bytes: Buffer, start: number): number {
    let at = start
    if (this.#isEscaped && bytes[at] !== lf) at++
    this.#isEscaped = false
    for (; at < bytes.length; at++) {
      const byte = bytes[at]
      if (byte === quote) {
        this.#inString = false
        return at + 1
      }
      if (byte === backslash && bytes[at + 1] !== lf) at++
      else if (byte === lf) {
        // JSON has no line ends in strings: a record was cut here.
        this.#broken(bytes, at)
        return at
      }
    }
    this.#isEscaped = at > bytes.length
    return bytes.length
  }

  /** Index of the quote that ends the string, -1 when it is not at hand, or `rawLineEnd`. */
  #closingQuote(bytes: Buffer, start: number): number {
    const { length } = bytes
    this.#hasEscape = false
    for (let at = start; at < length; at++) {
      const byte = bytes[at] ?? 0
      // Most bytes of texts are letters, which lie above all that matters.
      if (byte > backslash) continue
      if (byte === quote) return at
      if (byte === lf) return rawLineEnd
      if (byte !== backslash) continue
      if (bytes[at + 1] === lf) return rawLineEnd
      this.#hasEscape = true
      at++
    }
    return -1
  }

  /** Passes over containers that hold no IDs; returns where it stopped. */
  #passOver(bytes: Buffer, start: number): number {
    const { length } = bytes
    for (let at = start; at < length; at++) {
      const byte = bytes[at] ?? 0
      if (stopsContent[byte] === 0) continue
      if (byte === quote) {
        const close = this.#closingQuote(bytes, at + 1)
        if (close < 0) {
          this.#inString = true
          return at + 1
        }
        at = close
      } else if (byte === openBrace || byte === openBracket) this.#passedOver++
      else if (byte === closeBrace || byte === closeBracket) {
        if (--this.#passedOver > 0) continue
        this.#next = 'end'
        return at + 1
      } else if (byte === lf) {
        this.#endLine(bytes, at)
        return at + 1
      }
    }
    return bytes.length
  }
}

/** A string met a line end, which no JSON string holds. */
const rawLineEnd = -2

/** Bytes at which content that is passed over is looked at more closely. */
const stopsContent = tableOf([
  quote,
  lf,
  openBrace,
  closeBrace,
  openBracket,
  closeBracket
])
const endsScalar = tableOf([
  ...Array.from({ length: 0x21 }, (_, byte) => byte),
  comma,
  colon,
  quote,
  openBrace,
  closeBrace,
  openBracket,
  closeBracket
])

function tableOf(bytes: readonly number[]): Uint8Array {
  const table = new Uint8Array(256)
  for (const byte of bytes) table[byte] = 1
  return table
}

function isMark(bytes: Buffer, start: number, end: number): boolean {
  return bytes.toString('utf8', start, Math.min(end, start + 4)) === '\ufeff'
}

function isNumberOrWord(bytes: Buffer, start: number, end: number): boolean {
  const first = bytes[start] ?? 0
  if ((first >= 0x30 && first <= 0x39) || first === 0x2d || first === 0x2b)
    return true
  return /^(true|false|null|NaN|-?Infinity)$/.test(
    bytes.toString('latin1', start, Math.min(end, start + 10))
  )
}
