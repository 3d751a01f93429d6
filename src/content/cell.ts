// Parses cells: an ID goes to the set, everything else is counted by reason and shown with its line.
import type { JobType } from '../domain.js'
import { printable } from '../lib/text.js'
import { RoundingStats } from './rounding.js'
import { reasonOf, readId, type U64, type InvalidIdReason } from './id.js'
import type { IdChunk, IdCollector } from '../ids/id-set.js'

export type InvalidReason =
  | InvalidIdReason
  | 'URL of a post, not a user ID'
  | 'URL of another site'
  | 'column missing'
  | 'more cells than the header'
  | 'wrong number of cells'
  | 'several rows on one line'
  | 'not JSON'
  | 'NaN or Infinity'
  | 'nested too deep'
  | 'row of a table, not a record'
  | 'seems cut off'
  | 'no post in it'
  | 'no author in it'
  | 'a user, not a post'

/** A line or record without an ID. */
export interface BadLine {
  file: string
  line: number
  reason: InvalidReason
  /** The start of the cell, fit to be shown. */
  shown: string
}

/** What of a cell is shown (contract: at most 24 characters). */
const shownLength = 24
/** Longer cells are no IDs; only their start is looked at. */
const longestCell = 2048

/** IDs that are accepted one by one go on together. */
const batchLength = 1 << 10

/** How many IDs tell how long one is. */
const fewIds = 3
const manyIds = 20

/** Parses the cells of one file. */
export class CellParser {
  readonly rounding = new RoundingStats()
  readonly id: U64 = { high: 0, low: 0 }
  invalid = 0
  readonly #batch: IdChunk = new BigUint64Array(batchLength)
  readonly #batchWords = new Uint32Array(this.#batch.buffer)
  #held = 0
  /** The last IDs, to know one that is cut off by. */
  #last: bigint[] = []
  /** A letter before the digits of every cell. */
  prefix = ''
  readonly #type: JobType
  readonly #set: IdCollector
  readonly #onInvalid: (
    line: number,
    reason: InvalidReason,
    shown: string
  ) => void

  constructor(
    type: JobType,
    set: IdCollector,
    onInvalid: (line: number, reason: InvalidReason, shown: string) => void
  ) {
    this.#type = type
    this.#set = set
    this.#onInvalid = onInvalid
  }

  /** Lines or records that held something, once all is read. */
  get read(): number {
    return this.rounding.ids + this.invalid
  }

  /** Takes the ID in `id`. */
  accept(): void {
    this.#batchWords[2 * this.#held] = this.id.low
    this.#batchWords[2 * this.#held + 1] = this.id.high
    this.#held++
    if (this.#held === this.#batch.length) this.flush()
  }

  /** Takes IDs, behind those that were accepted one by one. */
  acceptAll(ids: IdChunk): void {
    this.flush()
    this.#handOn(ids)
  }

  /** Hands on the IDs that are held; to be called at the end, too. */
  flush(): void {
    if (this.#held === 0) return
    const held = this.#batch.subarray(0, this.#held)
    this.#held = 0
    this.#handOn(held)
  }

  /**
   * Parses the cell that a file ends with, without a line end behind it: an ID
   * that is shorter than those before it may be cut off.
   */
  parseLast(
    bytes: Uint8Array,
    start: number,
    end: number,
    line: number
  ): boolean {
    this.flush()
    const text = Buffer.from(bytes.subarray(start, end)).toString().trim()
    const digits = /(?:^|\D)(\d{1,19})$/.exec(text.slice(-longestCell))?.[1]
    if (digits === undefined || !this.#isShorter(digits.length))
      return this.parse(bytes, start, end, line)
    this.reject(line, 'seems cut off', text)
    return true
  }

  /** One digit less may be chance where only few IDs are known. */
  #isShorter(digits: number): boolean {
    const last = this.#last
    const least = Math.min(...last.map(id => String(id).length))
    if (last.length < fewIds || least < 15) return false
    return digits < least - (last.length < manyIds ? 1 : 0)
  }

  #handOn(ids: IdChunk): void {
    this.#last = [...this.#last, ...ids.subarray(-manyIds)].slice(-manyIds)
    this.#set.addAll(ids)
    this.rounding.note(ids)
  }

  /**
   * Parses `bytes[start..end)`, which may be the start of a cell that `continues`.
   * Space alone counts as nothing; returns whether there was more.
   */
  parse(
    bytes: Uint8Array,
    start: number,
    end: number,
    line: number,
    continues = false
  ): boolean {
    let from = start
    let to = end
    while (from < to && isSpace(bytes[from])) from++
    if (!continues) while (to > from && isSpace(bytes[to - 1])) to--
    if (!continues && readId(bytes, from, to, this.id)) {
      this.accept()
      return true
    }
    const isLong = continues || to - from > longestCell
    const shown = Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from)
      .subarray(0, longestCell)
      .toString()
    // The mark keeps the digits before a long space from being all there is.
    const text = trimCell(isLong ? `${shown}…` : shown)
    if (text === '') return false
    const found = idIn(text, this.#type, this.prefix)
    if ('invalid' in found) this.reject(line, found.invalid, text)
    else this.#acceptText(found.id, line, text)
    return true
  }

  reject(line: number, reason: InvalidReason, text: string): void {
    this.invalid++
    this.#onInvalid(line, reason, text)
  }

  #acceptText(id: string, line: number, text: string): void {
    const bytes = Buffer.from(id)
    if (readId(bytes, 0, bytes.length, this.id)) this.accept()
    else this.reject(line, reasonOf(id), text)
  }
}

