// Words of the service, counted by their bytes: no string for each row, and never more words than a fixed number.

/** What stands for a field that a row does not have; brackets are escaped in words, so none can look like this. */
const none = '(none)'

/** What all words past the bounds are counted under. */
const rest = '…'

/** Distinct words that are told apart, and the bytes of each, so that a hostile service can't fill the memory. */
const bounds = { words: 1000, bytes: 256 }

/** Bounds of the output `counts`: its words in number and characters. */
const shown = { words: 100, characters: 64 }

/** The number of "no word". */
export const absent = 0

/** The number of every word past the bounds. */
const beyond = 1

interface Known {
  readonly number: number
  readonly bytes: Uint8Array
}

/** Gives every distinct word a small number, and counts by it. */
export class Words {
  readonly #texts = [none, rest]
  readonly #counts = [0, 0]
  readonly #byLength: Known[][] = []

  /** @param known words with a rule, which keep their place whatever else comes */
  constructor(known: readonly string[]) {
    for (const word of known) this.#add(Buffer.from(word))
  }

  /** The number of the word in `bytes[start..end)`, in UTF-8. */
  numberOf(bytes: Uint8Array, start: number, end: number): number {
    const candidates = this.#byLength[end - start]
    if (candidates !== undefined)
      for (const known of candidates)
        if (startsWith(bytes, start, known.bytes)) return known.number
    return this.#add(bytes.slice(start, end))
  }

  /** The word itself; empty when there is none or it is past the bounds. */
  textOf(number: number): string {
    return number > beyond ? (this.#texts[number] ?? '') : ''
  }

  count(number: number): void {
    this.#counts[number] = (this.#counts[number] ?? 0) + 1
  }

  /** Counts by exact word, most frequent first. */
  exact(): Record<string, number> {
    return Object.fromEntries(this.#sorted())
  }

  /** Counts by escaped word, within the bounds of the output `counts`. */
  escaped(): Record<string, number> {
    const sorted = this.#sorted()
    const fitting = sorted.filter(
      ([word]) => word !== rest && Array.from(word).length <= shown.characters
    )
    const whole =
      fitting.length === sorted.length && fitting.length <= shown.words
    const kept = whole ? fitting : fitting.slice(0, shown.words - 1)
    const left = total(sorted) - total(kept)
    return Object.fromEntries([
      ...kept.map(([word, n]): [string, number] => [
        word === none ? none : escaped(word),
        n
      ]),
      ...(left > 0 ? [[rest, left] as const] : [])
    ])
  }

  #add(bytes: Uint8Array): number {
    const number = this.#texts.length
    if (bytes.length > bounds.bytes || number >= bounds.words) return beyond
    this.#texts.push(Buffer.from(bytes).toString())
    this.#counts.push(0)
    const candidates = (this.#byLength[bytes.length] ??= [])
    candidates.push({ number, bytes })
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

/** Whether `word` stands at `bytes[start]`. */
export function startsWith(
  bytes: Uint8Array,
  start: number,
  word: Uint8Array
): boolean {
  for (let i = 0; i < word.length; i++)
    if (word[i] !== bytes[start + i]) return false
  return true
}

function total(entries: readonly (readonly [string, number])[]): number {
  return entries.reduce((sum, [, n]) => sum + n, 0)
}

/** Characters outside `[A-Za-z0-9_-]` as `\uXXXX`. */
function escaped(word: string): string {
  return word.replace(
    /[^A-Za-z0-9_-]/g,
    c => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`
  )
}
