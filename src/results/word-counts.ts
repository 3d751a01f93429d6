// Words of the service by small numbers, counted; never more of them than a fixed number.
import { withoutIds } from '../lib/text.js'

/** What rows without the field are counted under. */
const none = 'none'

/** What all words past the bounds are counted under. */
const rest = '…'

/** Distinct words that are told apart, and the length of each, so that a hostile service can't fill the memory. */
const bounds = { words: 1000, characters: 256 }

/** Bounds of the output `counts`: its words in number and characters. */
const shown = { words: 100, characters: 64 }

/** The number of "no word". */
export const absent = 0

/** The number of every word past the bounds. */
const beyond = 1

/** Gives every distinct word a small number, and counts by it. */
export class Words {
  readonly #texts = [none, rest]
  readonly #counts: number[] = []
  readonly #numbers = new Map<string, number>()
  /** Words as they came, by number. */
  readonly #raw: string[] = []
  /** @param known words with a rule, which keep their place whatever else comes */
  constructor(known: readonly string[]) {
    for (const word of known) this.numberOf(word)
  }

  /** How many words have a number of their own. */
  get size(): number {
    return this.#numbers.size
  }

  /** Counts all that another one has counted. */
  add(words: Words): void {
    for (const [number, n] of words.#counts.entries()) {
      if (!n) continue
      const own =
        number > beyond ? this.numberOf(words.#raw[number] ?? '') : number
      this.#counts[own] = (this.#counts[own] ?? 0) + n
    }
  }

  /** The number of a word; all past the bounds share one. */
  numberOf(word: string): number {
    return this.#numbers.get(word) ?? this.#add(word)
  }

  /** The word itself; empty when there is none or it is past the bounds. */
  textOf(number: number): string {
    return number > beyond ? (this.#texts[number] ?? '') : ''
  }

  count(number: number, times = 1): void {
    this.#counts[number] = (this.#counts[number] ?? 0) + times
  }

  /** Counts the word that `words` has under this number. */
  countOf(words: Words, number: number, times = 1): void {
    this.count(
      number > beyond ? this.numberOf(words.textOf(number)) : number,
      times
    )
  }

  /** Counts by exact word, most frequent first. */
  exact(): Record<string, number> {
    return summed(this.#sorted())
  }

  /** Counts by word, within the bounds of the output `counts`. */
  shown(): Record<string, number> {
    const sorted = Object.entries(
      summed(
        this.#sorted().map(([word, n]): [string, number] => [
          Array.from(word).slice(0, shown.characters).join(''),
          n
        ])
      )
    )
    const words = sorted.filter(([word]) => word !== rest)
    const isAll = words.length <= shown.words
    const kept = isAll ? words : words.slice(0, shown.words - 1)
    const left = total(sorted) - total(kept)
    return summed([...kept, ...(left > 0 ? [[rest, left] as const] : [])])
  }

  #add(word: string): number {
    const number = this.#texts.length
    if (word.length > bounds.characters || number >= bounds.words) return beyond
    // Words go into log, outputs and reports, where no ID may stand.
    this.#texts.push(withoutIds(word))
    this.#raw[number] = word
    this.#numbers.set(word, number)
    return number
  }

  #sorted(): [string, number][] {
    return this.#texts
      .map((text, number): [string, number] => [
        text,
        this.#counts[number] ?? 0
      ])
      .filter(([, n]) => n > 0)
      .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
  }
}

function total(entries: readonly (readonly [string, number])[]): number {
  return entries.reduce((sum, [, n]) => sum + n, 0)
}

/** Counts by name; a word of the service may be `none` or `…` too. */
function summed(
  entries: readonly (readonly [string, number])[]
): Record<string, number> {
  const sums = new Map<string, number>()
  for (const [name, n] of entries) sums.set(name, (sums.get(name) ?? 0) + n)
  return Object.fromEntries(sums)
}
