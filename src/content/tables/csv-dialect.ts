// Where the cells of a delimited record end, and the first records of a file as text.
import { trimCell } from '../cell.js'

const lf = 0x0a
const cr = 0x0d
const space = 0x20
const quote = 0x22

export interface Dialect {
  /** What separates cells, as a byte. */
  delimiter: number
  /** Whether cells may be quoted. */
  quotes: boolean
  /**
   * How many cells a record has, where most programs know no quotes: they count
   * in a record only if its line, or the next one, is no record without them.
   */
  lineWidth?: number
}

/** What `endOfCell` returns for a quoted cell of several lines that goes on behind its closing quote. */
export const strayQuote = -1

/**
 * Index of the delimiter or line feed behind the cell that starts at `at`, or
 * the length of `bytes`; undefined when a quote is not closed in them. What
 * stands between a closing quote and the delimiter belongs to the cell, if the
 * quotes are on one line: else they are two stray ones, with rows between them.
 */
export function endOfCell(
  bytes: Buffer,
  at: number,
  { delimiter, quotes }: Dialect
): number | undefined {
  let end = at
  let close = at
  if (quotes) {
    if (delimiter !== space) while (bytes[end] === space) end++
    if (bytes[end] === quote) {
      const found = closingQuote(bytes, end)
      if (found === undefined) return undefined
      close = found
      end = found + 1
    }
  }
  while (end < bytes.length && bytes[end] !== delimiter && bytes[end] !== lf)
    end++
  return close > at && isStray(bytes, at, close, end) ? strayQuote : end
}

/** Whether a cell that starts at `at` and is closed at `close` has several lines, and more before its `end`. */
function isStray(
  bytes: Buffer,
  at: number,
  close: number,
  end: number
): boolean {
  return (
    bytes.subarray(at, close).includes(lf) &&
    bytes.subarray(close + 1, end).some(byte => byte !== space && byte !== cr)
  )
}

/**
 * The delimiter that the first line names, as files made for Excel do
 * (`sep=;`); undefined when it is another line. `bytes` start with the file.
 */
export function statedDelimiter(bytes: Uint8Array): number | undefined {
  const start = Buffer.from(bytes.subarray(0, 16)).toString('latin1')
  const [, delimiter] = /^"?sep=([^\w\s"]|\t)"?(?:\r?\n|$)/i.exec(start) ?? []
  return delimiter?.charCodeAt(0)
}

/** Index of the quote that closes the one at `open`; a doubled quote does not. */
function closingQuote(bytes: Buffer, open: number): number | undefined {
  let at = open + 1
  for (;;) {
    const found = bytes.indexOf(quote, at)
    if (found < 0) return undefined
    if (bytes[found + 1] !== quote) return found
    at = found + 2
  }
}

/**
 * Whether quotes count in the record whose first line is `bytes[start..end)`;
 * undefined when that can't be told before more is there.
 */
export function quotesCount(
  bytes: Buffer,
  start: number,
  end: number,
  dialect: Dialect,
  isLast: boolean
): boolean | undefined {
  const { delimiter, quotes, lineWidth: width } = dialect
  if (!quotes || width === undefined) return quotes
  if (cellsIn(bytes, start, end, delimiter) !== width) return true
  const next = end + 1
  const found = bytes.indexOf(lf, next)
  if (found < 0 && !isLast) return undefined
  const nextEnd = found < 0 ? bytes.length : found
  return (
    next < bytes.length && cellsIn(bytes, next, nextEnd, delimiter) !== width
  )
}

function cellsIn(
  bytes: Buffer,
  start: number,
  end: number,
  delimiter: number
): number {
  let cells = 1
  for (let at = start; at < end; at++) if (bytes[at] === delimiter) cells++
  return cells
}

/** Where a cell or row starts and ends. */
export type Span = readonly [start: number, end: number]

/** The first cells of a record, at most `limit`, and how many it has. */
export function cellsOf(
  record: Buffer,
  dialect: Dialect,
  limit: number
): { cells: Span[]; width: number } {
  const cells: Span[] = []
  let width = 0
  for (let at = 0; at <= record.length; width++) {
    const found = endOfCell(record, at, dialect)
    const end =
      found === undefined || found === strayQuote ? record.length : found
    if (width < limit) cells.push([at, end])
    at = end + 1
  }
  return { cells, width }
}

/** The parts of a record between the CRs that are not quoted; behind one a cell starts. */
export function* splitAtCr(
  record: Buffer,
  { delimiter, quotes }: Dialect
): Generator<Span> {
  let start = 0
  let startsCell = quotes
  for (let at = 0; at < record.length; at++) {
    const byte = record[at]
    if (startsCell && byte === quote)
      at = closingQuote(record, at) ?? record.length
    else if (byte === cr) {
      yield [start, at]
      start = at + 1
    }
    const isSpace = byte === space && startsCell
    startsCell = quotes && (byte === delimiter || byte === cr || isSpace)
  }
  yield [start, record.length]
}

/** How many cells are looked at to find the format and the columns. */
const sampledCells = 50_000

/**
 * The first records that hold something, at most `limit`, as trimmed cells. A
 * last record without its end counts only when the sample `isWhole`.
 */
export function firstRecords(
  sample: Buffer,
  dialect: Dialect,
  isWhole: boolean,
  limit: number
): string[][] {
  const records: string[][] = []
  let cells: string[] = []
  let ofRecord = dialect
  let at = statedDelimiter(sample) === undefined ? 0 : sample.indexOf(lf) + 1
  let left = sampledCells
  while (at < sample.length && records.length < limit && left > 0) {
    left--
    if (cells.length === 0) {
      const found = sample.indexOf(lf, at)
      const lineEnd = found < 0 ? sample.length : found
      const quotes = quotesCount(sample, at, lineEnd, dialect, isWhole) ?? false
      ofRecord = { ...dialect, quotes }
    }
    const end = endOfCell(sample, at, ofRecord)
    if (end === undefined || end === strayQuote) break
    if (end === sample.length && !isWhole) break
    cells.push(trimCell(sample.toString('utf8', at, Math.min(end, at + 2048))))
    at = end + 1
    if (end < sample.length && sample[end] !== lf) continue
    if (cells.some(cell => cell !== '')) records.push(cells)
    cells = []
  }
  // One line that goes on beyond the sample: its whole cells.
  if (records.length === 0 && cells.length > 0) records.push(cells)
  return records
}
