// Whether a file holds whole result rows: JSON objects with an ID, one a line.
import { createReadStream } from 'node:fs'

/** Longer than any row by far; a file without line ends must not fill the memory. */
const longestRow = 1_000_000

const lineFeed = 10

/**
 * Whether every line of a file that is not blank is a JSON object with an
 * `id`, the last one included. A problem body that came with status 200 is
 * none, and must not pass for "nothing to report".
 */
export async function holdsRows(
  path: string,
  signal: AbortSignal
): Promise<boolean> {
  let rest: Buffer = Buffer.alloc(0)
  const chunks: AsyncIterable<Buffer> = createReadStream(path, {
    highWaterMark: 1024 * 1024
  })
  for await (const chunk of chunks) {
    signal.throwIfAborted()
    const bytes = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk
    const end = bytes.lastIndexOf(lineFeed)
    if (!areRows(bytes.subarray(0, Math.max(end, 0)))) return false
    rest = bytes.subarray(end + 1)
    if (rest.length > longestRow) return false
  }
  return areRows(rest)
}

function areRows(bytes: Buffer): boolean {
  return bytes.toString().split('\n').every(isRow)
}

function isRow(line: string): boolean {
  const text = line.trim()
  if (text === '') return true
  if (!text.startsWith('{')) return false
  try {
    return 'id' in (JSON.parse(text) as object)
  } catch {
    return false
  }
}
