// Reads decimal digits, eight at a time.

const zero: u8 = 0x30
export const zeros: u64 = 0x3030303030303030

const largestId: u64 = 0x7fffffffffffffff
const mostDigits: usize = 19

/** Behind the digits that `digitsAt` read. */
export let behindDigits: usize = 0

/** The number that the digits at `at` are, where there are 1 to 19; 24 bytes must be readable. */
export function digitsAt(at: usize): u64 {
  let stop = at
  let number: u64 = 0
  let values = load<u64>(stop) ^ zeros
  if (othersIn(values) === 0) {
    number = eightDigits(values)
    stop += 8
    values = load<u64>(stop) ^ zeros
    if (othersIn(values) === 0) {
      number = number * 100_000_000 + eightDigits(values)
      stop += 8
      values = load<u64>(stop) ^ zeros
    }
  }
  // 64 bits without any other are 8 digits: 24 in all.
  const digits = ctz(othersIn(values)) >> 3
  // In two steps, as a shift by 64 would be none.
  const last = (values << (8 * (7 - digits))) << 8
  behindDigits = stop + <usize>digits
  return number * powerOfTen(digits) + eightDigits(last)
}

/** Whether the digits from `at` to `behindDigits`, which are `number`, are an ID. */
export function isId(at: usize, number: u64): bool {
  return (
    behindDigits > at &&
    behindDigits - at <= mostDigits &&
    load<u8>(at) !== zero &&
    number <= largestId
  )
}

/** Zero if all eight are digits; else its lowest bit belongs to the first that is none. */
export function othersIn(values: u64): u64 {
  return ((values + 0x7676767676767676) | values) & 0x8080808080808080
}

/** The number whose eight digits are the bytes of `values`, the first one lowest. */
function eightDigits(values: u64): u64 {
  // Neighbours are joined: bytes to pairs, pairs to fours, and these to eight digits.
  const pairs = values * 10 + (values >> 8)
  const even = pairs & 0x000000ff000000ff
  const odd = (pairs >> 16) & 0x000000ff000000ff
  return (even * 0x000f424000000064 + odd * 0x0000271000000001) >> 32
}

/** Of 0 to 7, without a branch that could be guessed wrong. */
function powerOfTen(exponent: u64): u64 {
  const one = select<u64>(10, 1, <bool>(exponent & 1))
  const two = select<u64>(100, 1, <bool>((exponent >> 1) & 1))
  const four = select<u64>(10_000, 1, <bool>(exponent >> 2))
  return one * two * four
}
