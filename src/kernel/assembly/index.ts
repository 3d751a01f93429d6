// The work that is done for every ID, in AssemblyScript: 64-bit integers are native to WebAssembly, and no warming up is needed.
// Pointers lead into the memory of the instance, which the caller lays out; lengths are in bytes unless said otherwise.

import { digitsAt, behindDigits, isId, zeros } from './digits'

const lf: u8 = 0x0a
const cr: u8 = 0x0d

/** What the last `readLines` read, and the line feeds that it passed. */
export let idsRead: u32 = 0
export let linesPassed: u32 = 0

/**
 * Reads IDs that end in a line end or in `separator`, from `start` up to
 * `end`, to `ids`, at most `most` of them. Returns where it stopped: at the
 * first cell that is not an ID and nothing else, or has no end. 24 bytes
 * behind `end` must be readable.
 */
export function readLines(
  start: usize,
  end: usize,
  separator: u8,
  ids: usize,
  most: u32
): usize {
  let at = start
  let into = ids
  let lines: u32 = 0
  const full = ids + ((<usize>most) << 3)
  while (into < full) {
    const id = digitsAt(at)
    let stop = behindDigits
    if (!isId(at, id)) break
    if (load<u8>(stop) === cr && load<u8>(stop + 1) === lf) stop++
    const ending = load<u8>(stop)
    if (stop >= end || (ending !== lf && ending !== separator)) break
    if (ending === lf) lines++
    store<u64>(into, id)
    into += 8
    at = stop + 1
  }
  idsRead = <u32>((into - ids) >> 3)
  linesPassed = lines
  return at
}

/** What the last `survey` counted; what it is for stands in `rounding.ts`. */
export let long: u32 = 0
export let short: u32 = 0
export let twoZeros: u32 = 0
export let threeZeros: u32 = 0
export let exactDoubles: u32 = 0

/** Counts IDs by their digits. */
export function survey(ids: usize, count: u32): void {
  long = short = twoZeros = threeZeros = exactDoubles = 0
  const end = ids + ((<usize>count) << 3)
  for (let each = ids; each < end; each += 8) {
    const id = load<u64>(each)
    if (id < 1_000_000_000_000_000) {
      if (id < 10_000_000_000) short++
      continue
    }
    long++
    if (id % 100 === 0) {
      twoZeros++
      if (id % 1000 === 0) threeZeros++
    }
    // Doubles of 18 and 19 digits are 64 to 1024 apart; the low 12 bits of an
    // ID are its sequence number, and 0 says nothing.
    if ((id & 0x7f) === 0 && (id & 0xfff) !== 0) exactDoubles++
  }
}

/**
 * Writes IDs as lines from `into` on; returns the end of the last. `into`
 * must have 20 bytes for each ID, and seven more.
 */
export function writeLines(ids: usize, count: u32, into: usize): usize {
  const end = ids + ((<usize>count) << 3)
  let at = into
  for (let each = ids; each < end; each += 8) {
    const id = load<u64>(each)
    const front = id / 100_000_000
    const back = id - front * 100_000_000
    if (front === 0) at = writeFirst(back, at)
    else {
      const first = front / 100_000_000
      if (first === 0) at = writeFirst(front, at)
      else {
        at = writeFirst(first, at)
        at = writeEight(front - first * 100_000_000, at)
      }
      at = writeEight(back, at)
    }
    store<u8>(at, lf)
    at++
  }
  return at
}

/** Writes a number below 10^8 without leading zeros; the eight bytes from `at` on are written to. */
function writeFirst(number: u64, at: usize): usize {
  const values = digitsOf(number)
  const leading = number === 0 ? 7 : ctz(values) >> 3
  store<u64>(at, (values | zeros) >> (8 * leading))
  return at + 8 - <usize>leading
}

function writeEight(number: u64, at: usize): usize {
  store<u64>(at, digitsOf(number) | zeros)
  return at + 8
}

/** The eight digits of a number below 10^8 as bytes, the first one lowest. */
function digitsOf(number: u64): u64 {
  // The reverse of `eightDigits`; multiplication and shift stand for division by 100 and by 10.
  const small = <u32>number
  const front = small / 10_000
  const fours = (<u64>front) | ((<u64>(small - front * 10_000)) << 32)
  const hundreds = ((fours * 10_486) >> 20) & 0x0000007f0000007f
  const pairs = hundreds | ((fours - 100 * hundreds) << 16)
  const tens = ((pairs * 103) >> 10) & 0x000f000f000f000f
  return tens | ((pairs - 10 * tens) << 8)
}

