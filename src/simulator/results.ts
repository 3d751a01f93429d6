// The result file: rows spread over shards by their text, each shard's repeats dropped, then composed into one file.
import { createReadStream } from 'node:fs'
import { appendFile, rm } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { FileWriter, type StoredFile } from './stored-file.js'

export interface Results extends StoredFile {
  readonly rows: number
}

/** The recorded result objects were composed of twenty shards (`x-goog-component-count: 20`). */
export const shardCount = 20
const flushAt = 65_536

interface Shard {
  readonly path: string
  buffer: string
  spilled: boolean
}

/** Takes rows in any number; memory holds one shard's distinct rows at most. */
export class ResultsWriter {
  readonly #shards: readonly Shard[]
  #first: string | undefined

  /** `path` is where the composed file will lie; shards lie beside it. */
  constructor(private readonly path: string) {
    this.#shards = Array.from({ length: shardCount }, (_, index) => ({
      path: `${path}.${index}`,
      buffer: '',
      spilled: false
    }))
  }

  add(row: string): void {
    this.#first ??= row
    const shard = this.#shards[shardOf(row)]
    if (shard) shard.buffer += `${row}\n`
  }

  /** Moves full buffers to disk: to be called between chunks of input. */
  async spill(): Promise<void> {
    for (const shard of this.#shards) {
      if (shard.buffer.length < flushAt) continue
      const text = shard.buffer
      shard.buffer = ''
      shard.spilled = true
      await appendFile(shard.path, text)
    }
  }

  /**
   * Writes the file. The first row added comes last, so that even a few rows are never in the order of the upload.
   * With `blankLines`, an empty line follows the second row, as recorded, and every 1,000th.
   */
  async compose(options: { blankLines: boolean }): Promise<Results> {
    const writer = await FileWriter.create(this.path)
    let rows = 0
    let text = ''
    for await (const row of this.#inOrder()) {
      rows += 1
      text += `${row}\n`
      if (options.blankLines && (rows === 2 || rows % 1000 === 0)) text += '\n'
      if (text.length < flushAt) continue
      await writer.write(Buffer.from(text))
      text = ''
    }
    await writer.write(Buffer.from(text))
    return { ...(await writer.close()), rows }
  }

  async *#inOrder(): AsyncGenerator<string> {
    for (const shard of this.#shards) {
      for (const row of await rowsOf(shard)) if (row !== this.#first) yield row
      await rm(shard.path, { force: true })
    }
    if (this.#first !== undefined) yield this.#first
  }

  /** Removes what lies on disk. */
  async discard(): Promise<void> {
    for (const { path } of this.#shards) await rm(path, { force: true })
  }
}

async function rowsOf(shard: Shard): Promise<Set<string>> {
  const rows = new Set<string>()
  if (shard.spilled) {
    const lines = createInterface({
      input: createReadStream(shard.path),
      crlfDelay: Infinity
    })
    for await (const line of lines) rows.add(line)
  }
  for (const line of shard.buffer.split('\n')) if (line) rows.add(line)
  return rows
}

/** FNV-1a over the row's first characters, which hold its ID. */
function shardOf(row: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < row.length && index < 32; index += 1)
    hash = Math.imul(hash ^ row.charCodeAt(index), 0x01000193)
  return (hash >>> 0) % shardCount
}
