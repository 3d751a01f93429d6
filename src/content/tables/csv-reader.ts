// Reads one column of CSV, TSV and their kin (RFC 4180), without making text of the other columns.
import { code, say } from '../../lib/message.js'
import { Failure } from '../../lib/failure.js'
import { bytes as inBytes, count } from '../../lib/text.js'
import {
  cellsOf,
  endOfCell,
  quotesCount,
  splitAtCr,
  statedDelimiter,
  strayQuote,
  type Dialect,
  type Span
} from './csv-dialect.js'
import { scanId } from '../id.js'
import { trimCell, type CellFault, type Judge } from '../cell.js'
import { Reader } from '../reader.js'

const lf = 0x0a
const cr = 0x0d
const quote = 0x22

/** A record is held in memory as a whole; no record of posts is near this. */
const longestRecord = 16_000_000

export interface CsvShape extends Dialect {
  format: 'csv'
  /** Of the column that holds the IDs, from 0. */
  column: number
  /** What to call that column. */
  name: string
  /** Whether the first record that holds something is a header. */
  hasHeader: boolean
  /** Whether the header ends with that column. */
  isLast: boolean
}

export class CsvReader extends Reader {
  readonly #judge: Judge
  readonly #shape: CsvShape
  readonly #file: string
  #skipsRecord: boolean
  #line = 1
  /** Of the next quote, and CR, in the bytes at hand; beyond them when there is none. */
  #nextQuote = 0
  #nextCr = 0

  constructor(judge: Judge, shape: CsvShape, file: string) {
    super()
    this.#judge = judge
    this.#shape = shape
    this.#file = file
    this.#skipsRecord = shape.hasHeader
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
          this.#macRecords(bytes.subarray(at, end), false)
        else this.#plainRecord(bytes, at, end)
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
  #macRecords(record: Buffer, quotes: boolean): void {
    const { column } = this.#shape
    const dialect = { ...this.#shape, quotes }
    const target = cellsOf(record, dialect)[column]
    const rows = splitAtCr(record, dialect)
      .filter(row => !this.#isBlank(row, 0, row.length))
      .map(row => ({ row, cells: cellsOf(row, dialect) }))
    const ids = rows
      .map(({ row, cells }) => textAt(row, cells[column]))
      .filter(isDigits)
    const widths = new Set(rows.map(({ cells }) => cells.length))
    if (widths.size === 1 && ids.length === rows.length)
      for (const { row, cells } of rows)
        this.#record(row, 0, row.length, cells[column])
    else if (ids.every(id => id === textAt(record, target)))
      this.#record(record, 0, record.length, target)
    else
      this.#judge.fault(
        this.#line,
        'several rows on one line',
        record.toString('utf8', 0, 100)
      )
  }

  /** A record without quotes, in `bytes[start..end)`. */
  #plainRecord(bytes: Buffer, start: number, end: number): void {
    const { column, delimiter } = this.#shape
    const stop = bytes[end - 1] === cr ? end - 1 : end
    let at = start
    for (let passed = 0; passed < column; passed++) {
      while (at < stop && bytes[at] !== delimiter) at++
      if (at === stop) {
        this.#record(bytes, start, stop, undefined)
        return
      }
      at++
    }
    const digitsEnd = scanId(bytes, at, stop, this.#judge.halves)
    if (
      // One digit may be the first of a number with a decimal comma.
      digitsEnd > at + 1 &&
      (digitsEnd === stop ||
        (bytes[digitsEnd] === delimiter && !this.#shape.isLast)) &&
      !this.#skipsRecord
    ) {
      this.#judge.accept()
      return
    }
    let cellEnd = digitsEnd
    while (cellEnd < stop && bytes[cellEnd] !== delimiter) cellEnd++
    this.#record(bytes, start, stop, [at, cellEnd])
  }

  /** A record with quotes somewhere; returns where the next starts, undefined when its end is not at hand. */
  #quotedRecord(
    bytes: Buffer,
    start: number,
    isLast: boolean
  ): number | undefined {
    let target: Span | undefined
    let at = start
    for (let index = 0; ; index++) {
      const end = endOfCell(bytes, at, this.#shape)
      if (end === strayQuote)
        throw this.#broken('a later line closes in the middle of a cell', 'A')
      if (end === undefined && isLast)
        throw this.#broken('is never closed', 'The file is cut off, or a')
      if (end === undefined || (end === bytes.length && !isLast))
        return undefined
      if (index === this.#shape.column) target = [at, end]
      at = end + 1
      if (end === bytes.length || bytes[end] === lf) break
    }
    if (this.#crFrom(bytes, start) < at - 2)
      this.#macRecords(bytes.subarray(start, at - 1), true)
    else this.#record(bytes, start, at - 1, target)
    this.#line += countLines(bytes, start, at)
    return at
  }

  /** Judges the cell of a record, unless it is the header or holds nothing at all. */
  #record(
    bytes: Buffer,
    start: number,
    end: number,
    cell: Span | undefined
  ): void {
    if (this.#isBlank(bytes, start, end)) return
    if (this.#skipsRecord) {
      this.#skipsRecord = false
      return
    }
    const fault =
      cell === undefined
        ? 'column missing'
        : this.#faultBehind(bytes, cell, end)
    if (fault !== undefined) {
      const shown = bytes.toString('utf8', start, Math.min(end, start + 100))
      this.#judge.fault(this.#line, fault, shown)
    } else if (cell && !this.#judge.cell(bytes, cell[0], cell[1], this.#line))
      this.#judge.fault(this.#line, 'no ID', '')
  }

  /** What is wrong with an ID because of the cells behind it. */
  #faultBehind(
    bytes: Buffer,
    [start, end]: Span,
    recordEnd: number
  ): CellFault | undefined {
    if (end === recordEnd) return undefined
    if (end - start > 2 && !this.#shape.isLast) return undefined
    const text = bytes.toString('latin1', start, recordEnd)
    if (/^ ?\d,\d+e\+?\d/i.test(text)) return 'scientific notation'
    const [, ...behind] = text.split(String.fromCharCode(this.#shape.delimiter))
    return this.#shape.isLast && behind.some(cell => isDigits(trimCell(cell)))
      ? 'more cells than the header'
      : undefined
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
      why: say`${why} quote inside a cell is not doubled; what follows cannot be told apart.`,
      fix: say`Write the file again with a CSV library, or keep only the column of the IDs.`
    })
  }

  #tooLong(): Failure {
    return new Failure('ids-invalid', {
      what: say`In ${code(this.#file)}, the record that starts on line ${count(this.#line)} is longer than ${inBytes(longestRecord)}.`,
      why: say`A quote that is never closed swallows all that follows; or the file is no CSV.`,
      fix: say`Close the quote, or say what the file is with the input \`ids-format\`.`
    })
  }
}

/** The text of a cell, trimmed; empty where there is none. */
function textAt(row: Buffer, cell: Span | undefined): string {
  return trimCell(cell === undefined ? '' : row.toString('latin1', ...cell))
}

function isDigits(cell: string): boolean {
  return /^\d+(e\+?\d+)?$/i.test(cell)
}

function countLines(bytes: Buffer, start: number, end: number): number {
  let lines = 0
  let at = bytes.indexOf(lf, start)
  for (; at >= 0 && at < end; lines++) at = bytes.indexOf(lf, at + 1)
  return lines
}