/** Bits of a digit of the radix sort, and how many such digits there are. */
const digitBits: u64 = 10
const digitCount: usize = 1 << 10
const keyBits: u64 = 2 * digitBits

/** With more moves than this for an ID, on average, insertion is given up. */
const mostMoves: i64 = 8

/**
 * Sorts IDs in place, ascending: two passes of a radix sort over the leading
 * bits that differ, then insertion. Returns false, with the IDs in any order,
 * where they are spread so unevenly that insertion would take long. `scratch`
 * has room for as many IDs, `counts` for twice `digitCount` counts of 4 bytes.
 */
export function sort(
  ids: usize,
  count: u32,
  scratch: usize,
  counts: usize
): bool {
  const end = ids + ((<usize>count) << 3)
  let least: u64 = u64.MAX_VALUE
  let most: u64 = 0
  for (let each = ids; each < end; each += 8) {
    const id = load<u64>(each)
    if (id < least) least = id
    if (id > most) most = id
  }
  const bits = 64 - clz(most - least)
  const shift = bits > keyBits ? bits - keyBits : 0
  const tops = counts + 4 * digitCount
  countDigits(ids, end, least, shift, counts, tops)
  toPlaces(counts)
  toPlaces(tops)
  distribute(ids, end, scratch, least, shift, counts)
  distribute(
    scratch,
    scratch + (end - ids),
    ids,
    least,
    shift + digitBits,
    tops
  )
  return insertInOrder(ids, end)
}

function countDigits(
  ids: usize,
  end: usize,
  least: u64,
  shift: u64,
  counts: usize,
  tops: usize
): void {
  memory.fill(counts, 0, 2 * 4 * digitCount)
  for (let each = ids; each < end; each += 8) {
    const key = (load<u64>(each) - least) >> shift
    const low = place(counts, key)
    const top = place(tops, key >> digitBits)
    store<u32>(low, load<u32>(low) + 1)
    store<u32>(top, load<u32>(top) + 1)
  }
}

/** Where the number for the lowest digit of `key` stands. */
function place(numbers: usize, key: u64): usize {
  return numbers + (((<usize>key) & (digitCount - 1)) << 2)
}

/** From how many IDs have each digit to how many have a lower one. */
function toPlaces(counts: usize): void {
  let before: u32 = 0
  for (let each = counts; each < counts + 4 * digitCount; each += 4) {
    const count = load<u32>(each)
    store<u32>(each, before)
    before += count
  }
}

function distribute(
  from: usize,
  end: usize,
  to: usize,
  least: u64,
  shift: u64,
  places: usize
): void {
  for (let each = from; each < end; each += 8) {
    const id = load<u64>(each)
    const next = place(places, (id - least) >> shift)
    const index = load<u32>(next)
    store<u32>(next, index + 1)
    store<u64>(to + ((<usize>index) << 3), id)
  }
}

function insertInOrder(ids: usize, end: usize): bool {
  let moves = mostMoves * ((end - ids) >> 3)
  for (let each = ids + 8; each < end; each += 8) {
    const id = load<u64>(each)
    let at = each
    while (at > ids && load<u64>(at - 8) > id) {
      store<u64>(at, load<u64>(at - 8))
      at -= 8
    }
    if (at === each) continue
    store<u64>(at, id)
    moves -= (each - at) >> 3
    if (moves < 0) return false
  }
  return true
}

/** Moves the distinct IDs other than `last` to the front of ascending ones; returns how many. */
export function dropRepeated(ids: usize, count: u32, last: u64): u32 {
  const end = ids + ((<usize>count) << 3)
  let before = last
  let into = ids
  for (let each = ids; each < end; each += 8) {
    const id = load<u64>(each)
    store<u64>(into, id)
    if (id !== before) into += 8
    before = id
  }
  return <u32>((into - ids) >> 3)
}

export {
  addRowWord,
  readRows,
  rowsArePlain,
  rowsRead,
  setRowWords
} from './rows'

export {
  jsonAddKey,
  jsonArrays,
  jsonArrayStart,
  jsonAt,
  jsonBegin,
  jsonIds,
  jsonIsOpen,
  jsonIsRecord,
  jsonHold,
  jsonLearn,
  jsonLineEnd,
  jsonLines,
  jsonLineStart,
  jsonMove,
  jsonNext,
  jsonPassed,
  jsonPassedRecords,
  jsonPastLineEnd,
  jsonRecordLine,
  jsonRecordStart,
  jsonReset,
  jsonSetFilter,
  jsonSetLines,
  jsonSetShapes,
  jsonSetTape,
  jsonSetUp,
  jsonTokens,
  nextRecord,
  tokenize
} from './json'
