// The result rows of one job, in one pass: validated, counted and written while they are downloaded.
import { isUtf8 } from 'node:buffer'
import { rm } from 'node:fs/promises'
import {
  refusedReason,
  requiredActions,
  type EventOutput,
  type RequiredAction
} from '../domain.js'
import { readId, type U64 } from '../content/id.js'
import { IdCollector } from '../ids/id-set.js'
import {
  escapedKey,
  firstKey,
  JsonTokenizer,
  keyText,
  kinds,
  tokenWords
} from '../kernel/json.js'
import { RowScanner, rowWords } from '../kernel/rows.js'
import { Failure } from '../lib/failure.js'
import { quote, say, type Message } from '../lib/message.js'
import { bytes as size } from '../lib/text.js'
import { RowFile } from './row-file.js'
import { eventOf, knownActions, knownReasons, requiredOf } from './rules.js'
import { absent, Words } from './word-counts.js'
import { lastYear, unknownYear, yearOf } from './year.js'

/** Real rows have about 110 bytes. */
const longestRow = 1 << 20

/** The fields that a row is judged by; all others are carried. */
const fields = ['id', 'reason', 'action', 'error', 'created_at'] as const
const [idKey, reasonKey, actionKey, errorKey, createdKey] = [2, 3, 4, 5, 6]

/** IDs of one kind held in memory, in bytes; what is more goes to disk. */
const budget = 48 * 1024 * 1024

/** What the collectors of a part are for. */
export type Kept = RequiredAction | 'refused' | 'elsewhere'

export interface PartRowsOptions {
  /** 1-based, for messages. */
  part: number
  /** Where the rows go. */
  path: string
  /** Existing folder for temporary files. */
  directory: string
  /** First and last ID of the part, where its IDs are known and it is one of several. */
  range: { first: bigint; last: bigint } | undefined
  /** Bytes that the results can have; undefined where that is not known. */
  mostBytes: number | undefined
  signal: AbortSignal
}

/** What one pair of reason and action means, and how often it came; made once for each pair. */
interface Verdict {
  event: EventOutput
  isRefusal: boolean
  ids: IdCollector
  reason: number
  action: number
  rows: number
}

/** The counts of the rows of one part. */
export class PartCounts {
  readonly reasons = new Words(knownReasons)
  readonly actions = new Words(knownActions)
  readonly otherReasons = new Words([])
  readonly byEvent = new Map<EventOutput, number>()
  /** Events by year. */
  readonly years = new Float64Array(lastYear + 1)
  rows = 0
  events = 0
  refused = 0
  /** Refused lines that hold no ID at all. */
  refusedWithoutId = 0
  /** IDs by what they are asked for; `elsewhere` are IDs out of the range of the part. */
  readonly ids: Readonly<Record<Kept, IdCollector>>

  constructor(directory: string, signal: AbortSignal) {
    const collector = () => new IdCollector({ directory, budget, signal })
    this.ids = {
      delete: collector(),
      review: collector(),
      refetch: collector(),
      'scrub-geo': collector(),
      refused: collector(),
      elsewhere: collector()
    }
  }

  /** Adds up once all rows came. */
  sum(verdicts: readonly (readonly Verdict[])[]): void {
    const { reasons, actions, otherReasons, byEvent } = this
    for (const { event, isRefusal, reason, action, rows } of verdicts.flat()) {
      if (isRefusal) continue
      this.events += rows
      byEvent.set(event, (byEvent.get(event) ?? 0) + rows)
      reasons.count(reason, rows)
      actions.count(action, rows)
      if (event === 'other') otherReasons.countOf(reasons, reason, rows)
    }
  }

  async dispose(): Promise<void> {
    for (const each of Object.values(this.ids)) await each.dispose()
  }
}

/**
 * Takes the bytes of a job's results in any chunks. A row is an event with a
 * readable `id`, or a refusal of a line; anything else is `results-corrupt`.
 */
