// Reads plain text: one ID a line, or a list of IDs on lines of any length.
import { isSpace, type CellParser } from '../cell.js'
import { PlainLines } from './plain-lines.js'
import { Reader } from '../reader.js'

const lf = 0x0a
const cr = 0x0d

/** A cell that goes on beyond this is no ID, wherever the pieces of the file end, and is not kept. */
const longestCell = 1 << 16

export interface TextShape {
  format: 'text'
  /** What separates IDs on one line, as a byte, beside the end of the line. */
  separator: number | undefined
  /** Whether the first line that holds something is a header. */
  hasHeader: boolean
  /** A letter that stands before the digits of every ID. */
  prefix: string
}

export class TextReader extends Reader {
  readonly #parser: CellParser
  readonly #separator: number
  #skipsCell: boolean
  #line = 1
  #isTooLong = false

  constructor(parser: CellParser, shape: TextShape) {
    super()
    this.#parser = parser
    parser.prefix = shape.prefix
    this.#separator = shape.separator ?? lf
    this.#skipsCell = shape.hasHeader
  }

  protected override read(bytes: Buffer, isLast: boolean): number {
    const plainLines = new PlainLines(bytes, this.#separator)
    const end = bytes.length
    let at = 0
    while (at < end) {
      if (!this.#isTooLong && isSpace(bytes[at])) {
        if (bytes[at] === lf) this.#line++
        at++
        continue
      }
      if (!this.#isTooLong && !this.#skipsCell) {
        const { ids, lines, next } = plainLines.read(at)
        this.#parser.acceptAll(ids)
        this.#line += lines
        at = next
        if (ids.length > 0) continue
      }
      let cellEnd = at
      while (!this.#endsCell(bytes[cellEnd] ?? lf)) cellEnd++
      if (cellEnd === end && !isLast) return this.#unfinished(bytes, at)
      if (this.#isTooLong) this.#isTooLong = false
      else if (cellEnd === end && !this.#skipsCell)
        this.#parser.parseLast(bytes, at, cellEnd, this.#line)
      else this.#cell(bytes, at, cellEnd, cellEnd - at > longestCell)
      if (bytes[cellEnd] === lf) this.#line++
      at = cellEnd + 1
    }
    return end
  }

  /** Where reading goes on when more is there; a cell that is too long for an ID is not kept. */
  #unfinished(bytes: Uint8Array, at: number): number {
    if (bytes.length - at <= longestCell) return at
    if (!this.#isTooLong) this.#cell(bytes, at, bytes.length, true)
    this.#isTooLong = true
    return bytes.length
  }

  #endsCell(byte: number): boolean {
    return byte === lf || byte === cr || byte === this.#separator
  }

  #cell(
    bytes: Uint8Array,
    start: number,
    end: number,
    isTooLong: boolean
  ): void {
    if (this.#skipsCell) this.#skipsCell = false
    else {
      const stop = Math.min(end, start + longestCell)
      this.#parser.parse(bytes, start, stop, this.#line, isTooLong)
    }
  }
}
