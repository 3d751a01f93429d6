// Tells rows whose cells have moved from good ones: the same for the check and for `apply`.
import { trimCell, type InvalidReason } from '../cell.js'
import type { IdColumn, TableColumns } from './columns.js'
import type { Dialect, Span } from './csv-dialect.js'

const cr = 0x0d
const space = 0x20
const quote = 0x22

/** Digits of numbers that are as long as IDs of today. */
export const longDigits = 12

/** Why the cell of a row is not that of its column; undefined where it is. */
export function reasonOfRow(
  record: Buffer,
  cell: Span | undefined,
  width: number,
  column: IdColumn,
  shape: TableColumns & Dialect
): InvalidReason | undefined {
  if (cell === undefined)
    return shape.width !== undefined && width !== shape.width && width > 1
      ? 'wrong number of cells'
      : 'column missing'
  return (
    reasonBehind(record, cell, column, shape.delimiter) ??
    reasonOfWidth(record, cell, width, column, shape)
  )
}

/**
 * A row of another width than the table counts only where its cell is like
 * the others, and no other column of such numbers can have moved there. X's own
 * archive of before 2018 leaves last cells out, and quotes all others.
 */
function reasonOfWidth(
  record: Buffer,
  cell: Span,
  width: number,
  { index, isLong }: IdColumn,
  { width: expected, longColumns, delimiter }: TableColumns & Dialect
): InvalidReason | undefined {
  if (expected === undefined || width === expected) return undefined
  const isMore = width > expected
  if (isMore && endsOpen(record, width - expected, delimiter)) return undefined
  const isFirst = index === 0
  const text = textAt(record, cell)
  const isQuoted = record[cell[0]] === quote && /^\d{8,19}$/.test(text)
  const isAlike = isLong
    ? /\d{12}/.test(text)
    : // Nothing stands before the first cell that could move another there.
      isFirst && isMore
  if (isFirst && isQuoted) return undefined
  const mayHaveMoved =
    index > 0 &&
    longColumns.some(other => (isMore ? other < index : other > index))
  return isAlike && !mayHaveMoved ? undefined : 'wrong number of cells'
}

/** Whether the last `cells` cells of a record are empty. */
function endsOpen(record: Buffer, cells: number, delimiter: number): boolean {
  let left = cells
  for (let at = record.length - 1; at >= 0 && left > 0; at--) {
    const byte = record[at]
    if (byte === delimiter) left--
    else if (byte !== cr && byte !== space) return false
  }
  return left === 0
}

/** What is wrong with an ID because of the cells behind it. */
function reasonBehind(
  record: Buffer,
  [start, end]: Span,
  { isLast }: IdColumn,
  delimiter: number
): InvalidReason | undefined {
  if (end === record.length) return undefined
  if (end - start > 2 && !isLast) return undefined
  const text = record.toString('latin1', start, start + longestBehind)
  if (/^ ?\d,\d+e\+?\d/i.test(text)) return 'scientific notation'
  const [, ...behind] = text.split(String.fromCharCode(delimiter))
  return isLast && behind.some(cell => isDigits(trimCell(cell)))
    ? 'more cells than the header'
    : undefined
}

/** What is looked at behind a cell; a list of IDs shows in less. */
const longestBehind = 4096

/** No cell of one ID or address is longer. */
const longestOfOne = 2048

/**
 * A cell, trimmed; empty where there is none.
 *
 * @param most bytes of it that are looked at
 */
export function textAt(
  row: Buffer,
  cell: Span | undefined,
  most = longestOfOne
): string {
  if (cell === undefined) return ''
  const [start, end] = cell
  return trimCell(row.toString('utf8', start, Math.min(end, start + most)))
}

export function isDigits(cell: string): boolean {
  return /^\d+(e\+?\d+)?$/i.test(cell)
}