export class PartRows {
  counts: PartCounts
  readonly #options: PartRowsOptions
  readonly #range: { first: U64; last: U64 } | undefined
  readonly #id: U64 = { high: 0, low: 0 }
  #verdicts: Verdict[][] = []
  #scanner = new RowScanner()
  /** For lines that the scanner leaves. */
  #tokenizer = newTokenizer()
  #output: RowFile | undefined

  constructor(options: PartRowsOptions) {
    this.#options = options
    const { range } = options
    this.#range = range && {
      first: u64Of(range.first),
      last: u64Of(range.last)
    }
    this.counts = new PartCounts(options.directory, options.signal)
    this.#addWords()
  }

  get part(): number {
    return this.#options.part
  }

  get path(): string {
    return this.#options.path
  }

  /** First and last ID, where they are known and the part is one of several. */
  get range(): PartRowsOptions['range'] {
    return this.#options.range
  }

  get mostBytes(): number | undefined {
    return this.#options.mostBytes
  }

  get directory(): string {
    return this.#options.directory
  }

  /** Bytes of the rows as they are kept. */
  get bytes(): number {
    return this.#output?.written ?? 0
  }

  /** Starts from nothing: the copy before is dropped with its counts. */
  async restart(): Promise<void> {
    await this.#output?.close()
    await this.counts.dispose()
    const { path, directory, signal } = this.#options
    this.counts = new PartCounts(directory, signal)
    this.#verdicts = []
    this.#scanner = new RowScanner()
    this.#tokenizer = newTokenizer()
    this.#addWords()
    this.#output = await RowFile.open(path)
  }

  /** @throws Failure `results-corrupt` at what is no row */
  async write(chunk: Uint8Array): Promise<void> {
    if (!this.#output) await this.restart()
    this.#scanner.feed(chunk)
    await this.#read()
    for (const each of Object.values(this.counts.ids)) await each.settle()
  }

  /** Takes the last row, and closes the file. Throws as `write`. */
  async end(): Promise<void> {
    if (!this.#output) await this.restart()
    this.#scanner.end()
    await this.#read()
    await this.#output?.end()
    this.counts.sum(this.#verdicts)
  }

  /** Leaves nothing behind. */
  async discard(): Promise<void> {
    await this.#output?.close()
    this.#output = undefined
    await this.counts.dispose()
    await rm(this.#options.path, { force: true })
  }

  #addWords(): void {
    const { reasons, actions } = this.counts
    for (const word of knownReasons)
      this.#scanner.addWord('reason', word, reasons.numberOf(word))
    for (const word of knownActions)
      this.#scanner.addWord('action', word, actions.numberOf(word))
  }

  async #read(): Promise<void> {
    for (;;) {
      const found = this.#scanner.next()
      if (found === 'more') break
      const { lines, isPlain } = this.#scanner
      if (found === 'rows') this.#takeRows()
      else this.#takeLine(lines)
      const writing = this.#output?.add(lines, found === 'rows' && isPlain)
      if (writing) await writing
    }
    if (this.#scanner.open > longestRow)
      throw this.#tooLong(this.#scanner.line + 1)
  }

  /** Counts the rows that the scanner has read. */
  #takeRows(): void {
    const { rows, count } = this.#scanner
    for (let at = 0; at < count * rowWords; at += rowWords) {
      this.#id.low = rows[at] ?? 0
      this.#id.high = rows[at + 1] ?? 0
      const words = rows[at + 2] ?? 0
      this.#take(words & 0xffff, words >>> 16, true, false, rows[at + 3] ?? 0)
    }
  }

  /** Takes a line of another form. */
  #takeLine(line: Buffer): void {
    const text = line.subarray(0, line.length - Number(line.at(-1) === 0x0a))
    if (text.length > longestRow) throw this.#tooLong()
    const first = text.find(isNoBlank)
    if (first === undefined) return
    const tokenizer = this.#tokenizer
    tokenizer.feed(text)
    tokenizer.feed(Buffer.of(0x0a))
    const isRow =
      first === 0x7b && isUtf8(text) && tokenizer.next() === 'record'
    if (!isRow) throw this.#notARow(text)
    this.#row(tokenizer.tape, tokenizer.bytes, 0, tokenizer.count)
    // Nothing else may stand on it, nor a comma.
    const last = text.findLast(isNoBlank)
    if (tokenizer.next() !== 'more' || last !== 0x7d) throw this.#notARow(text)
  }

  #row(tape: Uint32Array, bytes: Buffer, row: number, end: number): void {
    let id = 0
    let reason = 0
    let action = 0
    let error = 0
    let created = 0
    // Of a key that comes twice the last counts, as for `JSON.parse`.
    for (let token = row + 1; token < end; token = behind(tape, token)) {
      const key = keyOf(tape, bytes, token)
      if (key === idKey) id = token
      else if (key === reasonKey) reason = token
      else if (key === actionKey) action = token
      else if (key === errorKey) error = token
      else if (key === createdKey) created = token
    }
    const hasId = id !== 0 && this.#readId(tape, bytes, id)
    const isRefusal =
      error !== 0 &&
      kindOf(tape, error) === kinds.string &&
      textOf(tape, bytes, error) === refusedReason
    const year =
      created === 0 || kindOf(tape, created) !== kinds.string
        ? unknownYear
        : yearOf(bytes, startOf(tape, created) + 1, endOf(tape, created) - 1)
    const { reasons, actions } = this.counts
    const isEvent = this.#take(
      this.#numberOf('reason', reasons, tape, bytes, reason),
      this.#numberOf('action', actions, tape, bytes, action),
      hasId,
      isRefusal,
      year
    )
    if (!isEvent && !hasId)
      this.#addRefused(id === 0 ? '' : (textOf(tape, bytes, id) ?? ''))
    if (isEvent && !hasId) throw this.#withoutId(bytes, id !== 0)
  }

  /** Counts a row, whose ID is at hand; tells whether it is an event. */
  #take(
    reason: number,
    action: number,
    hasId: boolean,
    isRefused: boolean,
    year: number
  ): boolean {
    const { counts } = this
    const { high, low } = this.#id
    const verdict =
      this.#verdicts[reason]?.[action] ?? this.#judge(reason, action)
    counts.rows++
    if (
      hasId &&
      this.#range &&
      (isBefore(this.#id, this.#range.first) ||
        isBefore(this.#range.last, this.#id))
    )
      counts.ids.elsewhere.add(high, low)
    if (isRefused || verdict.isRefusal) {
      counts.refused++
      if (hasId) counts.ids.refused.add(high, low)
      return false
    }
    if (!hasId) return true
    verdict.rows++
    verdict.ids.add(high, low)
    counts.years[year] = (counts.years[year] ?? 0) + 1
    return true
  }

  /** The number of a word, mostly without making text of it; the scanner learns it. */
  #numberOf(
    field: 'reason' | 'action',
    words: Words,
    tape: Uint32Array,
    bytes: Buffer,
    token: number
  ): number {
    const text = token === 0 ? undefined : textOf(tape, bytes, token)
    if (text === undefined) return absent
    const { size } = words
    const number = words.numberOf(text)
    if (words.size > size) this.#scanner.addWord(field, text, number)
    return number
  }

  #judge(reason: number, action: number): Verdict {
    const { reasons, actions, ids } = this.counts
    const words = [reasons.textOf(reason), actions.textOf(action)] as const
    const verdict = {
      event: eventOf(...words),
      isRefusal: words[0] === refusedReason,
      ids: ids[requiredOf(...words)],
      reason,
      action,
      rows: 0
    }
    const row = (this.#verdicts[reason] ??= [])
    row[action] = verdict
    return verdict
  }

  /** Whether a value is an ID and nothing else, as text or as a number. */
  #readId(tape: Uint32Array, bytes: Buffer, token: number): boolean {
    const kind = kindOf(tape, token)
    const start = startOf(tape, token)
    const end = endOf(tape, token)
    if (kind === kinds.number) return readId(bytes, start, end, this.#id)
    if (kind !== kinds.string) return false
    if (!isEscaped(tape, token))
      return readId(bytes, start + 1, end - 1, this.#id)
    const text = Buffer.from(textOf(tape, bytes, token) ?? '')
    return readId(text, 0, text.length, this.#id)
  }

  /** Takes every ID of a line of digits and what may part them: the upload had them in lines of their own, and a damaged line asked about none of them. */
  #addRefused(line: string): void {
    const runs = /[a-z]/i.test(line) ? [] : (line.match(/\d+/g) ?? [])
    const ids = runs.filter(digits => {
      const text = Buffer.from(digits)
      const isId = readId(text, 0, text.length, this.#id)
      if (isId) this.counts.ids.refused.add(this.#id.high, this.#id.low)
      return isId
    })
    if (ids.length === 0) this.counts.refusedWithoutId++
  }

  #withoutId(row: Buffer, hasField: boolean): Failure {
    return this.#corrupt(
      hasField
        ? say`has an \`id\` that is no ID: an ID is a text of 1 to 19 digits`
        : say`has no \`id\`; it starts with ${beginning(row)}`
    )
  }

  #notARow(line: Buffer): Failure {
    const start = line.findIndex(isNoBlank)
    return this.#corrupt(
      say`is not one whole JSON object; it starts with ${beginning(line.subarray(start))}`
    )
  }

  #tooLong(line?: number): Failure {
    return this.#corrupt(say`is longer than ${size(longestRow)}`, line)
  }

  #corrupt(what: Message, line = this.#scanner.line): Failure {
    return new Failure('results-corrupt', {
      what: say`Row ${line} of the results of part ${this.#options.part} ${what}. A row is an event with an \`id\`, or a refusal (\`${refusedReason}\`).`,
      why: say`X stored these results like this, or something between X and the runner changed them.`,
      fix: say`Run the workflow again: the results are downloaded again. If it happens again, a new job is needed: use another \`cycle\`.`
    })
  }
}

