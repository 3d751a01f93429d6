// The result file: rows spread over shards by their text, each shard's repeats dropped, then composed into one file.
import { appendFileSync } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import { FileWriter, type StoredFile } from './stored-file.js'

export interface Results extends StoredFile {
  readonly rows: number
}

/** So many that a shard of the largest upload, which is read whole, stays small. */
const shardCount = 250
const bufferSize = 16_384

/** Rows wait as bytes: millions of them would stay too long as strings. */
interface Shard {
  readonly path: string
  buffer: Buffer
  used: number
  spilled: boolean
  /** Keeps one ID, sent a million times, from filling a shard. */
  last: string | undefined
}

/** Takes rows in any number; memory holds one shard's distinct rows at most. */
export class ResultsWriter {
  readonly #shards: readonly Shard[]
  #first: string | undefined

  /** `path` is where the composed file will lie; shards lie beside it. */
  constructor(private readonly path: string) {
    this.#shards = Array.from({ length: shardCount }, (_, index) => ({
      path: `${path}.${index}`,
      buffer: Buffer.alloc(0),
      used: 0,
      spilled: false,
      last: undefined
    }))
  }

  add(row: string): void {
    this.#first ??= row
    const shard = this.#shards[shardOf(row)]
    if (!shard || shard.last === row) return
    shard.last = row
    const size = Buffer.byteLength(row) + 1
    if (shard.used + size > shard.buffer.length) {
      spill(shard)
      if (size > shard.buffer.length)
        shard.buffer = Buffer.allocUnsafe(Math.max(bufferSize, size))
    }
    shard.used += shard.buffer.write(row, shard.used)
    shard.used += shard.buffer.write('\n', shard.used)
  }

  /**
   * Writes the file. The first row added comes last, so that even a few rows are never in the order of the upload.
   * With `blankLines`, an empty line follows the second row, as recorded, and every 1,000th.
   */
  async compose(options: { blankLines: boolean }): Promise<Results> {
    const writer = await FileWriter.create(this.path)
    let count = 0
    const write = (rows: readonly string[]) => {
      const lines = rows.map(row => {
        count += 1
        const blank = options.blankLines && (count === 2 || count % 1000 === 0)
        return blank ? `${row}\n\n` : `${row}\n`
      })
      return writer.write(Buffer.from(lines.join('')))
    }
    for (const shard of this.#shards) {
      if (shard.last === undefined) continue
      const rows = await rowsOf(shard)
      await write(rows.filter(row => row !== this.#first))
      await remove(shard)
    }
    if (this.#first !== undefined) await write([this.#first])
    return { ...(await writer.close()), rows: count }
  }

  /** Removes what lies on disk. */
  async discard(): Promise<void> {
    for (const shard of this.#shards) await remove(shard)
    await rm(this.path, { force: true })
  }
}

/** Synchronous, so that one buffer is used again and again. */
function spill(shard: Shard): void {
  if (shard.used === 0) return
  appendFileSync(shard.path, shard.buffer.subarray(0, shard.used))
  shard.used = 0
  shard.spilled = true
}

async function rowsOf(shard: Shard): Promise<string[]> {
  const spilled = shard.spilled ? await readFile(shard.path, 'utf8') : ''
  const text = spilled + shard.buffer.toString('utf8', 0, shard.used)
  return [...new Set(text.split('\n'))].filter(Boolean)
}

async function remove({ path, spilled }: Shard): Promise<void> {
  if (spilled) await rm(path, { force: true })
}

/** FNV-1a over the row's first characters, which hold its ID. */
function shardOf(row: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < row.length && index < 32; index += 1)
    hash = Math.imul(hash ^ row.charCodeAt(index), 0x01000193)
  return (hash >>> 0) % shardCount
}
