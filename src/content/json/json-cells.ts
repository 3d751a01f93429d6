// Values of JSON records, kept until the record has proved to be whole.
import type { CellFault } from '../cell.js'

/** What of a value is kept: enough to judge an ID and to show the start of anything else. */
export const cellLength = 96

/** Findings of one record are held back until it has proved to be whole, up to this many. */
export const mostHeldBack = 10_000

const backslash = 0x5c
/** Ends what is cut, so that it is no ID. */
const cutMark = '\u2026'
const cutMarkLength = Buffer.byteLength(cutMark)

/** Copies of values, with their lines, or faults. */
export class HeldBack {
  bytes = new Uint8Array(64 * cellLength)
  readonly #ends: number[] = []
  readonly #lines: number[] = []
  readonly #faults: (CellFault | undefined)[] = []

  get length(): number {
    return this.#ends.length
  }

  add(cell: Cell): void {
    const start = this.#ends.length * cellLength
    if (start + cellLength > this.bytes.length) {
      const larger = new Uint8Array(2 * this.bytes.length)
      larger.set(this.bytes)
      this.bytes = larger
    }
    for (let i = 0; i < cell.length; i++)
      this.bytes[start + i] = cell.bytes[i] ?? 0
    this.#ends.push(start + cell.length)
    this.#lines.push(cell.line)
    this.#faults.push(undefined)
  }

  addFault(fault: CellFault, line: number): void {
    this.#ends.push(0)
    this.#lines.push(line)
    this.#faults.push(fault)
  }

  startOf(index: number): number {
    return index * cellLength
  }

  endOf(index: number): number {
    return this.#ends[index] ?? 0
  }

  lineAt(index: number): number {
    return this.#lines[index] ?? 0
  }

  faultAt(index: number): CellFault | undefined {
    return this.#faults[index]
  }

  clear(): void {
    this.#ends.length = 0
    this.#lines.length = 0
    this.#faults.length = 0
  }
}

/** A copy of a value. */
export class Cell {
  readonly bytes = Buffer.alloc(cellLength)
  length = 0
  line = 0
  /** How sure its key is; 0 for no value yet. */
  rank = 0

  set(bytes: Buffer, start: number, end: number, line: number): void {
    this.line = line
    this.length = end - start
    let isPlain = this.length <= cellLength
    for (let i = start; isPlain && i < end; i++) {
      const byte = bytes[i] ?? 0
      isPlain = byte !== backslash
      this.bytes[i - start] = byte
    }
    if (!isPlain) this.#setText(decodeString(bytes, start, end).trim())
  }

  /** Takes the value where its key ranks higher than that of the value at hand. */
  offer(
    rank: number | undefined,
    bytes: Buffer,
    start: number,
    end: number,
    line: number
  ): void {
    if (rank === undefined || rank <= this.rank || isNull(bytes, start, end))
      return
    this.rank = rank
    this.set(bytes, start, end, line)
  }

  #setText(text: string): void {
    this.length = Buffer.byteLength(text)
    if (this.length <= cellLength) this.bytes.write(text)
    else {
      const cut = this.bytes.write(text, 0, cellLength - cutMarkLength)
      this.length = cut + this.bytes.write(cutMark, cut)
    }
  }
}

/** The start of a string that is longer than any ID. */
export function cutString(bytes: Buffer, start: number): Buffer {
  return Buffer.concat([
    bytes.subarray(start, start + cellLength),
    Buffer.from(cutMark)
  ])
}

/** The text of a JSON string, without its quotes. */
export function decodeString(
  bytes: Buffer,
  start: number,
  end: number
): string {
  const raw = bytes.toString('utf8', start, end)
  try {
    return String(JSON.parse(`"${raw}"`))
  } catch {
    return raw
  }
}

function isNull(bytes: Buffer, start: number, end: number): boolean {
  return (
    end === start ||
    (end - start === 4 && bytes.toString('latin1', start, end) === 'null')
  )
}
