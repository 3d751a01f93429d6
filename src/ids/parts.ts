// Lays the set out on disk as the parts to upload: IDs ascending, one a line, hashed on the way.
import { say } from '../lib/message.js'
import { createHash } from 'node:crypto'
import { open, rename, rm, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { requireSpace } from '../lib/free-space.js'
import { bytes } from '../lib/text.js'
import { longestLine, writeLines } from './decimal.js'
import type { IdChunk } from './id-set.js'

/** A part as it lies on disk. */
export interface IdPart {
  /** 1-based. */
  part: number
  of: number
  ids: number
  bytes: number
  path: string
  /** Hex. */
  sha256: string
  first: bigint
  last: bigint
}

const bufferSize = 1 << 20

/** @throws Failure `disk-full` when the parts of so many IDs might not fit into the folder */
export async function requireRoom(
  ids: number,
  directory: string
): Promise<void> {
  const needed = ids * longestLine
  await requireSpace(needed, directory, free => ({
    what: say`The parts to upload need up to ${bytes(needed)}, and the disk has ${free} free.`,
    fix: say`Free space in an earlier step, or use a runner with a larger disk.`
  }))
}

/** Writes parts of at most `idsPerPart` IDs each to `directory`. */
export class PartWriter {
  readonly #directory: string
  readonly #idsPerPart: number
  readonly #done: Omit<IdPart, 'of'>[] = []
  #open: OpenPart | undefined

  constructor(directory: string, idsPerPart: number) {
    this.#directory = directory
    this.#idsPerPart = Math.max(1, idsPerPart)
  }

  async write(ids: IdChunk): Promise<void> {
    for (let from = 0; from < ids.length;) {
      this.#open ??= await this.#start()
      const room = this.#idsPerPart - this.#open.ids
      const some = ids.subarray(from, from + room)
      await this.#open.write(some)
      from += some.length
      if (this.#open.ids === this.#idsPerPart) await this.#finish(this.#open)
    }
  }

  /** All parts, in order. */
  async end(): Promise<IdPart[]> {
    if (this.#open !== undefined) await this.#finish(this.#open)
    return this.#done.map(part => ({ ...part, of: this.#done.length }))
  }

  /** Removes what was written. */
  async dispose(): Promise<void> {
    await this.#open?.discard()
    for (const { path } of this.#done) await rm(path, { force: true })
  }

  async #start(): Promise<OpenPart> {
    const part = this.#done.length + 1
    const path = join(this.#directory, `part-${part}.txt`)
    return new OpenPart(part, path, await open(`${path}.partial`, 'wx'))
  }

  async #finish(part: OpenPart): Promise<void> {
    this.#done.push(await part.end())
    this.#open = undefined
  }
}

/** A part that is being written, under a temporary name. */
class OpenPart {
  readonly #part: number
  readonly #path: string
  readonly #file: FileHandle
  readonly #sha256 = createHash('sha256')
  #buffer = new Uint8Array(bufferSize)
  #spare = new Uint8Array(bufferSize)
  #filled = 0
  #bytes = 0
  #writing: Promise<unknown> = Promise.resolve()
  #first: bigint | undefined
  #last = 0n
  ids = 0

  constructor(part: number, path: string, file: FileHandle) {
    this.#part = part
    this.#path = path
    this.#file = file
  }

  async write(ids: IdChunk): Promise<void> {
    for (let from = 0; from < ids.length;) {
      const room = Math.floor((bufferSize - this.#filled) / longestLine)
      const some = ids.subarray(from, from + room)
      this.#filled = writeLines(some, this.#buffer, this.#filled)
      from += some.length
      if (from < ids.length) await this.#flush()
    }
    this.ids += ids.length
    this.#first ??= ids[0]
    this.#last = ids.at(-1) ?? this.#last
  }

  async end(): Promise<Omit<IdPart, 'of'>> {
    await this.#flush()
    await this.#writing
    await this.#file.close()
    await rename(`${this.#path}.partial`, this.#path)
    return {
      part: this.#part,
      ids: this.ids,
      bytes: this.#bytes,
      path: this.#path,
      sha256: this.#sha256.digest('hex'),
      first: this.#first ?? 0n,
      last: this.#last
    }
  }

  async discard(): Promise<void> {
    await this.#writing.catch(() => undefined)
    await this.#file.close()
    await rm(`${this.#path}.partial`, { force: true })
  }

  /** Starts writing the buffer; the other one, whose writing has ended, is filled next. */
  async #flush(): Promise<void> {
    const bytes = this.#buffer.subarray(0, this.#filled)
    await this.#writing
    this.#writing = this.#file.writeFile(bytes)
    // Seen where it is awaited.
    this.#writing.catch(() => undefined)
    this.#sha256.update(bytes)
    this.#bytes += bytes.length
    ;[this.#buffer, this.#spare] = [this.#spare, this.#buffer]
    this.#filled = 0
  }
}
