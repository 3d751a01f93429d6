// What an ID is: 1 to 19 decimal digits, from 1 to 2^63 − 1, read from bytes as two 32-bit words.

/** A 64-bit ID: `high` × 2^32 + `low`, each an unsigned 32-bit integer. */
export interface U64 {
  high: number
  low: number
}

/** Why some bytes are no ID; shown to the reader and counted by. */
export type InvalidIdReason =
  | 'no ID'
  | 'zero'
  | 'leading zeros'
  | 'sign in front'
  | 'above 2^63 - 1'
  | 'scientific notation'
  | 'decimal point'
  | 'digits with separators'
  | 'digits of another script'
  | 'several values on one line'
  | 'URL without an ID'
  | 'screen name, not an ID'
  | 'hash, not an ID'
  | 'not a number'

/** Longest decimal form of an ID: 9223372036854775807. */
const maxDigits = 19

const zero = 0x30
const powersOfTen = Array.from({ length: 10 }, (_, n) => 10 ** n)

/**
 * Reads the ID whose digits start at `start` and end before `end` or before
 * the first byte that is no digit. Returns the index behind its last digit;
 * `start` when these digits are no ID, with `into` undefined in value.
 */
export function scanId(
  bytes: Uint8Array,
  start: number,
  end: number,
  into: U64
): number {
  const middle = Math.min(start + 10, end)
  // Ten digits and nine: each is exact as a double, which the product is not.
  let front = 0
  let at = start
  for (; at < middle; at++) {
    const digit = (bytes[at] ?? 0) - zero
    if (digit < 0 || digit > 9) break
    front = front * 10 + digit
  }
  if (bytes[start] === zero) return start
  // Without any digit, this is `start` as well.
  if (at < middle || at === end) {
    into.high = Math.floor(front / 0x100000000)
    into.low = front - into.high * 0x100000000
    return at
  }
  const last = Math.min(start + maxDigits, end)
  let back = 0
  for (; at < last; at++) {
    const digit = (bytes[at] ?? 0) - zero
    if (digit < 0 || digit > 9) break
    back = back * 10 + digit
  }
  if (at < end && isDigit(bytes[at] ?? 0)) return start
  joinDecimal(front, back, at - middle, into)
  return into.high <= 0x7fffffff ? at : start
}

/** Whether `bytes[start..end)` is an ID and nothing else; `into` is it then. */
export function readId(
  bytes: Uint8Array,
  start: number,
  end: number,
  into: U64
): boolean {
  return start < end && scanId(bytes, start, end, into) === end
}

function isDigit(byte: number): boolean {
  return byte >= zero && byte <= zero + 9
}

/** `front` (below 10^10) × 10^`digits` + `back` (`digits` ≤ 9 digits), in exact steps of 16 bits. */
function joinDecimal(
  front: number,
  back: number,
  digits: number,
  into: U64
): void {
  const power = powersOfTen[digits] ?? 1
  const frontTop = Math.floor(front / 0x10000)
  const top = frontTop * power
  const rest = (front - frontTop * 0x10000) * power + back
  const topTop = Math.floor(top / 0x10000)
  const sum = (top - topTop * 0x10000) * 0x10000 + rest
  const carry = Math.floor(sum / 0x100000000)
  into.high = topTop + carry
  into.low = sum - carry * 0x100000000
}

/** Reads an ID from text such as the `id` of a result row; undefined when it is none. */
export function idFromText(text: string): bigint | undefined {
  if (!/^[1-9][0-9]{0,18}$/.test(text)) return undefined
  const id = BigInt(text)
  return id <= 0x7fffffffffffffffn ? id : undefined
}

const reasons: readonly (readonly [RegExp, InvalidIdReason])[] = [
  [/^(nan|na|null|none|nil|n\/a)?$/i, 'no ID'],
  [/^0+$/, 'zero'],
  [/^0[0-9]+$/, 'leading zeros'],
  [/^[0-9]+$/, 'above 2^63 - 1'],
  [/^[+-]?[0-9]+([.,][0-9]+)?e[+-]?[0-9]+$/i, 'scientific notation'],
  [/^[+\-\u2212][0-9]+$/, 'sign in front'],
  [/^[+-]?[0-9]*[.][0-9]*$/, 'decimal point'],
  [/^[0-9]+([_,.'\u2019\u00a0\u202f][0-9]{3})+$/, 'digits with separators'],
  [/^[0-9]+(_[0-9]+)+$/, 'digits with separators'],
  [/^[0-9]{5,}[,;|~&:^\s]/, 'several values on one line'],
  [/^\[\W{0,2}[0-9]{5,}/, 'several values on one line'],
  [/^[\p{Nd}]+$/u, 'digits of another script'],
  [/^@[A-Za-z0-9_]+$/, 'screen name, not an ID'],
  // Of 32 bytes in base64, as in X's transparency archives, or in hex.
  [
    /^(?=.*[0-9])(?=.*[A-Za-z])(?:[A-Za-z0-9+/_-]{43}=?|[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64})$/,
    'hash, not an ID'
  ]
]

/** Why `text` (a cell without the space around it) is no ID. */
export function reasonOf(text: string): InvalidIdReason {
  return reasons.find(([shape]) => shape.test(text))?.[1] ?? 'not a number'
}
