// Writes 64-bit IDs as decimal lines, without making a string or a bigint of any of them.

/** Bytes of the longest line: 19 digits and a line feed. */
export const longestLine = 20

const lf = 0x0a
const zero = 0x30

/** The digits of 0 to 9999, as four bytes to be stored at once. */
const fourDigits = Int32Array.from({ length: 10_000 }, (_, n) =>
  fourBytes(
    digit(n / 1000),
    digit((n / 100) % 10),
    digit((n / 10) % 10),
    digit(n % 10)
  )
)
/** The last three digits, or two, and the line feed. */
const threeAndLf = Int32Array.from({ length: 1000 }, (_, n) =>
  fourBytes(digit(n / 100), digit((n / 10) % 10), digit(n % 10), lf)
)
const twoAndLf = Int32Array.from({ length: 100 }, (_, n) =>
  fourBytes(digit(n / 10), digit(n % 10), lf, lf)
)

function digit(n: number): number {
  return zero + Math.floor(n)
}

/** First byte first, as `setInt32` writes them with `littleEndian`. */
function fourBytes(a: number, b: number, c: number, d: number): number {
  return a | (b << 8) | (c << 16) | (d << 24)
}

/**
 * Writes the IDs `from` up to the one before `to` of `halves` (low, high, low,
 * high …) as lines to `out` from `at`; returns the index behind the last line.
 * `out` must have `longestLine` bytes for each.
 */
export function writeLines(
  halves: Uint32Array,
  from: number,
  to: number,
  out: DataView,
  at: number
): number {
  let next = at
  for (let i = from; i < to; i++) {
    const low = halves[2 * i] ?? 0
    const high = halves[2 * i + 1] ?? 0
    // ID = head × 10^9 + tail, in steps of 16 bits, so that no number exceeds 2^53.
    const top = high >>> 16
    const middle = (high & 0xffff) * 0x100000000 + low
    const billions = Math.floor(middle / 1e9)
    // 2^48 = 281,474 × 10^9 + 976,710,656
    const sum = top * 976_710_656 + (middle - billions * 1e9)
    const carry = Math.floor(sum / 1e9)
    const head = top * 281_474 + billions + carry
    const tail = (sum - carry * 1e9) | 0
    if (head >= 1e9) next = writeLine19(head, tail, out, next)
    else if (head >= 1e8) next = writeLine18(head | 0, tail, out, next)
    else next = writeShort(head, tail, out, next)
  }
  return next
}

/** The ID of 19 digits: groups of 4, 4, 4, 4 and 3. */
function writeLine19(
  head: number,
  tail: number,
  out: DataView,
  at: number
): number {
  const first = Math.floor(head / 1e6) | 0
  const rest = (head - first * 1e6) | 0
  const second = (rest / 100) | 0
  const millions = (tail / 1e7) | 0
  const tailRest = tail - millions * 1e7
  const fourth = (tailRest / 1000) | 0
  out.setInt32(at, fourDigits[first] ?? 0, true)
  out.setInt32(at + 4, fourDigits[second] ?? 0, true)
  const third = (rest - second * 100) * 100 + millions
  out.setInt32(at + 8, fourDigits[third] ?? 0, true)
  out.setInt32(at + 12, fourDigits[fourth] ?? 0, true)
  out.setInt32(at + 16, threeAndLf[tailRest - fourth * 1000] ?? 0, true)
  return at + 20
}

/** The ID of 18 digits: groups of 4, 4, 4, 4 and 2; the byte behind is the next line's. */
function writeLine18(
  head: number,
  tail: number,
  out: DataView,
  at: number
): number {
  const first = (head / 1e5) | 0
  const rest = head - first * 1e5
  const second = (rest / 10) | 0
  const millions = (tail / 1e6) | 0
  const tailRest = tail - millions * 1e6
  const fourth = (tailRest / 100) | 0
  out.setInt32(at, fourDigits[first] ?? 0, true)
  out.setInt32(at + 4, fourDigits[second] ?? 0, true)
  const third = (rest - second * 10) * 1000 + millions
  out.setInt32(at + 8, fourDigits[third] ?? 0, true)
  out.setInt32(at + 12, fourDigits[fourth] ?? 0, true)
  out.setInt32(at + 16, twoAndLf[tailRest - fourth * 100] ?? 0, true)
  return at + 19
}

/** An ID of any length, digit by digit from the last. */
function writeShort(
  head: number,
  tail: number,
  out: DataView,
  at: number
): number {
  const isLong = head > 0
  const end = at + countDigits(isLong ? head : tail) + (isLong ? 9 : 0)
  let place = end
  let rest = tail
  let digits = isLong ? 9 : end - at
  while (place > at) {
    if (digits === 0) {
      rest = head
      digits = place - at
    }
    const shorter = Math.floor(rest / 10)
    out.setUint8(--place, zero + rest - shorter * 10)
    rest = shorter
    digits--
  }
  out.setUint8(end, lf)
  return end + 1
}

/** Of 1 to 999,999,999. */
function countDigits(n: number): number {
  let digits = 1
  for (let power = 10; power <= n; power *= 10) digits++
  return digits
}
