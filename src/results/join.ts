// Joins the row files of the parts: rows byte for byte, blank lines dropped, LF, under the final name only when whole.
import { quote, say, type Message } from '../lib/message.js'
import { randomBytes } from 'node:crypto'
import { open, rename, rm, type FileHandle } from 'node:fs/promises'
import { Failure } from '../lib/failure.js'
import { bytes as size } from '../lib/text.js'
import type { RowReader } from './row.js'
import { longestSegment } from './segments.js'

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
  // A name that nobody can have put a link at.
  const temporary = `${resultsPath}.${randomBytes(8).toString('hex')}.tmp`
  try {
    const output = await open(temporary, 'wx')
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

/** Buffers that go round: one is being read into, one looked at, one written. */
const ringLength = 3

async function copyRows(
  { part, path }: PartRows,
  output: FileHandle,
  reader: RowReader,
  steps: RowSteps
): Promise<void> {
  const input = await open(path, 'r')
  // Each has room in front for the rest of the stretch before, and behind for a line feed, the byte that ends every scan and what a comparison looks at past it.
  const ring = Array.from({ length: ringLength }, () => ({
    bytes: Buffer.alloc(longestRow + chunkLength + 2 + longestSegment),
    written: Promise.resolve()
  }))
  const [first] = ring
  if (!first) return
  const read = (into: Buffer) => {
    const reading = input.read(into, longestRow, chunkLength)
    // A failure is seen where it is awaited, which may be later.
    reading.catch(() => undefined)
    return reading
  }
  let current = first
  let reading = read(current.bytes)
  let writing = Promise.resolve()
  let rest = 0
  let line = 1
  try {
    for (let turn = 1; ; turn++) {
      const { bytes } = current
      const { bytesRead } = await reading
      const last = bytesRead === 0
      const next = ring[turn % ringLength] ?? first
      await next.written
      if (!last) reading = read(next.bytes)

      const start = longestRow - rest
      let end = longestRow + bytesRead
      if (last) bytes[end++] = lineFeed
      bytes[end] = 0
      const stretch = readStretch(bytes, start, end, reader, steps, {
        part,
        line
      })
      line = stretch.line
      const kept = bytes.subarray(start, stretch.keptTo)
      writing = writing.then(() => writeAll(output, kept))
      writing.catch(() => undefined)
      current.written = writing
      if (last) break
      rest = end - stretch.readTo
      if (rest > longestRow) throw tooLong(part, line)
      bytes.copy(next.bytes, longestRow - rest, stretch.readTo, end)
      current = next
      await steps.breathe()
    }
    await writing
    await steps.breathe()
  } finally {
    await Promise.allSettled([reading, writing])
    await input.close()
  }
}

interface Stretch {
  /** Before the first line that is not whole. */
  readTo: number
  /** The end of what is to be written. */
  keptTo: number
  /** The number of the next line. */
  line: number
}

/** Reads the whole lines of `bytes[start..end)`, and moves those that are kept to the front. */
function readStretch(
  bytes: Buffer,
  start: number,
  end: number,
  reader: RowReader,
  steps: RowSteps,
  place: { part: number; line: number }
): Stretch {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  let { line } = place
  let at = start
  let keptTo = start
  let unmoved = start
  const leaveOut = (from: number, to: number) => {
    if (keptTo !== unmoved) bytes.copyWithin(keptTo, unmoved, from)
    keptTo += from - unmoved
    unmoved = to
  }
  while (at < end) {
    const scanned = reader.scan(bytes, view, at)
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
  return { readTo: at, keptTo, line }
}

function isBlank(bytes: Buffer, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    const byte = bytes[at]
    if (byte !== 0x20 && byte !== 0x09 && byte !== carriageReturn) return false
  }
  return true
}

async function writeAll(output: FileHandle, bytes: Buffer): Promise<void> {
  let written = 0
  while (written < bytes.length)
    written += (await output.write(bytes, written)).bytesWritten
}

function notAnObject(part: number, line: number, row: Buffer): Failure {
  return corrupt(
    say`Line ${line} of the results of part ${part} is not one whole JSON object; it starts with ${beginning(row)}.`
  )
}

function tooLong(part: number, line: number): Failure {
  return corrupt(
    say`Line ${line} of the results of part ${part} is longer than ${size(longestRow)}.`
  )
}

function corrupt(what: Message): Failure {
  return new Failure('results-corrupt', {
    what,
    why: say`The download passed its checks, so X stored these results like this, or something between X and the runner changed them.`,
    fix: say`Run the workflow again: the results are downloaded anew. If it happens again, the job must be made anew at X.`
  })
}

/** Enough to tell an error page from a torn row; digits are hidden, for they may be an ID. */
function beginning(row: Buffer): { quote: string } {
  const start = row.subarray(0, 32).toString('utf8').replace(/\d/g, '#')
  return quote(start, 24)
}
