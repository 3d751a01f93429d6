// Sorts IDs in place: by the 20 bits that tell most of them apart, then by insertion.

const digitBits = 10
const digits = 1 << digitBits
const keyBits = 2 * digitBits

/** With more moves than this for an ID, on average, insertion is given up. */
const mostMoves = 8

/** Two radix passes go there and back. */
let scratch = new Uint32Array(0)
const lowCounts = new Uint32Array(digits)
const highCounts = new Uint32Array(digits)

/**
 * Sorts ascending. Two passes of a radix sort over the leading bits that
 * differ leave IDs nearly in order where they are spread like those of posts
 * are; what is bunched in another way is left to the engine's own sort, about
 * four times slower (docs/performance.md). Takes about 2 ms for 2^16 IDs, the size at which the cache helps most.
 */
export function sortIds(ids: BigUint64Array): void {
  const halves = new Uint32Array(ids.buffer, ids.byteOffset, 2 * ids.length)
  if (scratch.length < halves.length) scratch = new Uint32Array(halves.length)
  sortByKey(halves)
  if (!insertInOrder(halves)) ids.sort()
}

/** Sorts by `keyBits` bits: from the leading bit in which the high halves differ. */
function sortByKey(halves: Uint32Array): void {
  const end = halves.length
  let least = 0xffffffff
  let most = 0
  for (let i = 1; i < end; i += 2) {
    const high = halves[i] ?? 0
    if (high < least) least = high
    if (high > most) most = high
  }
  const bits = 32 - Math.clz32(most - least)
  const right = Math.max(0, bits - keyBits)
  const left = Math.max(0, keyBits - bits)
  // In two steps, as a shift by 32 would be none.
  const lowRight = 31 - left
  lowCounts.fill(0)
  highCounts.fill(0)
  for (let i = 0; i < end; i += 2) {
    const low = halves[i] ?? 0
    const high = (halves[i + 1] ?? 0) - least
    const key = ((high >>> right) << left) | ((low >>> 1) >>> lowRight)
    const digit = key & (digits - 1)
    lowCounts[digit] = (lowCounts[digit] ?? 0) + 1
    highCounts[key >>> digitBits] = (highCounts[key >>> digitBits] ?? 0) + 1
  }
  toPlaces(lowCounts)
  toPlaces(highCounts)
  for (let i = 0; i < end; i += 2) {
    const low = halves[i] ?? 0
    const high = halves[i + 1] ?? 0
    const key =
      (((high - least) >>> right) << left) | ((low >>> 1) >>> lowRight)
    const digit = key & (digits - 1)
    const place = lowCounts[digit] ?? 0
    lowCounts[digit] = place + 2
    scratch[place] = low
    scratch[place + 1] = high
  }
  for (let i = 0; i < end; i += 2) {
    const low = scratch[i] ?? 0
    const high = scratch[i + 1] ?? 0
    const key =
      (((high - least) >>> right) << left) | ((low >>> 1) >>> lowRight)
    const place = highCounts[key >>> digitBits] ?? 0
    highCounts[key >>> digitBits] = place + 2
    halves[place] = low
    halves[place + 1] = high
  }
}

/** From how many IDs have each digit to where the first of them goes. */
function toPlaces(counts: Uint32Array): void {
  let place = 0
  for (let digit = 0; digit < digits; digit++) {
    const count = counts[digit] ?? 0
    counts[digit] = place
    place += 2 * count
  }
}

/** Returns false, with the IDs in any order, when this would take long. */
function insertInOrder(halves: Uint32Array): boolean {
  let moves = (mostMoves * halves.length) / 2
  for (let i = 2; i < halves.length; i += 2) {
    const low = halves[i] ?? 0
    const high = halves[i + 1] ?? 0
    let at = i
    for (; at > 0; at -= 2) {
      const lowBefore = halves[at - 2] ?? 0
      const highBefore = halves[at - 1] ?? 0
      if (highBefore < high || (highBefore === high && lowBefore <= low)) break
      halves[at] = lowBefore
      halves[at + 1] = highBefore
    }
    if (at === i) continue
    halves[at] = low
    halves[at + 1] = high
    moves -= (i - at) / 2
    if (moves < 0) return false
  }
  return true
}
