// What the lists say of an ID: sets of sorted 64-bit IDs, 8 bytes each.
import type { U64 } from '../content/id.js'
import { IdCollector } from '../ids/id-set.js'
import { IdFilter } from '../kernel/json.js'
import { verdict, type Verdicts } from './edits/edit.js'

/** Distinct IDs, ascending, in memory. */
export class IdSet {
  /** Low and high words in turn. */
  readonly #words: Uint32Array
  readonly size: number

  constructor(ids: BigUint64Array<ArrayBuffer>) {
    this.#words = new Uint32Array(ids.buffer, ids.byteOffset, 2 * ids.length)
    this.size = ids.length
  }

  addTo(filter: IdFilter): void {
    const words = this.#words
    for (let i = 0; i < 2 * this.size; i += 2)
      filter.add(words[i + 1] ?? 0, words[i] ?? 0)
  }

  has({ high, low }: U64): boolean {
    const words = this.#words
    let from = 0
    let to = this.size
    while (from < to) {
      const middle = (from + to) >>> 1
      const thisHigh = words[2 * middle + 1] ?? 0
      const difference = thisHigh - high || (words[2 * middle] ?? 0) - low
      if (difference === 0) return true
      if (difference < 0) from = middle + 1
      else to = middle
    }
    return false
  }
}

/** 16 bits for each ID or more, up to 16 MB: most of what is not in the sets is found so at once. */
function filterOf(sets: readonly IdSet[]): IdFilter {
  const size = sets.reduce((sum, set) => sum + set.size, 0)
  const log = Math.ceil(Math.log2(16 * size + 1))
  const filter = new IdFilter(Math.min(27, Math.max(10, log)))
  for (const set of sets) set.addTo(filter)
  return filter
}

/** The lists of one kind of ID, while they are read. */
export class VerdictSets {
  readonly #collectors = new Map<number, IdCollector>()

  constructor(
    private readonly directory: string,
    private readonly signal: AbortSignal
  ) {}

  /** Where the IDs of a list go. */
  collector(bit: number): IdCollector {
    const known = this.#collectors.get(bit)
    if (known) return known
    const { directory, signal } = this
    const made = new IdCollector({ directory, signal })
    this.#collectors.set(bit, made)
    return made
  }

  /** The sets by bit; none where no list was given. */
  async finish(): Promise<[number, IdSet][]> {
    const sets: [number, IdSet][] = []
    for (const [bit, collector] of this.#collectors) {
      const sorted = await collector.finish()
      const ids = new BigUint64Array(sorted.size)
      let at = 0
      for await (const chunk of sorted.chunks()) {
        ids.set(chunk, at)
        at += chunk.length
      }
      await sorted.dispose()
      sets.push([bit, new IdSet(ids)])
    }
    return sets
  }
}

/** Looks IDs up, and remembers whether any was met. */
export class ListVerdicts implements Verdicts {
  hasMet = false
  readonly needsAuthors: boolean
  readonly filter: IdFilter

  constructor(
    private readonly posts: readonly [number, IdSet][],
    private readonly users: readonly [number, IdSet][]
  ) {
    this.filter = filterOf([...posts, ...users].map(([, set]) => set))
    this.needsAuthors = users.some(
      ([bit, { size }]) => size > 0 && bit & (verdict.gone | verdict.geo)
    )
  }

  /** Whether nothing but verdicts on accounts was given. */
  get isOfUsersAlone(): boolean {
    return this.posts.length === 0
  }

  post(id: U64): number {
    return this.#bits(this.posts, id)
  }

  user(id: U64): number {
    return this.#bits(this.users, id)
  }

  #bits(sets: readonly [number, IdSet][], id: U64): number {
    if (!this.filter.has(id.high, id.low)) return 0
    let bits = 0
    for (const [bit, set] of sets) if (set.has(id)) bits |= bit
    if (bits !== 0) this.hasMet = true
    return bits
  }
}
