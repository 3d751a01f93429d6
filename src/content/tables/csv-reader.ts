// Reads one column of CSV, TSV and their kin (RFC 4180), without making text of the other columns.
import { code, say } from '../../lib/message.js'
import { Failure } from '../../lib/failure.js'
import { bytes as inBytes, count } from '../../lib/text.js'
import {
  cellAt,
  endOfCell,
  quotesCount,
  splitAtCr,
  statedDelimiter,
  strayQuote,
  type Dialect,
  type Span
} from './csv-dialect.js'
import type { IdColumn, TableColumns } from './columns.js'
import { scanId } from '../id.js'
import { reasonOfRow, isDigits, longDigits, textAt } from './row-checks.js'
import type { CellParser } from '../cell.js'
import { Reader } from '../reader.js'

const lf = 0x0a
const cr = 0x0d
const quote = 0x22

/** A record is held in memory as a whole; no record of posts is near this. */
const longestRecord = 16_000_000

export interface CsvShape extends Dialect, TableColumns {
  format: 'csv'
}

export class CsvReader extends Reader {
  readonly #parser: CellParser
  readonly #shape: CsvShape
  readonly #file: string
  readonly #first: IdColumn
  /** Whether one column is read. */
  readonly #isSimple: boolean
  #headerRows: number
  #line = 1
  /** Of the next quote, and CR, in the bytes at hand; beyond them when there is none. */
  #nextQuote = 0
  #nextCr = 0

  constructor(parser: CellParser, shape: CsvShape, file: string) {
    super()
    this.#parser = parser
    this.#shape = shape
    this.#file = file
    this.#headerRows = shape.headerRows
    this.#first = shape.columns[0] ?? noColumn
    this.#isSimple = shape.columns.length === 1
  }

