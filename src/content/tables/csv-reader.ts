// Reads the ID columns of CSV, TSV and their kin, without making text of the other columns.
import type { InvalidReason, CellParser } from '../cell.js'
import { reasonOf, scanId } from '../id.js'
import type { IdColumn } from './columns.js'
import { cellsOf, type Span } from './csv-dialect.js'
import { CsvRecords, type CsvShape, type Row } from './csv-records.js'
import { longDigits, reasonOfRow, textAt } from './row-checks.js'

const cr = 0x0d

export class CsvReader extends CsvRecords {
  readonly #parser: CellParser
  readonly #first: IdColumn
  /** Whether one column is read. */
  readonly #isSimple: boolean
  /** Cells of a row that are looked at. */
  readonly #reach: number

  constructor(parser: CellParser, shape: CsvShape, file: string) {
    super(shape, file)
    this.#parser = parser
    this.#first = shape.columns[0] ?? noColumn
    this.#isSimple = shape.columns.length === 1
    this.#reach = Math.max(...shape.columns.map(({ index }) => index)) + 1
  }

  /** Takes a record without quotes whose cell is an ID like the others, as nearly all are. */
  protected override plainRow(
    bytes: Buffer,
    start: number,
    end: number
  ): boolean {
    if (!this.#isSimple || this.endsOpen) return false
    const { delimiter, width, longColumns } = this.shape
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

  protected override row({ bytes, quotes }: Row): void {
    const { columns, delimiter } = this.shape
    const { cells, width } = cellsOf(bytes, { delimiter, quotes }, this.#reach)
    let filled = 0
    for (const column of columns) {
      const cell = cells[column.index]
      const reason = reasonOfRow(bytes, cell, width, column, this.shape)
      if (reason !== undefined) {
        const shown =
          reason === 'wrong number of cells'
            ? `${width} cells, not ${this.shape.width ?? ''}`
            : bytes.toString('utf8', 0, 100)
        this.reject(reason, shown)
        filled++
        // The cells of a broken row are counted once.
        break
      }
      this.#parser.prefix = column.prefix
      // Of several columns, programs fill those that have nothing with a word or a zero.
      if (!this.#isSimple && standsForNothing(bytes, cell)) continue
      if (cell === undefined) continue
      const [start, end] = cell
      const isFilled =
        this.endsOpen && end === bytes.length
          ? this.#parser.parseLast(bytes, start, end, this.line)
          : this.#parser.parse(bytes, start, end, this.line)
      if (isFilled) filled++
    }
    if (filled === 0) this.reject('no ID', '')
  }

  protected override reject(reason: InvalidReason, shown: string): void {
    this.#parser.reject(this.line, reason, shown)
  }
}

function standsForNothing(record: Buffer, cell: Span | undefined): boolean {
  const reason = reasonOf(textAt(record, cell))
  return reason === 'no ID' || reason === 'zero'
}

/** Of a table without rows. */
const noColumn: IdColumn = {
  index: 0,
  name: '1',
  isLast: false,
  isLong: false,
  digits: 1,
  prefix: ''
}
