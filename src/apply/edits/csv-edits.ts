// Edits tables: records of gone posts go with their ends, cells of locations and of gone quoted posts are emptied.
import { trimCell } from '../../content/cell.js'
import { Reader } from '../../content/reader.js'
import {
  cellsOf,
  endOfCell,
  quotesCount,
  statedDelimiter,
  strayQuote,
  type Span
} from '../../content/tables/csv-dialect.js'
import type { CsvShape } from '../../content/tables/csv-reader.js'
import { reasonOfRow } from '../../content/tables/row-checks.js'
import { Failure } from '../../lib/failure.js'
import { code, say } from '../../lib/message.js'
import { count } from '../../lib/text.js'
import type { Editor, EditSink, Verdicts } from './edit.js'
import { RowEditor, type CsvTable } from './row-editor.js'

const lf = 0x0a
const cr = 0x0d
const quote = 0x22

/** As the check's. */
const longestRecord = 16_000_000

export class CsvEditor extends Reader implements Editor {
  readonly #shape: CsvShape
  readonly #rows: RowEditor
  #line = 1
  /** Of a title and the header, still to be passed over. */
  #headerRows: number
  #nextQuote = 0

  constructor(
    private readonly table: CsvTable,
    verdicts: Verdicts,
    private readonly sink: EditSink
  ) {
    super()
    this.#shape = table.shape
    this.#rows = new RowEditor(table, verdicts, sink)
    this.#headerRows = table.shape.headerRows
  }

  get settled(): number {
    return this.offset
  }

  protected override read(bytes: Buffer, isLast: boolean): number {
    this.#nextQuote = -1
    let at = 0
    while (at < bytes.length) {
      const found = bytes.indexOf(lf, at)
      if (found < 0 && !isLast) return this.#unfinished(bytes, at)
      const end = found < 0 ? bytes.length : found
      const quotes =
        this.#quoteFrom(bytes, at) <= end
          ? quotesCount(bytes, at, end, this.#shape, isLast)
          : false
      if (quotes === undefined) return this.#unfinished(bytes, at)
      const recordEnd = quotes ? this.#quotedEnd(bytes, at, isLast) : end
      if (recordEnd === undefined) return this.#unfinished(bytes, at)
      this.#record(bytes, at, recordEnd, quotes)
      at = recordEnd + 1
    }
    return bytes.length
  }

  #quoteFrom(bytes: Buffer, at: number): number {
    if (this.#nextQuote < at) {
      const found = bytes.indexOf(quote, at)
      this.#nextQuote = found < 0 ? bytes.length + 1 : found
    }
    return this.#nextQuote
  }

  #unfinished(bytes: Buffer, at: number): number {
    if (bytes.length - at > longestRecord)
      throw this.#broken('is never closed, or is longer than any record')
    return at
  }

  /** Index of the line feed that ends a record with quotes, or the end of the file. */
  #quotedEnd(
    bytes: Buffer,
    start: number,
    isLast: boolean
  ): number | undefined {
    for (let at = start; ;) {
      const end = endOfCell(bytes, at, this.#shape)
      if (end === strayQuote)
        throw this.#broken('is closed in the middle of a cell on a later line')
      if (end === undefined && isLast) throw this.#broken('is never closed')
      if (end === undefined || (end === bytes.length && !isLast))
        return undefined
      if (end === bytes.length || bytes[end] === lf) return end
      at = end + 1
    }
  }

  #record(bytes: Buffer, start: number, end: number, quotes: boolean): void {
    const line = this.#line
    this.#line += 1
    if (quotes)
      for (
        let at = bytes.indexOf(lf, start);
        at >= 0 && at < end;
        at = bytes.indexOf(lf, at + 1)
      )
        this.#line++
    const stop = end > start && bytes[end - 1] === cr ? end - 1 : end
    if (this.#isBlank(bytes, start, stop, line)) return
    if (this.#headerRows > 0) {
      this.#headerRows--
      return
    }
    const record = bytes.subarray(start, stop)
    const cells = cellsOf(record, { ...this.#shape, quotes })
    const outcome = this.#edit(record, cells, line)
    if (outcome === 'removed')
      this.sink.splice(
        this.offset + start,
        this.offset + Math.min(end + 1, bytes.length),
        ''
      )
    else
      for (const [from, to] of outcome)
        this.sink.splice(
          this.offset + start + from,
          this.offset + start + to,
          ''
        )
    this.sink.record(
      outcome === 'removed'
        ? 'removed'
        : outcome.length > 0
          ? 'changed'
          : 'kept'
    )
  }

  /** What goes of a record: all of it, or cells. */
  #edit(
    record: Buffer,
    cells: readonly Span[],
    line: number
  ): 'removed' | Span[] {
    const [column] = this.#shape.columns
    if (column === undefined) throw new Error('a table without a column')
    const cell = cells[column.index]
    const moved =
      reasonOfRow(record, cell, cells.length, column, this.#shape) ??
      (bareCr(record) ? 'several rows on one line' : undefined)
    if (moved !== undefined) {
      this.sink.bad(line, moved)
      return []
    }
    const text = (index: number) => textAt(record, cells[index])
    return this.#rows.edit({ line, cells, text }, column)
  }

  #isBlank(bytes: Buffer, start: number, end: number, line: number): boolean {
    const { delimiter } = this.#shape
    if (line === 1 && statedDelimiter(bytes.subarray(start, end)) !== undefined)
      return true
    for (let at = start; at < end; at++) {
      const byte = bytes[at] ?? 0
      if (byte > 0x20 && byte !== delimiter && byte !== quote) return false
    }
    return true
  }

  #broken(how: string): Failure {
    return new Failure('data-invalid', {
      what: say`In ${code(this.table.file, 200)}, the record that starts on line ${count(this.#line)} opens a quote that ${how}.`,
      why: say`The file is cut off, or a quote inside a cell is not doubled; the rest of the file cannot be read.`,
      fix: say`Write the file again with a CSV library.`
    })
  }
}

function textAt(record: Buffer, cell: Span | undefined): string {
  return cell === undefined ? '' : trimCell(record.toString('utf8', ...cell))
}

/** Whether a CR outside of quotes is in it. */
function bareCr(record: Buffer): boolean {
  return (
    record.includes(cr) &&
    /\r(?!\n)/.test(record.toString('latin1').replace(/"[^"]*"/g, ''))
  )
}