  protected override read(bytes: Buffer, isLast: boolean): number {
    this.#nextQuote = this.#nextCr = -1
    let at = 0
    while (at < bytes.length) {
      const found = bytes.indexOf(lf, at)
      if (found < 0 && !isLast) return this.#unfinished(bytes, at)
      const end = found < 0 ? bytes.length : found
      const quotes =
        this.#quoteFrom(bytes, at) <= end &&
        quotesCount(bytes, at, end, this.#shape, isLast)
      if (quotes === false) {
        if (this.#crFrom(bytes, at) < end - 1)
          this.#macRecords(bytes, at, end, false)
        else if (!this.#isPlain(bytes, at, end))
          this.#record(bytes, at, end, false)
        this.#line++
        at = end + 1
      } else {
        const next = quotes && this.#quotedRecord(bytes, at, isLast)
        if (next === undefined) return this.#unfinished(bytes, at)
        at = next
      }
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

  /**
   * A record with CRs in it. Those outside of quotes end records, if all of
   * these have as many cells and an ID; they are text, if none adds an ID.
   */
  #macRecords(
    bytes: Buffer,
    start: number,
    end: number,
    quotes: boolean
  ): void {
    const { index } = this.#first
    const dialect = { ...this.#shape, quotes }
    const whole = bytes.subarray(start, end)
    const { cell } = cellAt(whole, dialect, index)
    const known = textAt(whole, cell)
    let width: number | undefined
    let areRows = true
    let isOne = true
    for (const [from, to] of splitAtCr(whole, dialect)) {
      if (this.#isBlank(whole, from, to)) continue
      const row = whole.subarray(from, to)
      const found = cellAt(row, dialect, index)
      const id = textAt(row, found.cell)
      areRows &&= found.width === (width ??= found.width) && isDigits(id)
      isOne &&= !isDigits(id) || id === known
    }
    if (areRows)
      for (const [from, to] of splitAtCr(whole, dialect))
        this.#record(bytes, start + from, start + to, quotes)
    else if (isOne) this.#record(bytes, start, end, quotes)
    else
      this.#parser.reject(
        this.#line,
        'several rows on one line',
        whole.toString('utf8', 0, 100)
      )
  }

  /** Takes a record without quotes whose cell is an ID like the others, as nearly all are. */
  #isPlain(bytes: Buffer, start: number, end: number): boolean {
    if (!this.#isSimple || this.#headerRows > 0) return false
    const { delimiter, width, longColumns } = this.#shape
    const { index, isLast, isLong } = this.#first
    const stop = bytes[end - 1] === cr ? end - 1 : end
    let at = start
    for (let passed = 0; passed < index; passed++) {
      while (at < stop && bytes[at] !== delimiter) at++
      if (at === stop) return false
      at++
    }
    const digitsEnd = scanId(bytes, at, stop, this.#parser.id)
    const digits = digitsEnd - at
    // One digit may be the first of a number with a decimal comma.
    if (digits < 2) return false
    if (digitsEnd < stop && (bytes[digitsEnd] !== delimiter || isLast))
      return false
    const isAlike = isLong && digits >= longDigits
    const isSure = isAlike && (index === 0 || longColumns.length === 1)
    if (!isSure && width !== undefined) {
      let cells = index + 1
      for (let next = digitsEnd; next < stop; next++)
        if (bytes[next] === delimiter) cells++
      if (cells !== width) return false
    }
    this.#parser.accept()
    return true
  }

  /** A record with quotes somewhere; returns where the next starts, undefined when its end is not at hand. */
  #quotedRecord(
    bytes: Buffer,
    start: number,
    isLast: boolean
  ): number | undefined {
    let at = start
    for (;;) {
      const end = endOfCell(bytes, at, this.#shape)
      if (end === strayQuote)
        throw this.#broken('a later line closes in the middle of a cell', 'A')
      if (end === undefined && isLast)
        throw this.#broken('is never closed', 'The file is cut off, or a')
      if (end === undefined || (end === bytes.length && !isLast))
        return undefined
      at = end + 1
      if (end === bytes.length || bytes[end] === lf) break
    }
    if (this.#crFrom(bytes, start) < at - 2)
      this.#macRecords(bytes, start, at - 1, true)
    else this.#record(bytes, start, at - 1, true)
    this.#line += countLines(bytes, start, at)
    return at
  }

  /** Parses the cells of a record, unless it is of the header or holds nothing at all. */
  #record(bytes: Buffer, start: number, end: number, quotes: boolean): void {
    const stop = bytes[end - 1] === cr ? end - 1 : end
    const isBlank = this.#isBlank(bytes, start, stop)
    const isHeader = !isBlank && this.#headerRows > 0
    if (isHeader) this.#headerRows--
    if (!isBlank && !isHeader) this.#parseRow(bytes, start, stop, quotes)
  }

  #parseRow(bytes: Buffer, start: number, end: number, quotes: boolean): void {
    const { columns } = this.#shape
    const record = bytes.subarray(start, end)
    const { spans, width } = this.#cells(
      record,
      quotes,
      columns.map(({ index }) => index)
    )
    let filled = 0
    for (const [at, column] of columns.entries()) {
      const cell = spans[at]
      const reason = reasonOfRow(record, cell, width, column, this.#shape)
      if (reason !== undefined) {
        const shown =
          reason === 'wrong number of cells'
            ? `${width} cells, not ${this.#shape.width ?? ''}`
            : record.toString('utf8', 0, 100)
        this.#parser.reject(this.#line, reason, shown)
        filled++
        // The cells of a broken row are counted once.
        break
      }
      this.#parser.prefix = column.prefix
      if (cell && this.#parser.parse(record, cell[0], cell[1], this.#line))
        filled++
    }
    if (filled === 0) this.#parser.reject(this.#line, 'no ID', '')
  }

  /** Where the cells of a record are that stand at these indexes, and how many it has. */
  #cells(
    record: Buffer,
    quotes: boolean,
    columns: readonly number[]
  ): { spans: (Span | undefined)[]; width: number } {
    const dialect = { delimiter: this.#shape.delimiter, quotes }
    const spans = columns.map((): Span | undefined => undefined)
    let width = 0
    const last = record.at(-1) === cr ? record.length - 1 : record.length
    for (let at = 0; at <= last; width++) {
      const found = endOfCell(record, at, dialect)
      const end =
        found === undefined || found === strayQuote
          ? last
          : Math.min(found, last)
      for (const [k, index] of columns.entries())
        if (index === width) spans[k] = [at, end]
      at = end + 1
    }
    return { spans, width }
  }

  #isBlank(bytes: Buffer, start: number, end: number): boolean {
    const { delimiter } = this.#shape
    if (this.#line === 1 && statedDelimiter(bytes.subarray(start, end)))
      return true
    for (let at = start; at < end; at++) {
      const byte = bytes[at] ?? 0
      if (byte > 0x20 && byte !== delimiter && byte !== quote) return false
    }
    return true
  }

  #broken(how: string, why: string): Failure {
    return new Failure('ids-invalid', {
      what: say`In ${code(this.#file)}, the record that starts on line ${count(this.#line)} opens a quote that ${how}.`,
      why: say`${why} quote inside a cell is not doubled; the rest of the file cannot be read.`,
      fix: say`Write the file again with a CSV library, or keep only the column of the IDs.`
    })
  }

  #tooLong(): Failure {
    return new Failure('ids-invalid', {
      what: say`In ${code(this.#file)}, the record that starts on line ${count(this.#line)} is longer than ${inBytes(longestRecord)}.`,
      why: say`A quote that is never closed takes in all that follows; or the file is no CSV.`,
      fix: say`Close the quote, or say what the file is with the input \`ids-format\`.`
    })
  }
}

/** Of a table without rows. */
const noColumn: IdColumn = {
  index: 0,
  name: '1',
  isLast: false,
  isLong: false,
  prefix: ''
}

function countLines(bytes: Buffer, start: number, end: number): number {
  let lines = 0
  let at = bytes.indexOf(lf, start)
  for (; at >= 0 && at < end; lines++) at = bytes.indexOf(lf, at + 1)
  return lines
}
