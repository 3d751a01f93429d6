// Reads the lines of a text that are an ID and nothing else, which is nearly all of them in most files.
import { Kernel, type IdChunk } from '../../kernel/index.js'

/** How many IDs are read at a time. */
const mostIds = 1 << 16

/** The kernel looks so far ahead of the start of a line. */
const slack = 24

let kernel: Kernel | undefined

/** Reads from a text in the memory of the kernel, until another one is begun. */
export class PlainLines {
  readonly #kernel: Kernel
  readonly #separator: number
  /** The text starts behind the IDs. */
  readonly #start = 8 * mostIds
  readonly #end: number
  readonly #ids: IdChunk

  /** `separator` is a byte that ends an ID beside a line end. */
  constructor(bytes: Uint8Array, separator: number) {
    this.#kernel = kernel ??= new Kernel()
    this.#separator = separator
    this.#end = this.#start + bytes.length
    const memory = this.#kernel.memory(this.#end + slack)
    memory.set(bytes, this.#start)
    this.#ids = new BigUint64Array(memory.buffer, 0, mostIds)
  }

  /** Reads from the byte `at` on, up to the first line that is anything else, or has no end. */
  read(at: number): { ids: IdChunk; lines: number; next: number } {
    const { run } = this.#kernel
    const next = run.readLines(
      this.#start + at,
      this.#end,
      this.#separator,
      0,
      mostIds
    )
    return {
      ids: this.#ids.subarray(0, run.idsRead.value),
      lines: run.linesPassed.value,
      next: next - this.#start
    }
  }
}
