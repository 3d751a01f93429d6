// The word that was probably meant.

/** Longer words are cut: the comparison takes the product of the lengths. */
const longest = 64

/** The candidate that is most like the word; undefined when none is much like it. */
export function nearest(
  word: string,
  candidates: readonly string[]
): string | undefined {
  const most = Math.max(1, Math.floor(Math.min(word.length, longest) / 3))
  let best: string | undefined
  let fewest = most + 1
  for (const candidate of candidates) {
    const edits = distance(fold(word), fold(candidate))
    if (edits < fewest) [best, fewest] = [candidate, edits]
  }
  return best
}

const fold = (word: string): string => word.slice(0, longest).toLowerCase()

/** Insertions, deletions and substitutions that turn one word into the other (Levenshtein). */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, at) => at)
  for (let i = 1; i <= from.length; i++) {
    const next = [i]
    for (let j = 1; j <= to.length; j++) {
      const changed = (row[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1)
      next.push(Math.min(changed, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[to.length] ?? 0
}
