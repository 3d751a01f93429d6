// A file of the storage: its size and the hashes that the storage states for it.
import { createHash } from 'node:crypto'
import { open, rm, type FileHandle } from 'node:fs/promises'
import { Crc32c } from './crc32c.js'

export interface StoredFile {
  readonly path: string
  readonly bytes: number
  /** Hex, as in an `etag`. */
  readonly md5: string
  /** Base64 of the four bytes in network order, as in `x-goog-hash`. */
  readonly crc32c: string
}

/** Writes a file piece by piece and hashes it on the way. */
export class FileWriter {
  readonly #md5 = createHash('md5')
  readonly #crc32c = new Crc32c()
  #bytes = 0

  private constructor(
    private readonly path: string,
    private readonly handle: FileHandle
  ) {}

  static async create(path: string): Promise<FileWriter> {
    return new FileWriter(path, await open(path, 'w'))
  }

  async write(chunk: Buffer): Promise<void> {
    this.#md5.update(chunk)
    this.#crc32c.update(chunk)
    this.#bytes += chunk.length
    await this.handle.appendFile(chunk)
  }

  /** Closes and removes the file. */
  async discard(): Promise<void> {
    await this.handle.close()
    await rm(this.path, { force: true })
  }

  async close(): Promise<StoredFile> {
    await this.handle.close()
    const sum = Buffer.alloc(4)
    sum.writeUInt32BE(this.#crc32c.digest())
    return {
      path: this.path,
      bytes: this.#bytes,
      md5: this.#md5.digest('hex'),
      crc32c: sum.toString('base64')
    }
  }
}
