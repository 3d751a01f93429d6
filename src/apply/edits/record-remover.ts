// Takes whole records out of a stream of JSON: lines with their ends, elements of an array with their commas.
import type { JsonRecords } from '../../content/json/json-records.js'
import type { EditSink } from './edit.js'
import type { Splice } from './json-cuts.js'

const lf = 0x0a

export class RecordRemover {
  readonly #sink: EditSink
  readonly #records: JsonRecords
  #length = 0
  /** The record that goes, as a part of what is cut when the next one comes. */
  #pending: { start: number; end: number } | undefined
  /** The array that the last record was an element of; 0 for none. */
  #array = 0
  /** Behind the last element that stays, or the start of the array. */
  #keptEnd = 0
  #endOfStream: number | undefined

  constructor(sink: EditSink, records: JsonRecords) {
    this.#sink = sink
    this.#records = records
  }

  /** More of the stream was read. */
  fed(length: number): void {
    this.#length += length
  }

  /** The record at hand stays, but for these splices, in positions of the record. */
  kept(splices: readonly Splice[]): void {
    this.#begin()
    const { tokenizer } = this.#records
    const { offset } = tokenizer
    if (this.#pending && this.#array > 0)
      this.#splice(this.#pending.start, offset)
    this.#pending = undefined
    for (const { start, end, text } of splices)
      this.#sink.splice(offset + start, offset + end, text)
    this.#keptEnd = offset + tokenizer.length
  }

  /** The record at hand goes. */
  gone(): void {
    this.#begin()
    const { tokenizer } = this.#records
    const { offset, lineStart } = tokenizer
    const end = offset + tokenizer.length
    const isLine = this.#records.isLines === true
    if (isLine && this.#array === 0) {
      const { rest } = tokenizer
      const feed = rest.indexOf(lf)
      if (feed >= 0 && rest.toString('latin1', 0, feed).trim() === '') {
        this.#splice(lineStart, end + feed + 1)
        return
      }
    }
    // What is cut depends on the next one.
    tokenizer.hold()
    if (this.#array > 0 && this.#pending) this.#pending.end = end
    else this.#pending = { start: isLine ? lineStart : offset, end }
  }

  /** A line is broken: what stood before on it stays, too. */
  broken(): void {
    this.#endTopLevel(undefined)
  }

  /** Another file begins at this offset. */
  joined(at: number): void {
    if (this.#array > 0) this.#endArray()
    else this.#endTopLevel(at)
    this.#array = 0
  }

  end(): void {
    this.#endOfStream = this.#length
    if (this.#array > 0) this.#endArray()
    else this.#endTopLevel(this.#length)
  }

  /** Ends what went before the record at hand. */
  #begin(): void {
    const { tokenizer } = this.#records
    const { array } = tokenizer
    if (this.#array > 0) {
      if (array !== this.#array) this.#endArray()
    } else this.#endTopLevel(tokenizer.offset)
    if (array !== this.#array && array > 0)
      this.#keptEnd = tokenizer.arrayStart + 1
    this.#array = array
  }

  /** Behind the last element that stays nothing does, a comma neither. */
  #endArray(): void {
    if (this.#pending) this.#splice(this.#keptEnd, this.#pending.end)
    this.#pending = undefined
  }

  /** Cuts a line with its end, or a value with what stands before `next`. */
  #endTopLevel(next: number | undefined): void {
    if (!this.#pending) return
    const { start, end } = this.#pending
    const until = this.#records.isLines
      ? (this.#records.tokenizer.lineEndBehind(end) ?? this.#endOfStream)
      : next
    if (until !== undefined) this.#splice(start, until)
    this.#pending = undefined
  }

  #splice(start: number, end: number): void {
    if (end > start) this.#sink.splice(start, end, '')
  }
}
