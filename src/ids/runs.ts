// Sorted runs of IDs, in memory and on disk, and how they are merged into one ascending sequence of distinct IDs.
import { open, rm, type FileHandle } from 'node:fs/promises'
import { setImmediate as breathe } from 'node:timers/promises'
import type { IdChunk } from '../kernel/index.js'
import { sortDistinct } from './sort.js'

/** How many IDs are sorted at a time when runs are merged. */
const roundLength = 1 << 16
const smallestWindow = 1 << 6
/** How many IDs of a run on disk are read at a time. */
const readLength = 1 << 16

/** A sorted run on disk: IDs of 8 bytes, in the byte order of the machine. */
export class FileRun implements SortedRun {
  readonly #path: string
  length = 0

  constructor(path: string) {
    this.#path = path
  }

  async write(
    chunks: AsyncIterable<IdChunk>,
    beforeEach: () => void
  ): Promise<void> {
    const file = await open(this.#path, 'wx')
    try {
      for await (const chunk of chunks) {
        beforeEach()
        await file.writeFile(
          new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength)
        )
        this.length += chunk.length
      }
    } finally {
      await file.close()
    }
  }

  async open(window: number): Promise<Run> {
    const file = await open(this.#path, 'r')
    return new FileRunReader(file, window)
  }

  remove(): Promise<void> {
    return rm(this.#path, { force: true })
  }
}

/** A run while it is merged: some IDs at hand, more behind them. */
interface Run {
  /** The next IDs, ascending; empty at the end of the run. */
  readonly window: IdChunk
  /** Whether IDs follow behind the window. */
  readonly more: boolean
  /** Drops the first `count` IDs of the window and fills it up again. */
  take(count: number): void | Promise<void>
  /** Left out where nothing is open. */
  close?(): Promise<void>
}

class MemoryRun implements Run {
  readonly #ids: IdChunk
  readonly #length: number
  #at = 0

  constructor(ids: IdChunk, window: number) {
    this.#ids = ids
    this.#length = window
  }

  get window(): IdChunk {
    return this.#ids.subarray(this.#at, this.#at + this.#length)
  }

  get more(): boolean {
    return this.#at + this.#length < this.#ids.length
  }

  take(count: number): void {
    this.#at += count
  }
}

class FileRunReader implements Run {
  readonly #file: FileHandle
  readonly #window: number
  readonly #ids: IdChunk
  #from = 0
  #to = 0
  #isAtEnd = false

  constructor(file: FileHandle, window: number) {
    this.#file = file
    this.#window = window
    this.#ids = new BigUint64Array(Math.max(readLength, 2 * window))
  }

  get window(): IdChunk {
    return this.#ids.subarray(
      this.#from,
      Math.min(this.#to, this.#from + this.#window)
    )
  }

  get more(): boolean {
    return !this.#isAtEnd || this.#from + this.#window < this.#to
  }

  async take(count: number): Promise<void> {
    this.#from += count
    if (this.#to - this.#from < this.#window) await this.#fill()
  }

  async #fill(): Promise<void> {
    this.#ids.copyWithin(0, this.#from, this.#to)
    const bytes = new Uint8Array(this.#ids.buffer)
    let filled = 8 * (this.#to - this.#from)
    while (filled < bytes.length && !this.#isAtEnd) {
      const { bytesRead } = await this.#file.read(bytes, filled)
      this.#isAtEnd = bytesRead === 0
      filled += bytesRead
    }
    this.#from = 0
    this.#to = filled / 8
  }

  close(): Promise<void> {
    return this.#file.close()
  }
}

/** A sorted run, ready to be merged. */
export interface SortedRun {
  readonly length: number
  /** Starts reading it, with `window` IDs at hand at a time. */
  open(window: number): Run | Promise<Run>
}

export function inMemory(ids: IdChunk): SortedRun {
  return {
    length: ids.length,
    open: window => new MemoryRun(ids, window)
  }
}

/**
 * Merges sorted runs into distinct IDs, ascending, in chunks that are valid
 * until the next is asked for. A round takes from every run what lies below
 * the smallest end of a window and sorts that: sorting a slice that fits the
 * cache is faster than a heap in JavaScript (docs/performance.md).
 */
export async function* mergeRuns(
  sorted: readonly SortedRun[]
): AsyncGenerator<IdChunk, void, undefined> {
  const total = sorted.reduce((sum, { length }) => sum + length, 0)
  // Windows in proportion to the runs end at about the same ID.
  const windows = sorted.map(({ length }) =>
    Math.max(smallestWindow, Math.ceil((roundLength * length) / total))
  )
  const buffer: IdChunk = new BigUint64Array(
    windows.reduce((sum, window) => sum + window, 0)
  )
  const runs: Run[] = []
  try {
    for (const [at, run] of sorted.entries()) {
      const opened = await run.open(windows[at] ?? smallestWindow)
      runs.push(opened)
      await opened.take(0)
    }
    let last = 0n
    for (;;) {
      const gathered = await gather(runs, buffer)
      if (gathered.length === 0) return
      const chunk = sortDistinct(gathered, last)
      last = chunk.at(-1) ?? last
      if (chunk.length > 0) yield chunk
      await breathe()
    }
  } finally {
    for (const run of runs) await run.close?.()
  }
}

/** The next IDs of all runs, in `buffer`: all those up to the smallest end of a window. */
async function gather(runs: readonly Run[], buffer: IdChunk): Promise<IdChunk> {
  const limit = smallestEnd(runs)
  let filled = 0
  for (const run of runs) {
    const { window } = run
    const count = limit === undefined ? window.length : countUpTo(window, limit)
    if (count === 0) continue
    buffer.set(window.subarray(0, count), filled)
    filled += count
    await run.take(count)
  }
  return buffer.subarray(0, filled)
}

function smallestEnd(runs: readonly Run[]): bigint | undefined {
  let smallest: bigint | undefined
  for (const run of runs) {
    if (!run.more) continue
    const end = run.window.at(-1)
    if (end !== undefined && (smallest === undefined || end < smallest))
      smallest = end
  }
  return smallest
}

/** How many of the ascending `ids` are `limit` or below. */
function countUpTo(ids: IdChunk, limit: bigint): number {
  let from = 0
  let to = ids.length
  while (from < to) {
    const middle = (from + to) >>> 1
    if ((ids[middle] ?? 0n) <= limit) from = middle + 1
    else to = middle
  }
  return from
}
