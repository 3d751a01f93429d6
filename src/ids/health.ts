// Tells IDs that a spreadsheet or a program rounded from intact ones, by shares that chance does not explain.
import type { JobType } from '../inputs.js'
import { count } from '../text.js'

/** IDs of fewer digits survive in a double, so rounding can't be seen in them. */
const longDigits = 16
/** Below this many long IDs a share says nothing. */
const enough = 100
/** Intact IDs: 0.1 % end in `000` (at most 0.8 %), 1 to 4 % in `00`; Excel: 100 %, JavaScript: 93 %. */
const maxThreeZeros = 0.05
const maxTwoZeros = 0.25
/** Intact: at most 0.8 % are exact doubles with a sequence number above 0. */
const maxExactDoubles = 0.05

/** Last digit of an ID. */
const zeroDigit = 0x30

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

  /** Takes note of the ID whose last digit is before `end` in `bytes`. */
  note(bytes: Uint8Array, end: number, digits: number, low: number): void {
    this.ids++
    if (digits < longDigits) {
      if (digits <= 10) this.short++
      return
    }
    this.long++
    if (bytes[end - 1] === zeroDigit && bytes[end - 2] === zeroDigit) {
      this.#twoZeros++
      if (bytes[end - 3] === zeroDigit) this.#threeZeros++
    }
    // Doubles of 18 and 19 digits are 64 to 1024 apart; the low 12 bits of an
    // ID are its sequence number, and 0 says nothing.
    if ((low & 0x7f) === 0 && (low & 0xfff) !== 0) this.#exactDoubles++
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

  /** Whether all IDs are too short for posts made since November 2010. */
  looksLikeUsers(type: JobType): boolean {
    return type === 'tweets' && this.ids > 0 && this.short === this.ids
  }

  #evidence(hits: number, what: string, intact: string): string {
    const share = ((100 * hits) / this.long).toFixed(1)
    return `${count(hits)} of ${count(this.long)} IDs with ${longDigits} digits or more (${share} %) ${what}; of intact IDs ${intact} do`
  }
}
