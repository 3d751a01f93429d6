// The file of the rows of one part: lines as they came, without blank ones, each ended by LF.
import { open, type FileHandle } from 'node:fs/promises'

const bufferLength = 1 << 20

const lineFeed = 0x0a
const carriageReturn = 0x0d

/** Writes one buffer while the other is filled. */
export class RowFile {
  /** Bytes so far. */
  written = 0
  #buffer = Buffer.allocUnsafe(bufferLength)
  #other = Buffer.allocUnsafe(bufferLength)
  #held = 0
  #writing: Promise<void> = Promise.resolve()
  /** Whether the last line is to be gone on with. */
  #isInLine = false
  #isOpen = true

  private constructor(private readonly file: FileHandle) {}

  static async open(path: string): Promise<RowFile> {
    return new RowFile(await open(path, 'w', 0o600))
  }

  /**
   * Adds lines, which are copied. The promise, where there is one, is to be
   * awaited before the next ones.
   *
   * @param isPlain they are known to have no blank line and no CR, and to end with LF
   */
  add(lines: Buffer, isPlain: boolean): Promise<void> | undefined {
    if (!isPlain || this.#isInLine) return this.#addEach(lines)
    return lines.length <= this.#room ? this.#copy(lines) : this.#add(lines)
  }

  /** Ends the last line, and closes the file when all is written. */
  async end(): Promise<void> {
    if (this.#isInLine) await this.#add(Buffer.of(lineFeed))
    await this.#flush()
    await this.close()
  }

  async close(): Promise<void> {
    if (!this.#isOpen) return
    this.#isOpen = false
    try {
      await this.#writing
    } finally {
      await this.file.close()
    }
  }

  get #room(): number {
    return bufferLength - this.#held
  }

  async #addEach(lines: Buffer): Promise<void> {
    for (let at = 0; at < lines.length;) {
      const feed = lines.indexOf(lineFeed, at)
      const end = feed === -1 ? lines.length : feed
      let last = end
      while (last > at && lines[last - 1] === carriageReturn) last--
      const line = lines.subarray(at, last)
      const isBlank = line.every(byte => byte <= 0x20)
      if (!isBlank || this.#isInLine) await this.#add(line)
      if (feed === -1) this.#isInLine ||= !isBlank
      else {
        if (this.#isInLine || !isBlank)
          await this.#add(lines.subarray(end, end + 1))
        this.#isInLine = false
      }
      at = end + 1
    }
  }

  async #add(bytes: Buffer): Promise<void> {
    for (let at = 0; at < bytes.length;) {
      if (this.#room === 0) await this.#flush()
      const some = bytes.subarray(at, at + this.#room)
      await this.#copy(some)
      at += some.length
    }
  }

  #copy(bytes: Buffer): Promise<void> | undefined {
    this.#buffer.set(bytes, this.#held)
    this.#held += bytes.length
    // A chunk of the network and a bit more must fit.
    return this.#room < bufferLength / 4 ? this.#flush() : undefined
  }

  async #flush(): Promise<void> {
    await this.#writing
    const bytes = this.#buffer.subarray(0, this.#held)
    ;[this.#buffer, this.#other] = [this.#other, this.#buffer]
    this.#held = 0
    this.written += bytes.length
    this.#writing = this.file.writeFile(bytes)
    // A failure is seen where it is awaited, which may be later.
    this.#writing.catch(() => undefined)
  }
}
