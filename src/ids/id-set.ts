// The set of IDs: collected in blocks, sorted as runs in memory up to a budget and on disk past it, merged when read.
import { join } from 'node:path'
import type { IdChunk } from '../kernel/index.js'
import { FileRun, inMemory, mergeRuns } from './runs.js'
import { sortIds } from './sort.js'

export type { IdChunk } from '../kernel/index.js'

/** Distinct IDs, ascending. */
export interface AscendingIds {
  /**
   * All of them, in order, in chunks of bounded size. A chunk is valid until
   * the next is asked for. Several iterations may run side by side.
   */
  chunks(): AsyncIterable<IdChunk>
  /** Frees the memory and the files on disk. */
  dispose(): Promise<void>
}

/** The same, counted. */
export interface SortedIds extends AscendingIds {
  /** How many. */
  readonly size: number
}

export interface CollectorOptions {
  /** Existing folder for sorted runs; files in it get names of their own. */
  directory: string
  /** Bytes of IDs (8 each) to hold in memory; past it they go to disk. */
  budget?: number
  signal?: AbortSignal
}

/** 256 MB: 32 million IDs in memory. */
export const defaultBudget = 256 * 1024 * 1024

const blockLength = 1 << 16

let runFiles = 0

/** Collects 64-bit IDs in memory up to a fixed budget, spills sorted runs to disk past it. */
export class IdCollector {
  readonly #options: CollectorOptions
  readonly #maxBlocks: number
  #block = new Uint32Array(2 * blockLength)
  #at = 0
  /** Full and sorted. */
  #blocks: IdChunk[] = []
  #free: ArrayBuffer[] = []
  readonly #files: FileRun[] = []
  #full = 0

  constructor(options: CollectorOptions) {
    this.#options = options
    const bytes = options.budget ?? defaultBudget
    this.#maxBlocks = Math.max(2, Math.floor(bytes / (8 * blockLength)))
  }

  /** How many IDs were added, repeated ones included. */
  get added(): number {
    return this.#full * blockLength + this.#at / 2
  }

  /** Adds the ID `high` × 2^32 + `low`, which is not 0. */
  add(high: number, low: number): void {
    this.#block[this.#at] = low
    this.#block[this.#at + 1] = high
    this.#at += 2
    if (this.#at === this.#block.length) this.#startNextBlock()
  }

  addAll(ids: IdChunk): void {
    const halves = new Uint32Array(ids.buffer, ids.byteOffset, 2 * ids.length)
    for (let from = 0; from < halves.length;) {
      const some = halves.subarray(from, from + this.#block.length - this.#at)
      this.#block.set(some, this.#at)
      this.#at += some.length
      from += some.length
      if (this.#at === this.#block.length) this.#startNextBlock()
    }
  }

  /**
   * To be awaited after every few hundred thousand additions: writes a run to
   * disk when the budget is used up. Throws what sorting or writing threw.
   */
  async settle(): Promise<void> {
    this.#options.signal?.throwIfAborted()
    if (this.#blocks.length >= this.#maxBlocks) await this.#spill()
  }

  /**
   * The set. `visit` gets every distinct ID, in ascending chunks, on the way,
   * which saves a pass over the set. Nothing can be added afterwards.
   */
  async finish(
    visit?: (chunk: IdChunk) => void | Promise<void>
  ): Promise<SortedIds> {
    const set = this.#merge()
    for await (const chunk of set.chunks()) {
      this.#options.signal?.throwIfAborted()
      set.size += chunk.length
      await visit?.(chunk)
    }
    return set
  }

  /** The set, of which nobody needs to know how large it is: that takes a pass. Nothing can be added afterwards. */
  uncounted(): AscendingIds {
    return this.#merge()
  }

  #merge(): MergedIds {
    if (this.#at > 0)
      this.#keep(new BigUint64Array(this.#block.buffer, 0, this.#at / 2))
    this.#block = new Uint32Array(0)
    this.#free = []
    const set = new MergedIds(this.#blocks, this.#files)
    this.#blocks = []
    return set
  }

  /** Frees everything when the set is not wanted after all. */
  async dispose(): Promise<void> {
    this.#blocks = []
    await Promise.all(this.#files.map(file => file.remove()))
  }

  #startNextBlock(): void {
    this.#keep(new BigUint64Array(this.#block.buffer))
    this.#full++
    const free = this.#free.pop()
    this.#block =
      free === undefined
        ? new Uint32Array(2 * blockLength)
        : new Uint32Array(free)
    this.#at = 0
  }

  #keep(block: IdChunk): void {
    sortIds(block)
    this.#blocks.push(block)
  }

  async #spill(): Promise<void> {
    const blocks = this.#blocks
    const path = join(
      this.#options.directory,
      `run-${process.pid}-${++runFiles}.bin`
    )
    const file = new FileRun(path)
    this.#files.push(file)
    await file.write(mergeRuns(blocks.map(inMemory)), () =>
      this.#options.signal?.throwIfAborted()
    )
    this.#blocks = []
    this.#free = blocks.map(block => block.buffer)
  }
}

class MergedIds implements SortedIds {
  #blocks: readonly IdChunk[]
  #files: readonly FileRun[]
  size = 0

  constructor(blocks: readonly IdChunk[], files: readonly FileRun[]) {
    this.#blocks = blocks
    this.#files = files
  }

  chunks(): AsyncIterable<IdChunk> {
    return mergeRuns([...this.#files, ...this.#blocks.map(inMemory)])
  }

  async dispose(): Promise<void> {
    const files = this.#files
    this.#blocks = []
    this.#files = []
    await Promise.all(files.map(file => file.remove()))
  }
}
