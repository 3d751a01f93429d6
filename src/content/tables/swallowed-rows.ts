// Finds whole rows inside a quoted cell: a text that starts with a quote, in a file whose writer knows no quotes, takes in all rows up to the next text that ends with one.
import { idIn } from '../cell.js'
import type { TableColumns } from './columns.js'
import { cellsOf, type Dialect, type Span } from './csv-dialect.js'
import { textAt } from './row-checks.js'

const lf = 0x0a
const cr = 0x0d
const quote = 0x22

/** Numbers of fewer digits are years, prices and the like. */
const fewestDigits = 5

export interface SwallowedRow {
  /** From 0, of the record. */
  line: number
  /** How many lines the record has. */
  lines: number
  /** The start of that line. */
  shown: string
  /** Whether no text of a program that knows quotes can be so, but one that is made of rows. */
  isCertain: boolean
}

/**
 * The first line of a record, beside the one that holds its own ID, that looks
 * like a row without quotes: the cell of the ID column holds an ID with as many
 * digits as the others have. A quoted text may hold one by chance; where the
 * first line of the record and the last one look like rows as well, all of it
 * is rows. Small numbers count only where each line is as wide as the table,
 * digits without quotes not where the own ID has them, and addresses of posts,
 * which stand in texts, only where the own ID is one.
 */
export function findSwallowed(
  record: Buffer,
  shape: TableColumns & Dialect,
  isHeader: boolean
): SwallowedRow | undefined {
  const feed = record.indexOf(lf)
  const firstCr = record.indexOf(cr)
  const firstEnd = feed < 0 || (firstCr >= 0 && firstCr < feed) ? firstCr : feed
  if (firstEnd < 0 || !mayHoldRow(record, firstEnd, shape, isHeader))
    return undefined
  const own = isHeader ? [] : startsOfIds(record, shape)
  const areQuoted = own.length > 0 && own.every(at => record[at] === quote)
  const areUrls = isHeader || own.some(at => isUrl(record, at))
  const expected = { shape, areQuoted, areUrls }
  const isSmall = shape.columns.every(({ digits }) => digits < fewestDigits)
  let found: { line: number; shown: string } | undefined
  let lines = 0
  let isFirstRow = false
  let isLastRow = false
  let areAllRows = true
  for (const [start, end] of linesOf(record)) {
    isLastRow = looksLikeRow(record.subarray(start, end), expected)
    areAllRows &&= isLastRow
    if (lines === 0) isFirstRow = isLastRow
    if (isLastRow && !own.some(at => at >= start && at <= end))
      found ??= { line: lines, shown: record.toString('utf8', start, end) }
    lines++
  }
  if (found === undefined || (isSmall && !areAllRows)) return undefined
  return { ...found, lines, isCertain: isHeader || (isFirstRow && isLastRow) }
}

function* linesOf(record: Buffer): Generator<Span> {
  let start = 0
  for (let at = 0; at < record.length; at++) {
    const byte = record[at]
    if (byte !== lf && byte !== cr) continue
    yield [start, at]
    if (byte === cr && record[at + 1] === lf) at++
    start = at + 1
  }
  yield [start, record.length]
}

/** Where the IDs of a record start, cut by its quotes. */
function startsOfIds(record: Buffer, shape: TableColumns & Dialect): number[] {
  const { cells } = cellsOf(record, { ...shape, quotes: true }, limitOf(shape))
  return shape.columns.flatMap(({ index }) => cells[index]?.[0] ?? [])
}

/** Whether a cell that starts there holds an address, with a quote before it or not. */
function isUrl(bytes: Buffer, at: number): boolean {
  return /^["\s]{0,9}(https?:|(www\.)?(twitter|x)\.com)/i.test(
    bytes.toString('latin1', at, at + 30)
  )
}

interface Expected {
  shape: TableColumns & Dialect
  /** Whether IDs stand in quotes, and as addresses of posts. */
  areQuoted: boolean
  areUrls: boolean
}

function looksLikeRow(
  line: Buffer,
  { shape, areQuoted, areUrls }: Expected
): boolean {
  const plain = { delimiter: shape.delimiter, quotes: false }
  const { cells, width } = cellsOf(line, plain, limitOf(shape))
  if (width < 2 && shape.width !== 1) return false
  return shape.columns.some(({ index, digits, prefix }) => {
    const cell = cells[index]
    if (areQuoted && cell && line[cell[0]] !== quote) return false
    if (!areUrls && cell && isUrl(line, cell[0])) return false
    const found = digitsOf(textAt(line, cell), prefix)
    return (
      (found >= digits && digits >= fewestDigits) ||
      (found >= Math.min(digits, fewestDigits) && width === shape.width)
    )
  })
}

/** Whether digits stand where they may be the ID of another row: not those of the own ID in front. Few texts have any. */
function mayHoldRow(
  record: Buffer,
  firstEnd: number,
  { columns }: TableColumns,
  isHeader: boolean
): boolean {
  const isInFront = !isHeader && columns.every(({ index }) => index === 0)
  const fewest = Math.min(fewestDigits, ...columns.map(({ digits }) => digits))
  return hasDigits(record, isInFront ? firstEnd : 0, fewest)
}

/** Whether so many digits stand one behind the other, from a place on. */
function hasDigits(bytes: Buffer, start: number, count: number): boolean {
  let run = 0
  for (let at = start; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0
    run = byte >= 0x30 && byte <= 0x39 ? run + 1 : 0
    if (run >= count) return true
  }
  return false
}

function limitOf({ columns }: TableColumns): number {
  return Math.max(...columns.map(({ index }) => index)) + 1
}

/** Of the ID in a cell; 0 where there is none. */
function digitsOf(cell: string, prefix: string): number {
  for (const type of ['tweets', 'users'] as const) {
    const found = idIn(cell, type, prefix)
    if ('id' in found) return found.id.length
  }
  return 0
}
