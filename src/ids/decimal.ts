// Writes 64-bit IDs as decimal lines, without making a string or a bigint of any of them.

/** Bytes of the longest line: 19 digits and a line feed. */
export const longestLine = 20

const lf = 0x0a
const zero = 0x30

/** The digits of 0 to 999, four bytes apart. */
const threeDigits = new Uint8Array(4000)
for (let n = 0; n < 1000; n++)
  threeDigits.set(Buffer.from(String(n).padStart(3, '0')), 4 * n)

/**
 * Writes `halves[2 * from]` (low) and the next (high) up to the ID before
 * `to` as lines to `out` from `at`; returns the index behind the last line.
 */
export function writeLines(
  halves: Uint32Array,
  from: number,
  to: number,
  out: Uint8Array,
  at: number
): number {
  let next = at
  for (let i = from; i < to; i++) {
    const low = halves[2 * i] ?? 0
    const high = halves[2 * i + 1] ?? 0
    // In steps of 16 bits, so that no number exceeds 2^53.
    const top = high >>> 16
    const middle = (high & 0xffff) * 0x100000000 + low
    const billions = Math.floor(middle / 1e9)
    const sum = top * 976_710_656 + (middle - billions * 1e9)
    const carry = Math.floor(sum / 1e9)
    const tail = sum - carry * 1e9
    // 2^48 = 281,474 × 10^9 + 976,710,656
    const head = top * 281_474 + billions + carry
    if (head === 0) next = writeShort(tail, out, next)
    else {
      next = writeHead(head, out, next)
      writeNine(tail, out, next)
      next += 9
    }
    out[next++] = lf
  }
  return next
}

/** 1 to 9,223,372,036 */
function writeHead(head: number, out: Uint8Array, at: number): number {
  if (head < 1e9) return writeShort(head, out, at)
  const first = Math.floor(head / 1e9)
  out[at] = zero + first
  writeNine(head - first * 1e9, out, at + 1)
  return at + 10
}

/** 0 to 999,999,999 with leading zeros. */
function writeNine(n: number, out: Uint8Array, at: number): void {
  const millions = Math.floor(n / 1e6)
  const rest = n - millions * 1e6
  const thousands = Math.floor(rest / 1e3)
  writeThree(millions, out, at)
  writeThree(thousands, out, at + 3)
  writeThree(rest - thousands * 1e3, out, at + 6)
}

function writeThree(n: number, out: Uint8Array, at: number): void {
  const digits = 4 * n
  out[at] = threeDigits[digits] ?? 0
  out[at + 1] = threeDigits[digits + 1] ?? 0
  out[at + 2] = threeDigits[digits + 2] ?? 0
}

/** 1 to 999,999,999 without leading zeros. */
function writeShort(n: number, out: Uint8Array, at: number): number {
  let digits = 1
  for (let power = 10; power <= n; power *= 10) digits++
  let rest = n
  for (let i = at + digits - 1; i >= at; i--) {
    const next = Math.floor(rest / 10)
    out[i] = zero + rest - next * 10
    rest = next
  }
  return at + digits
}
