// Result rows as X writes them, read in the kernel; a line of another form is handed out as it is.
import { Kernel } from './index.js'

/** 32-bit words of a row: the low and the high half of its ID; its reason and, above 16 bits, its action; its year. */
export const rowWords = 4

// The memory of the kernel: words, a word that is added, rows, and behind them the bytes.
const wordsAt = 1024
const newWordAt = 2048
const rowsAt = 4096
const mostRows = 4096
const bytesAt = rowsAt + 4 * rowWords * mostRows

/** Readable bytes that the kernel needs behind the last one. */
const margin = 32

/** Longest text of a word, in bytes. */
const longestWord = 16

/**
 * Cuts a stream of bytes into stretches of rows, and the lines between them.
 *
 *     scanner.feed(chunk)
 *     while ((found = scanner.next()) !== 'more') …
 *     scanner.end() // and the same loop once more
 *
 * What is at hand is valid until `next` or `feed` is called.
 */
export class RowScanner {
  readonly #kernel = new Kernel()
  #memory = this.#kernel.memory(bytesAt + margin)
  #rows = this.#rowsView()
  #from = bytesAt
  #at = bytesAt
  /** Behind the last line feed. */
  #whole = bytesAt
  #end = bytesAt
  #isLast = false
  #passed = 0

  constructor() {
    this.#kernel.run.setRowWords(wordsAt)
  }

  /** The rows at hand, of `rowWords` words each. */
  get rows(): Uint32Array {
    return this.#rows
  }

  /** How many rows are at hand. */
  get count(): number {
    return this.#kernel.run.rowsRead.value
  }

  /** The lines at hand. */
  get lines(): Buffer {
    return Buffer.from(this.#memory.buffer, this.#from, this.#at - this.#from)
  }

  /** Whether a line feed alone ends each line of the stretch at hand. */
  get isPlain(): boolean {
    return this.#kernel.run.rowsArePlain.value !== 0
  }

  /** The number of the last line at hand, from 1 on. */
  get line(): number {
    return this.#passed
  }

  /** Bytes behind the last line feed, of a line that goes on. */
  get open(): number {
    return this.#end - this.#at
  }

  /** Makes a word known, under a number of 1 to 65535; rows with others are handed out as lines. */
  addWord(field: 'reason' | 'action', text: string, number: number): void {
    if (text.length > longestWord || !/^[\x20-\x7e]+$/.test(text)) return
    this.#memory.set(Buffer.from(text, 'latin1'), newWordAt)
    const { run } = this.#kernel
    run.addRowWord(field === 'action', newWordAt, text.length, number)
  }

  /** Adds bytes, which are copied. */
  feed(chunk: Uint8Array): void {
    this.#memory.copyWithin(bytesAt, this.#at, this.#end)
    this.#end -= this.#at - bytesAt
    this.#from = this.#at = bytesAt
    const length = this.#end + chunk.length + margin
    if (length > this.#memory.length) {
      this.#memory = this.#kernel.memory(Math.ceil(1.5 * length))
      this.#rows = this.#rowsView()
    }
    this.#memory.set(chunk, this.#end)
    const feed = chunk.lastIndexOf(0x0a)
    if (feed >= 0) this.#whole = this.#end + feed + 1
    else this.#whole = bytesAt
    this.#end += chunk.length
  }

  /** No more bytes will come. */
  end(): void {
    this.#isLast = true
  }

  /** Goes on to the next stretch of rows, to a single other line, or to the end of what was fed. */
  next(): 'rows' | 'line' | 'more' {
    const { run } = this.#kernel
    this.#from = this.#at
    if (this.#at < this.#whole) {
      this.#at = run.readRows(this.#at, this.#whole, rowsAt, mostRows)
      if (this.#at > this.#from) {
        this.#passed += run.rowsRead.value
        return 'rows'
      }
      this.#at = this.#memory.indexOf(0x0a, this.#from) + 1
    } else if (this.#isLast) this.#at = this.#end
    if (this.#at === this.#from) return 'more'
    this.#passed++
    return 'line'
  }

  #rowsView(): Uint32Array {
    return new Uint32Array(this.#memory.buffer, rowsAt, rowWords * mostRows)
  }
}
