// Joins the row files of the parts: rows byte for byte, blank lines dropped, LF, under the final name only when whole.
import { open, rename, rm, type FileHandle } from 'node:fs/promises'
import { Failure } from '../failure.js'
import { bytes as size, printable } from '../text.js'
import type { RowReader } from './row.js'

export interface PartRows {
  /** 1-based, for messages. */
  part: number
  path: string
}

/** What is done with every row, while the reader holds it. */
export interface RowSteps {
  row(): void
  /** After each stretch of at most `chunkLength` bytes. */
  breathe(): Promise<void>
}

const lineFeed = 0x0a
const carriageReturn = 0x0d

const chunkLength = 1 << 20

/** Real rows have about 150 bytes. */
const longestRow = 1 << 20

/**
 * Reads all rows of the parts and writes them to `resultsPath`.
 *
 * @throws Failure `results-corrupt` at a row that is no whole JSON object
 */
export async function joinRows(
  parts: readonly PartRows[],
  resultsPath: string,
  reader: RowReader,
  steps: RowSteps
): Promise<void> {
  const temporary = `${resultsPath}.${process.pid}.tmp`
  try {
    const output = await open(temporary, 'w')
    try {
      for (const part of parts) await copyRows(part, output, reader, steps)
    } finally {
      await output.close()
    }
    await rename(temporary, resultsPath)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
}

async function copyRows(
  { part, path }: PartRows,
  output: FileHandle,
  reader: RowReader,
  steps: RowSteps
): Promise<void> {
  const input = await open(path, 'r')
  // Room for the rest of the stretch before, a chunk, a line feed and the byte that ends every scan.
  let current = Buffer.alloc(longestRow + chunkLength + 2)
  let spare = Buffer.alloc(current.length)
  let writing: Promise<unknown> = Promise.resolve()
  let rest = 0
  let line = 1
  try {
    for (;;) {
      const { bytesRead } = await input.read(current, rest, chunkLength)
      let end = rest + bytesRead
      const last = bytesRead === 0
      if (last) current[end++] = lineFeed
      current[end] = 0
      const stretch = readStretch(current, end, reader, steps, { part, line })
      line = stretch.line
      await writing
      writing = writeAll(output, current, stretch.kept)
      // Its failure is seen where it is awaited.
      writing.catch(() => undefined)
      rest = end - stretch.read
      if (last) break
      if (rest > longestRow) throw tooLong(part, line)
      current.copy(spare, 0, stretch.read, end)
      ;[current, spare] = [spare, current]
      await steps.breathe()
    }
    await writing
    await steps.breathe()
  } finally {
    await writing.catch(() => undefined)
    await input.close()
  }
}

/** How far a stretch was read, and how many bytes at its front are to be written. */
interface Stretch {
  read: number
  kept: number
  line: number
}

/** Reads the whole lines of `bytes[0..end)`, and moves those that are kept to the front. */
function readStretch(
  bytes: Buffer,
  end: number,
  reader: RowReader,
  steps: RowSteps,
  place: { part: number; line: number }
): Stretch {
  let { line } = place
  let at = 0
  let kept = 0
  let unmoved = 0
  const leaveOut = (from: number, to: number) => {
    if (kept !== unmoved) bytes.copyWithin(kept, unmoved, from)
    kept += from - unmoved
    unmoved = to
  }
  while (at < end) {
    const scanned = reader.scan(bytes, at)
    if (scanned !== -1 && bytes[scanned] === lineFeed) {
      steps.row()
      at = scanned + 1
      line++
      continue
    }
    const feed = bytes.indexOf(lineFeed, at)
    if (feed === -1 || feed >= end) break
    const rowEnd =
      feed > at && bytes[feed - 1] === carriageReturn ? feed - 1 : feed
    if (isBlank(bytes, at, rowEnd)) leaveOut(at, feed + 1)
    else {
      const row = bytes.subarray(at, rowEnd)
      if (scanned !== rowEnd && !reader.parse(row))
        throw notAnObject(place.part, line, row)
      steps.row()
      leaveOut(rowEnd, feed)
    }
    at = feed + 1
    line++
  }
  leaveOut(at, at)
  return { read: at, kept, line }
}

function isBlank(bytes: Buffer, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    const byte = bytes[at]
    if (byte !== 0x20 && byte !== 0x09 && byte !== carriageReturn) return false
  }
  return true
}

async function writeAll(
  output: FileHandle,
  bytes: Buffer,
  length: number
): Promise<void> {
  let written = 0
  while (written < length)
    written += (await output.write(bytes, written, length - written))
      .bytesWritten
}

function notAnObject(part: number, line: number, row: Buffer): Failure {
  return corrupt(
    `Line ${line} of the results of part ${part} is not one whole JSON object; it starts with ${beginning(row)}.`
  )
}

function tooLong(part: number, line: number): Failure {
  return corrupt(
    `Line ${line} of the results of part ${part} is longer than ${size(longestRow)}.`
  )
}

function corrupt(what: string): Failure {
  return new Failure('results-corrupt', {
    what,
    why: 'The download passed its checks, so X stored these results like this, or something between X and the runner changed them.',
    fix: 'Run the workflow again: the results are downloaded anew. If it happens again, the job must be made anew at X.'
  })
}

/** Enough to tell an error page from a torn row; digits are hidden, for they may be an ID. */
function beginning(row: Buffer): string {
  const start = row.subarray(0, 32).toString('utf8').replace(/\d/g, '#')
  return `“${printable(start, 24)}”`
}
