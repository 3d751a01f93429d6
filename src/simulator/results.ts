// The result file: rows spread over shards by their text, each shard's repeats dropped, then composed into one file.
import { appendFile, readFile, rm } from 'node:fs/promises'
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
  full: Buffer[]
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
      full: [],
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
      if (shard.used > 0) shard.full.push(shard.buffer.subarray(0, shard.used))
      shard.buffer = Buffer.allocUnsafe(Math.max(bufferSize, size))
      shard.used = 0
    }
    shard.used += shard.buffer.write(row, shard.used)
    shard.used += shard.buffer.write('\n', shard.used)
  }

  /** Moves full buffers to disk: to be called between chunks of input. */
  async spill(): Promise<void> {
    for (const shard of this.#shards) {
      if (shard.full.length === 0) continue
      const bytes = Buffer.concat(shard.full)
      shard.full = []
      shard.spilled = true
      await appendFile(shard.path, bytes)
    }
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
      const rows = await rowsOf(shard)
      await write(rows.filter(row => row !== this.#first))
      await rm(shard.path, { force: true })
    }
    if (this.#first !== undefined) await write([this.#first])
    return { ...(await writer.close()), rows: count }
  }

  /** Removes what lies on disk. */
  async discard(): Promise<void> {
    for (const { path } of this.#shards) await rm(path, { force: true })
  }
}

async function rowsOf(shard: Shard): Promise<string[]> {
  const bytes = Buffer.concat([
    ...(shard.spilled ? [await readFile(shard.path)] : []),
    ...shard.full,
    shard.buffer.subarray(0, shard.used)
  ])
  return [...new Set(bytes.toString().split('\n'))].filter(Boolean)
}

/** FNV-1a over the row's first characters, which hold its ID. */
function shardOf(row: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < row.length && index < 32; index += 1)
    hash = Math.imul(hash ^ row.charCodeAt(index), 0x01000193)
  return (hash >>> 0) % shardCount
}
