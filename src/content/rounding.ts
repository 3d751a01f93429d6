// Tells IDs that a spreadsheet or a program rounded from intact ones, by shares that chance does not explain.
import type { JobType } from '../domain.js'
import { count } from '../lib/text.js'
import { kernelWith, type IdChunk } from '../kernel/index.js'

/** IDs of fewer digits survive in a double, so rounding can't be seen in them. */
const longDigits = 16
/** Below this many long IDs a share says nothing. */
const enough = 100
/** From here on, all of them with the same end are no chance either. */
const enoughToWarn = 10
/** Intact IDs: 0.1 % end in `000` (at most 0.8 %), 1 to 4 % in `00`; Excel: 100 %, JavaScript: 93 %. */
const maxThreeZeros = 0.05
const maxTwoZeros = 0.25
/** Intact: at most 0.8 % are exact doubles with a sequence number above 0. */
const maxExactDoubles = 0.05

/** What is known about the digits of many IDs. */
export class Health {
  ids = 0
  /** Of `longDigits` digits and more. */
  long = 0
  /** Of at most ten digits. */
  short = 0
  #twoZeros = 0
  #threeZeros = 0
  #exactDoubles = 0

  note(ids: IdChunk): void {
    const { run } = kernelWith(ids, 0)
    run.survey(0, ids.length)
    this.ids += ids.length
    this.long += run.long.value
    this.short += run.short.value
    this.#twoZeros += run.twoZeros.value
    this.#threeZeros += run.threeZeros.value
    this.#exactDoubles += run.exactDoubles.value
  }

  add(other: Health): void {
    this.ids += other.ids
    this.long += other.long
    this.short += other.short
    this.#twoZeros += other.#twoZeros
    this.#threeZeros += other.#threeZeros
    this.#exactDoubles += other.#exactDoubles
  }

  /** The evidence that these IDs were rounded; undefined when they look intact. */
  get damage(): string | undefined {
    if (this.long < enough) return undefined
    if (this.#threeZeros > maxThreeZeros * this.long)
      return this.#evidence(this.#threeZeros, 'end in 000', '0.1 %')
    if (this.#twoZeros > maxTwoZeros * this.long)
      return this.#evidence(this.#twoZeros, 'end in 00', '1 to 4 %')
    if (this.#exactDoubles > maxExactDoubles * this.long)
      return this.#evidence(
        this.#exactDoubles,
        'are numbers that a 64-bit float holds exactly',
        'less than 1 %'
      )
    return undefined
  }

  /** How many IDs all end in `000`, where they are too few to be sure that they were rounded; 0 when some do not. */
  get suspects(): number {
    const areFew = this.long >= enoughToWarn && this.long < enough
    return areFew && this.#threeZeros === this.long ? this.long : 0
  }

  /** Whether all IDs are too short for posts made since November 2010. */
  looksLikeUsers(type: JobType): boolean {
    return type === 'tweets' && this.ids > 0 && this.short === this.ids
  }

  #evidence(hits: number, what: string, intact: string): string {
    const share = ((100 * hits) / this.long).toFixed(1)
    return `${count(hits)} of ${count(this.long)} IDs with ${longDigits} digits or more (${share} %) ${what}; of intact IDs ${intact} do`
  }
}
