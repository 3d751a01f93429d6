// Walks the records of CSV, TSV and their kin (RFC 4180): the same ones for the check, which reads IDs, and for `apply`, which cuts rows out.
import { code, quote as quoted, say } from '../../lib/message.js'
import { Failure } from '../../lib/failure.js'
import { bytes as inBytes, count } from '../../lib/text.js'
import { showCell, type InvalidReason } from '../cell.js'
import { Reader } from '../reader.js'
import type { TableColumns } from './columns.js'
import {
  cellsOf,
  endOfCell,
  quotesCount,
  splitAtCr,
  statedDelimiter,
  strayQuote,
  type Dialect
} from './csv-dialect.js'
import { isDigits, textAt } from './row-checks.js'
import { findSwallowed } from './swallowed-rows.js'

const lf = 0x0a
const cr = 0x0d
const quote = 0x22
const bom = Buffer.from('\ufeff')

/** A record is held in memory as a whole; no record of posts is near this. */
const longestRecord = 16_000_000

export interface CsvShape extends Dialect, TableColumns {
  format: 'csv'
}

/** A record that is neither blank nor of the header, without its line end. */
export interface Row {
  bytes: Buffer
  /** Where it starts in the bytes at hand, and where what follows does. */
  start: number
  next: number
  /** Whether its cells may be quoted. */
  quotes: boolean
}

export abstract class CsvRecords extends Reader {
  /** Of the record at hand. */
  protected line = 1
  protected readonly shape: CsvShape
  readonly #file: string
  #headerRows: number
  #header: Buffer = Buffer.alloc(0)
  /** Of the next quote, and CR, in the bytes at hand; beyond them when there is none. */
  #nextQuote = 0
  #nextCr = 0
  /** Whether a row has no quotes: then no program quotes all cells. */
  #hasBareRow = false
  /** A quoted text with what looks like a row, which only such a program can have written. */
  #doubtful: Failure | undefined

  constructor(shape: CsvShape, file: string) {
    super()
    this.shape = shape
    this.#file = file
    this.#headerRows = shape.headerRows
  }

  protected abstract row(row: Row): void

  /** Whether the row at hand ends the file without a line end. */
  protected endsOpen = false

  /** A line that can't be cut into rows for certain. */
  protected abstract reject(reason: InvalidReason, shown: string): void

  /** Takes a line without quotes that is a row like nearly all; false where a closer look is needed. */
  protected plainRow?(bytes: Buffer, start: number, end: number): boolean

  protected override read(bytes: Buffer, isLast: boolean): number {
    this.#nextQuote = this.#nextCr = -1
    let at = 0
    while (at < bytes.length) {
      const found = bytes.indexOf(lf, at)
      if (found < 0 && !isLast) return this.#unfinished(bytes, at)
      const lineEnd = found < 0 ? bytes.length : found
      this.endsOpen = found < 0
      const quotes =
        this.#quoteFrom(bytes, at) <= lineEnd &&
        quotesCount(bytes, at, lineEnd, this.shape, isLast)
      const end = quotes ? this.#quotedEnd(bytes, at, isLast) : lineEnd
      if (quotes === undefined || end === undefined)
        return this.#unfinished(bytes, at)
      if (quotes || !this.#isPlain(bytes, at, end))
        this.#record(bytes, at, end, quotes)
      this.line += quotes ? countLines(bytes, at, end + 1) : 1
      at = end + 1
    }
    return bytes.length
  }

  #unfinished(bytes: Buffer, at: number): number {
    if (bytes.length - at > longestRecord) throw this.#tooLong()
    return at
  }

