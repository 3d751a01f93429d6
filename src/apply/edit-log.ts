// The edits of one file on disk, between the pass that scans and the one that writes: memory does not grow with them.
import { closeSync, openSync, readSync, rmSync, writeSync } from 'node:fs'

/** Bytes [start, end) of the unpacked file become `text`. */
export interface Edit {
  start: number
  end: number
  text: string
}

/** start and end as doubles (offsets are below 2^53), and the length of the text. */
const head = 8 + 8 + 4

const bufferSize = 1 << 16

export class EditLog {
  readonly #buffer = Buffer.alloc(bufferSize)
  #used = 0
  #file: number | undefined
  #isOnDisk = false
  /** What is added to the offsets of all edits when they are read. */
  shift = 0
  /** How many edits it holds. */
  size = 0
  /** Bytes that the edits add, less those that they take out. */
  growth = 0

  constructor(readonly path: string) {}

  add(start: number, end: number, text: string): void {
    const bytes = Buffer.from(text)
    if (this.#used + head + bytes.length > bufferSize) this.#flush()
    const at = this.#used
    this.#buffer.writeDoubleLE(start, at)
    this.#buffer.writeDoubleLE(end, at + 8)
    this.#buffer.writeUInt32LE(bytes.length, at + 16)
    if (bytes.length > bufferSize - head)
      throw new Error('the text of an edit is longer than any that is made')
    bytes.copy(this.#buffer, at + head)
    this.#used = at + head + bytes.length
    this.size++
    this.growth += bytes.length - (end - start)
  }

  close(): void {
    if (this.#file === undefined) return
    this.#flush()
    closeSync(this.#file)
    this.#file = undefined
  }

  /** All edits, ascending; to be called once they are all there. */
  *read(): Generator<Edit, void, undefined> {
    const { shift } = this
    for (const { start, end, text } of this.#all())
      yield { start: start + shift, end: end + shift, text }
  }

  *#all(): Generator<Edit, void, undefined> {
    if (this.size === 0) return
    if (!this.#isOnDisk) {
      yield* editsIn(this.#buffer.subarray(0, this.#used)).edits
      return
    }
    this.close()
    const file = openSync(this.path, 'r')
    try {
      const buffer = Buffer.alloc(2 * bufferSize)
      let held = 0
      for (;;) {
        const read = readSync(file, buffer, held, buffer.length - held, null)
        const { edits, used } = editsIn(buffer.subarray(0, held + read))
        yield* edits
        buffer.copyWithin(0, used, held + read)
        held += read - used
        if (read === 0) return
      }
    } finally {
      closeSync(file)
    }
  }

  dispose(): void {
    if (this.#file !== undefined) closeSync(this.#file)
    this.#file = undefined
    rmSync(this.path, { force: true })
  }

  #flush(): void {
    this.#file ??= openSync(this.path, 'wx', 0o600)
    this.#isOnDisk = true
    for (let at = 0; at < this.#used;)
      at += writeSync(this.#file, this.#buffer, at, this.#used - at)
    this.#used = 0
  }
}

function editsIn(bytes: Buffer): { edits: Edit[]; used: number } {
  const edits: Edit[] = []
  let at = 0
  while (at + head <= bytes.length) {
    const next = at + head + bytes.readUInt32LE(at + 16)
    if (next > bytes.length) break
    edits.push({
      start: bytes.readDoubleLE(at),
      end: bytes.readDoubleLE(at + 8),
      text: bytes.toString('utf8', at + head, next)
    })
    at = next
  }
  return { edits, used: at }
}
