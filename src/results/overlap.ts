// How many IDs of one set stand in others.
import type { AscendingIds, IdChunk, SortedIds } from '../ids/id-set.js'

/** The number of distinct IDs of `few` that stand in `all`, and in none of `except`. */
export async function overlap(
  few: SortedIds,
  all: AscendingIds,
  except: readonly AscendingIds[]
): Promise<number> {
  if (few.size === 0) return 0
  const wanted = new Walk(all)
  const unwanted = except.map(each => new Walk(each))
  let found = 0
  try {
    for await (const chunk of few.chunks())
      for (const id of chunk)
        if ((await wanted.has(id)) && !(await isIn(unwanted, id))) found++
    return found
  } finally {
    for (const walk of [wanted, ...unwanted]) await walk.close()
  }
}

async function isIn(walks: readonly Walk[], id: bigint): Promise<boolean> {
  let found = false
  for (const walk of walks) found = (await walk.has(id)) || found
  return found
}

/** Asks a sorted set for ascending IDs. */
class Walk {
  readonly #chunks: AsyncIterator<IdChunk, unknown>
  #chunk: IdChunk = new BigUint64Array(0)
  #at = 0
  #isDone = false

  constructor(set: AscendingIds) {
    this.#chunks = set.chunks()[Symbol.asyncIterator]()
  }

  async has(id: bigint): Promise<boolean> {
    for (;;) {
      while (this.#at < this.#chunk.length) {
        const next = this.#chunk[this.#at] ?? 0n
        if (next >= id) return next === id
        this.#at++
      }
      if (this.#isDone || !(await this.#next())) return false
    }
  }

  async close(): Promise<void> {
    await this.#chunks.return?.()
  }

  async #next(): Promise<boolean> {
    const next = await this.#chunks.next()
    this.#isDone = next.done === true
    this.#chunk = next.done === true ? new BigUint64Array(0) : next.value
    this.#at = 0
    return !this.#isDone
  }
}