  #quoteFrom(bytes: Buffer, at: number): number {
    if (this.#nextQuote < at) {
      const found = bytes.indexOf(quote, at)
      this.#nextQuote = found < 0 ? bytes.length + 1 : found
    }
    return this.#nextQuote
  }

  #crFrom(bytes: Buffer, at: number): number {
    if (this.#nextCr < at) {
      const found = bytes.indexOf(cr, at)
      this.#nextCr = found < 0 ? bytes.length + 1 : found
    }
    return this.#nextCr
  }

  /** Index of the line feed that ends a record with quotes, or the length of `bytes`; undefined when it is not at hand. */
  #quotedEnd(
    bytes: Buffer,
    start: number,
    isLast: boolean
  ): number | undefined {
    for (let at = start; ;) {
      const end = endOfCell(bytes, at, this.shape)
      if (end === strayQuote)
        throw this.#broken('a later line closes in the middle of a cell', 'A')
      if (end === undefined && isLast)
        throw this.#broken('is never closed', 'The file is cut off, or a')
      if (end === undefined || (end === bytes.length && !isLast))
        return undefined
      if (end === bytes.length || bytes[end] === lf) return end
      at = end + 1
    }
  }

  #isPlain(bytes: Buffer, start: number, end: number): boolean {
    return (
      this.#headerRows === 0 &&
      this.#crFrom(bytes, start) >= end - 1 &&
      this.plainRow?.(bytes, start, end) === true &&
      this.#noteBareRow()
    )
  }

  #record(bytes: Buffer, start: number, end: number, quotes: boolean): void {
    const next = Math.min(end + 1, bytes.length)
    if (this.#crFrom(bytes, start) >= end - 1)
      this.#row(bytes, start, end, next, quotes)
    else this.#recordWithCr(bytes, start, end, next, quotes)
  }

  /**
   * A record with CRs in it. Those outside of quotes end records, if all of
   * these have as many cells and an ID; they are text, if none adds an ID.
   */
  #recordWithCr(
    bytes: Buffer,
    start: number,
    end: number,
    next: number,
    quotes: boolean
  ): void {
    const index = this.shape.columns[0]?.index ?? 0
    const dialect = { ...this.shape, quotes }
    const whole = bytes.subarray(start, end)
    const idOf = (record: Buffer) => {
      const { cells, width } = cellsOf(record, dialect, index + 1)
      return { id: textAt(record, cells[index]), width }
    }
    const known = idOf(whole).id
    let width: number | undefined
    let areRows = true
    let isOne = true
    for (const [from, to] of splitAtCr(whole, dialect)) {
      if (this.#isBlank(whole, from, to)) continue
      const found = idOf(whole.subarray(from, to))
      areRows &&= found.width === (width ??= found.width) && isDigits(found.id)
      isOne &&= !isDigits(found.id) || found.id === known
    }
    if (areRows)
      for (const [from, to] of splitAtCr(whole, dialect))
        this.#row(
          bytes,
          start + from,
          start + to,
          start + to === end ? next : start + to + 1,
          quotes
        )
    else if (isOne) this.#row(bytes, start, end, next, quotes)
    else this.reject('several rows on one line', whole.toString('utf8', 0, 100))
  }

  /** Takes a record, unless it is of the header or holds nothing at all. */
  #row(
    bytes: Buffer,
    start: number,
    end: number,
    next: number,
    quotes: boolean
  ): void {
    const stop = end > start && bytes[end - 1] === cr ? end - 1 : end
    if (this.#isBlank(bytes, start, stop)) return
    const record = bytes.subarray(start, stop)
    const isHeader = this.#headerRows > 0
    if (quotes) this.#refuseSwallowed(record, isHeader)
    else if (!isHeader) this.#noteBareRow()
    if (isHeader) this.#passHeader(record)
    else if (!this.#isHeaderAgain(record))
      this.row({ bytes: record, start, next, quotes })
  }

  #passHeader(record: Buffer): void {
    this.#headerRows--
    if (this.#headerRows === 0) this.#header = withoutMark(record)
  }

  /** As between files that were joined to one. */
  #isHeaderAgain(record: Buffer): boolean {
    const mayBe = Math.abs(record.length - this.#header.length) <= bom.length
    return mayBe && withoutMark(record).equals(this.#header)
  }

  /** @throws Failure where quotes that were no quotes have taken rows in */
  #refuseSwallowed(record: Buffer, isHeader: boolean): void {
    const found = findSwallowed(record, this.shape, isHeader)
    if (found === undefined) return
    const { line, lines, shown, isCertain } = found
    const [first, last, inner] = [0, lines - 1, line].map(each =>
      count(this.line + each)
    )
    const failure = new Failure('ids-invalid', {
      what: say`In ${code(this.#file)}, a quoted cell goes from line ${first ?? ''} to line ${last ?? ''}, and line ${inner ?? ''} within looks like a row of its own: ${quoted(showCell(shown))}.`,
      why: say`Most likely, a cell starts with a quote that was not doubled, and a later cell ends with one: all rows between would be lost.`,
      fix: say`Write the file again with a CSV library, or give a file with only the column of the IDs.`
    })
    if (isCertain || this.#hasBareRow) throw failure
    this.#doubtful ??= failure
  }

  #noteBareRow(): true {
    if (this.#doubtful) throw this.#doubtful
    this.#hasBareRow = true
    return true
  }

  #isBlank(bytes: Buffer, start: number, end: number): boolean {
    const { delimiter } = this.shape
    if (this.line === 1 && statedDelimiter(bytes.subarray(start, end)))
      return true
    for (let at = start; at < end; at++) {
      const byte = bytes[at] ?? 0
      if (byte > 0x20 && byte !== delimiter && byte !== quote) return false
    }
    return true
  }

  #broken(how: string, why: string): Failure {
    return new Failure('ids-invalid', {
      what: say`In ${code(this.#file)}, the record that starts on line ${count(this.line)} opens a quote that ${how}.`,
      why: say`${why} quote inside a cell is not doubled; the rest of the file cannot be read.`,
      fix: say`Write the file again with a CSV library, or keep only the column of the IDs.`
    })
  }

  #tooLong(): Failure {
    return new Failure('ids-invalid', {
      what: say`In ${code(this.#file)}, the record that starts on line ${count(this.line)} is longer than ${inBytes(longestRecord)}.`,
      why: say`A quote that is never closed takes in all that follows; or the file is no CSV.`,
      fix: say`Close the quote, or say what the file is with the input \`ids-format\`.`
    })
  }
}

/** A copy. */
function withoutMark(record: Buffer): Buffer {
  const hasMark = record.subarray(0, bom.length).equals(bom)
  return Buffer.from(record.subarray(hasMark ? bom.length : 0))
}

function countLines(bytes: Buffer, start: number, end: number): number {
  let lines = 0
  let at = bytes.indexOf(lf, start)
  for (; at >= 0 && at < end; lines++) at = bytes.indexOf(lf, at + 1)
  return lines
}