/** Space and the control characters that count as space. */
export function isSpace(byte = 0): boolean {
  return byte === 0x20 || (byte >= 0x09 && byte <= 0x0d)
}

export function showCell(text: string): string {
  return printable(text, shownLength)
}

/** Without the space and the quotes around it. */
export function trimCell(text: string): string {
  const trimmed = text.trim()
  const quote = trimmed[0]
  return (quote === '"' || quote === "'") &&
    trimmed.length > 1 &&
    trimmed.endsWith(quote)
    ? trimmed.slice(1, -1).trim()
    : trimmed
}

const siteStart = /^https?:\/\/(?:www\.|mobile\.|m\.)?(?:twitter|x)\.com\//i
const site =
  /^(?:https?:\/\/)?(?:www\.|mobile\.|m\.)?(?:twitter|x)\.com\/(.*)$/i
/** `statuses/ID` is what the API wrote until 2012. */
const postPath =
  /^(?:#!\/)?(?:(?:[a-z0-9_]+|i\/web)\/status(?:es)?|statuses)\/([0-9]+)(?:[/?#].*)?$/i
const userPath = /^(?:i\/user\/|intent\/user\?user_id=)([0-9]+)(?:[/?#&].*)?$/i
/** Digits as Excel is told to keep them (`="1"`, `'1`), and as rtweet writes IDs (`x1`): exact as they are. */
const wrapped = /^(?:="{1,2}(?=\d+")|'|x(?=\d{16,19}$))(\d+)"{0,2}$/
const name = /^[A-Za-z_][A-Za-z0-9_]{0,14}$/

/** Whether it is the address of something on the service, whatever it holds. */
export function isSiteUrl(text: string): boolean {
  return site.test(text)
}

/**
 * The digits of the ID that a trimmed cell holds, or why it holds none.
 *
 * @param prefix a letter that stands before the digits of every cell
 */
export function idIn(
  text: string,
  type: JobType,
  prefix = ''
): { id: string } | { invalid: InvalidReason } {
  const path = site.exec(text)?.[1]
  if (path !== undefined) {
    const post = postPath.exec(path)?.[1]
    const user = userPath.exec(path)?.[1]
    if (/[\s,;|]https?:/.test(path))
      return { invalid: 'several values on one line' }
    if (type === 'users' && post !== undefined)
      return { invalid: 'URL of a post, not a user ID' }
    const id = type === 'users' ? user : post
    return id === undefined ? { invalid: 'URL without an ID' } : { id }
  }
  const bare = prefix !== '' && text.startsWith(prefix) ? text.slice(1) : text
  const digits = /^[0-9]+$/.test(bare) ? bare : wrapped.exec(text)?.[1]
  if (digits !== undefined) return { id: digits }
  if (/^https?:\/\//i.test(text) && !siteStart.test(text))
    return { invalid: 'URL of another site' }
  const reason = reasonOf(text)
  return {
    invalid:
      reason === 'not a number' && type === 'users' && name.test(text)
        ? 'screen name, not an ID'
        : reason
  }
}