/** What JSON does not pass over. */
function isNoBlank(byte: number): boolean {
  return byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09
}

function u64Of(id: bigint): U64 {
  return { high: Number(id >> 32n), low: Number(id & 0xffffffffn) }
}

function isBefore(a: U64, b: U64): boolean {
  return a.high < b.high || (a.high === b.high && a.low < b.low)
}

function newTokenizer(): JsonTokenizer {
  return new JsonTokenizer({
    keys: fields,
    isLines: true,
    longestRecord: longestRow
  })
}

/** The number of a key, also where it has an escape. */
function keyOf(tape: Uint32Array, bytes: Buffer, token: number): number {
  const key = (tape[token * tokenWords] ?? 0) >>> 8
  if (key !== escapedKey) return key
  const start = tape[token * tokenWords + 3] ?? 0
  const name = keyText(bytes, start, startOf(tape, token))
  return fields.findIndex(field => field === name) + firstKey
}

function kindOf(tape: Uint32Array, token: number): number {
  return (tape[token * tokenWords] ?? 0) & 0xf
}

function isEscaped(tape: Uint32Array, token: number): boolean {
  return ((tape[token * tokenWords] ?? 0) & 0x10) !== 0
}

function startOf(tape: Uint32Array, token: number): number {
  return tape[token * tokenWords + 1] ?? 0
}

function endOf(tape: Uint32Array, token: number): number {
  return tape[token * tokenWords + 2] ?? 0
}

function behind(tape: Uint32Array, token: number): number {
  return tape[token * tokenWords + 4] ?? token + 1
}

/** The text of a value; of anything but a string its source, and undefined for `null`. */
function textOf(
  tape: Uint32Array,
  bytes: Buffer,
  token: number
): string | undefined {
  const raw = bytes.toString('utf8', startOf(tape, token), endOf(tape, token))
  if (kindOf(tape, token) === kinds.string)
    return isEscaped(tape, token) ? String(JSON.parse(raw)) : raw.slice(1, -1)
  return raw === 'null' ? undefined : raw
}

/** Enough to tell an error page from a torn row; digits are hidden, for they may be an ID. */
function beginning(row: Buffer): { quote: string } {
  const start = row.subarray(0, 32).toString('utf8').replace(/\d/g, '#')
  return quote(start, 24)
}

/** The collectors that rows are sorted into. */
export const kept: readonly Kept[] = [
  ...requiredActions,
  'refused',
  'elsewhere'
]
