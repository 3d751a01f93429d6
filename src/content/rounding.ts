// Tells IDs that a spreadsheet or a program rounded from intact ones, by what chance does not explain.
import { count } from '../lib/text.js'
import { kernelWith, type IdChunk } from '../kernel/index.js'

/** IDs of fewer digits survive in a double, so rounding can't be seen in them. */
const longDigits = 16

/** An end of IDs that rounding leaves. */
interface Trace {
  what: string
  /** Most that intact IDs have. */
  intact: number
  /** A larger share than any real set of intact IDs had. */
  suspicious: number
  usual: string
  isSeen: (id: bigint) => boolean
}

/** Excel: 100 % end in `000`, JavaScript: 93 %. */
const traces: readonly Trace[] = [
  {
    what: 'end in 000',
    intact: 0.008,
    suspicious: 0.05,
    usual: '0.1 %',
    isSeen: id => id % 1000n === 0n
  },
  {
    what: 'end in 00',
    intact: 0.04,
    suspicious: 0.25,
    usual: '1 to 4 %',
    isSeen: id => id % 100n === 0n
  },
  {
    what: 'are numbers that a 64-bit float holds exactly',
    intact: 0.008,
    suspicious: 0.05,
    usual: 'less than 1 %',
    // The low 12 bits of an ID are its sequence number, and 0 says nothing.
    isSeen: id => (id & 0x7fn) === 0n && (id & 0xfffn) !== 0n
  }
]

/** Chance is ruled out where it would give as much in fewer than one of 10^9 sets. */
const leastSurprise = Math.log(1e9)

/** How many IDs of a file show how often an ID comes again. */
const sampled = 20_000

/** What is known about the digits of many IDs. */
export class RoundingStats {
  ids = 0
  /** Of `longDigits` digits and more. */
  long = 0
  readonly #hits = traces.map(() => 0)
  /** Of the first IDs: those with each trace, and how many distinct ones. */
  readonly #sampledHits = traces.map(() => 0)
  readonly #distinctHits = traces.map(() => new Set<bigint>())
  #sampled = 0

  note(ids: IdChunk): void {
    const { run } = kernelWith(ids, 0)
    run.survey(0, ids.length)
    this.ids += ids.length
    this.long += run.long.value
    const hits = [run.threeZeros, run.twoZeros, run.exactDoubles]
    for (const [at, { value }] of hits.entries())
      this.#hits[at] = (this.#hits[at] ?? 0) + value
    if (this.#sampled < sampled) this.#sample(ids)
  }

  /** The same author or post may come many times, which is one fact only. */
  #sample(ids: IdChunk): void {
    const some = ids.subarray(0, sampled - this.#sampled)
    this.#sampled += some.length
    for (const id of some) {
      if (id < 1_000_000_000_000_000n) continue
      for (const [at, { isSeen }] of traces.entries()) {
        if (!isSeen(id)) continue
        this.#sampledHits[at] = (this.#sampledHits[at] ?? 0) + 1
        this.#distinctHits[at]?.add(id)
      }
    }
  }

  /** The evidence that these IDs were rounded; undefined when they look intact. */
  get damage(): string | undefined {
    for (const [at, trace] of traces.entries()) {
      const hits = this.#hits[at] ?? 0
      const repeated =
        (this.#distinctHits[at]?.size ?? 0) /
        Math.max(1, this.#sampledHits[at] ?? 0)
      const isMuch = hits > trace.suspicious * this.long
      if (
        isMuch &&
        surprise(hits * repeated, this.long * repeated, trace.intact) >
          leastSurprise
      ) {
        const share = ((100 * hits) / this.long).toFixed(1)
        return `${count(hits)} of ${count(this.long)} IDs with ${longDigits} digits or more (${share} %) ${trace.what}; of intact IDs ${trace.usual} do`
      }
    }
    return undefined
  }
}

/**
 * −ln of a bound on the probability that chance gives `hits` or more of `n`
 * where it gives each with probability `p` (Chernoff:
 * https://en.wikipedia.org/wiki/Chernoff_bound#Additive_form_(absolute_error)).
 */
function surprise(hits: number, n: number, p: number): number {
  const q = hits / n
  if (!(q > p)) return 0
  const rest = q < 1 ? (1 - q) * Math.log((1 - q) / (1 - p)) : 0
  return n * (q * Math.log(q / p) + rest)
}
