// Where the cells of a delimited record end, and the first records of a file as text.
import { trimCell } from './judge.js'

const lf = 0x0a
const space = 0x20
const quote = 0x22

export interface Dialect {
  /** What separates cells, as a byte. */
  delimiter: number
  /** Whether cells may be quoted. */
  quotes: boolean
}

/**
 * Index of the delimiter or line feed behind the cell that starts at `at`, or
 * the length of `bytes`; undefined when a quote is not closed in them. What
 * stands between a closing quote and the delimiter belongs to the cell.
 */
export function endOfCell(
  bytes: Buffer,
  at: number,
  { delimiter, quotes }: Dialect
): number | undefined {
  let end = at
  if (quotes) {
    if (delimiter !== space) while (bytes[end] === space) end++
    if (bytes[end] === quote) {
      const close = closingQuote(bytes, end)
      if (close === undefined) return undefined
      end = close + 1
    }
  }
  while (end < bytes.length && bytes[end] !== delimiter && bytes[end] !== lf)
    end++
  return end
}

/**
 * The delimiter that the first line names, as files made for Excel do
 * (`sep=;`); undefined when it is another line. `bytes` start with the file.
 */
export function statedDelimiter(bytes: Uint8Array): number | undefined {
  const start = Buffer.from(bytes.subarray(0, 16)).toString('latin1')
  return /^"?sep=([^\w\s"]|\t)"?(?:\r?\n|$)/i.exec(start)?.[1]?.charCodeAt(0)
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
  let at = statedDelimiter(sample) === undefined ? 0 : sample.indexOf(lf) + 1
  while (at < sample.length && records.length < limit) {
    const end = endOfCell(sample, at, dialect)
    if (end === undefined || (end === sample.length && !isWhole)) break
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
