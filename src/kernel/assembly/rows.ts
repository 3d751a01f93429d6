// Reads result rows as X writes them: flat objects of short texts in ASCII, one a line. Whatever else a line holds is left to the
// tokenizer, which is exact; what is read here is JSON, and reads the same there.
import { idsRead, readLines } from './index'

const lf: u8 = 0x0a
const cr: u8 = 0x0d
const space: u8 = 0x20
const quote: u8 = 0x22
const comma: u8 = 0x2c
const colon: u8 = 0x3a
const opening: u8 = 0x7b
const closing: u8 = 0x7d

// Keys with their closing quotes, first byte lowest.
const idKey: u64 = 0x226469
const errorKey: u64 = 0x22726f727265
const reasonKey: u64 = 0x226e6f73616572
const actionKey: u64 = 0x226e6f69746361
const createdKey: u64 = 0x5f64657461657263
const createdRest: u32 = 0x2274615f
const nullWord: u32 = 0x6c6c756e

/** 16 bytes of a row: its ID; the numbers of its reason and its action, and its year, of 16 bits each. */
const rowLength: usize = 16

/** How many rows the last `readRows` read, and whether all of them end with a line feed alone. */
export let rowsRead: u32 = 0
export let rowsArePlain: bool = true

/** Longer rows are left. */
const longestRow: usize = 4096

/** Words of a field: 16 bytes of text, its length, its number. */
const wordLength: usize = 24
const mostWords: u32 = 16

let words: usize = 0
let reasons: u32 = 0
let actions: u32 = 0

/** Forgets all words; `start` has room for two times sixteen of 24 bytes. */
export function setRowWords(start: usize): void {
  words = start
  reasons = 0
  actions = 0
}

/** Adds a word of up to 16 bytes of ASCII; tells whether there was room for it. */
export function addRowWord(
  isAction: bool,
  start: usize,
  length: u32,
  number: u32
): bool {
  const count = isAction ? actions : reasons
  if (count === mostWords) return false
  const into = wordAt(isAction, count)
  memory.copy(into, start, <usize>length)
  store<u32>(into + 16, length)
  store<u32>(into + 20, number)
  if (isAction) actions++
  else reasons++
  return true
}

function wordAt(isAction: bool, index: u32): usize {
  const first: u32 = isAction ? mostWords : 0
  return words + wordLength * <usize>(first + index)
}

/**
 * Reads rows from `start`, where a line begins, to `into`, at most `most` of
 * them. Returns where it stopped: at the first line that is no row as above. There is a line feed before `end`, behind which 32 bytes
 * are readable.
 */
export function readRows(
  start: usize,
  end: usize,
  into: usize,
  most: u32
): usize {
  let at = start
  let row = into
  rowsArePlain = true
  const full = into + rowLength * <usize>most
  while (at < end && row < full && load<u8>(at) === opening) {
    const next = readRow(at, row)
    if (next === 0) break
    at = next
    row += rowLength
  }
  rowsRead = <u32>((row - into) / rowLength)
  return at
}

/** Behind the line of the row; 0 when it is none. */
function readRow(start: usize, row: usize): usize {
  let at = start + 1
  let seen: u32 = 0
  let reason: u32 = 0
  let action: u32 = 0
  let year: u32 = 0
  while (true) {
    at = behindSpace(at)
    if (load<u8>(at) !== quote) return 0
    at++
    const head = load<u64>(at)
    let field: u32 = 0
    if ((head & 0xffffff) === idKey) {
      field = 1
      at += 3
    } else if ((head & 0xffffffffffffff) === reasonKey) {
      field = 2
      at += 7
    } else if ((head & 0xffffffffffffff) === actionKey) {
      field = 4
      at += 7
    } else if (head === createdKey && load<u32>(at + 7) === createdRest) {
      field = 8
      at += 11
    } else {
      if ((head & 0xffffffffffff) === errorKey) return 0
      at = behindText(at)
      if (at === 0) return 0
    }
    // Of a key that comes twice the last one counts.
    if ((seen & field) !== 0) return 0
    seen |= field
    at = behindSpace(at)
    if (load<u8>(at) !== colon) return 0
    at = behindSpace(at + 1)
    if (load<u8>(at) !== quote) {
      if (field === 1 || load<u32>(at) !== nullWord) return 0
      at += 4
    } else if (field === 1) {
      at = readLines(at + 1, at + 24, quote, row, 1)
      if (idsRead === 0 || load<u8>(at - 1) !== quote) return 0
    } else {
      const text = at + 1
      at = behindText(text)
      if (at === 0) return 0
      const length = <u32>(at - 1 - text)
      if (field === 2) {
        reason = numberOfWord(false, text, length)
        if (reason === 0) return 0
      } else if (field === 4) {
        action = numberOfWord(true, text, length)
        if (action === 0) return 0
      } else if (field === 8) {
        year = yearOf(text, length)
        if (year === otherDate) return 0
      }
    }
    at = behindSpace(at)
    const next = load<u8>(at)
    at++
    if (next === closing) break
    if (next !== comma) return 0
  }
  if ((seen & 1) === 0) return 0
  const isCr = load<u8>(at) === cr
  if (isCr) at++
  if (load<u8>(at) !== lf || at - start > longestRow) return 0
  if (isCr) rowsArePlain = false
  store<u16>(row + 8, <u16>reason)
  store<u16>(row + 10, <u16>action)
  store<u16>(row + 12, <u16>year)
  return at + 1
}

function behindSpace(at: usize): usize {
  while (load<u8>(at) === space) at++
  return at
}

/** Behind the quote that ends the text which starts at `at`; 0 when something else comes before. */
function behindText(at: usize): usize {
  while (true) {
    const bytes = v128.load(at)
    // Signed: bytes from 0x80 on are below zero.
    const found = i8x16.bitmask(
      v128.or(
        v128.or(
          i8x16.eq(bytes, i8x16.splat(0x22)),
          i8x16.eq(bytes, i8x16.splat(0x5c))
        ),
        i8x16.lt_s(bytes, i8x16.splat(0x20))
      )
    )
    if (found === 0) {
      at += 16
      continue
    }
    at += <usize>ctz(found)
    return load<u8>(at) === quote ? at + 1 : 0
  }
}

/** The number of a word; 0 when it is not known. */
function numberOfWord(isAction: bool, start: usize, length: u32): u32 {
  if (length === 0 || length > 16) return 0
  const text = v128.load(start)
  const all = <i32>((1 << length) - 1)
  const count = isAction ? actions : reasons
  for (let index: u32 = 0; index < count; index++) {
    const word = wordAt(isAction, index)
    if (
      load<u32>(word + 16) === length &&
      (i8x16.bitmask(i8x16.eq(text, v128.load(word))) & all) === all
    )
      return load<u32>(word + 20)
  }
  return 0
}

/** A date that takes more to read. */
const otherDate: u32 = 0xffff

/** As `yearOf` of the results, for dates in UTC; 0 for none that is known. */
function yearOf(start: usize, length: u32): u32 {
  if (length < 20 || length > 40) return 0
  const end = start + <usize>length
  const isUtc =
    load<u8>(end - 1) === 0x5a ||
    // +00:00
    (load<u32>(end - 6) === 0x3a30302b && load<u16>(end - 2) === 0x3030)
  if (!isUtc || load<u8>(start + 4) !== 0x2d) return otherDate
  let year: u32 = 0
  for (let at = start; at < start + 4; at++) {
    const digit = <u32>load<u8>(at) - 0x30
    if (digit > 9) return 0
    year = year * 10 + digit
  }
  return year >= 2006 && year <= 2099 ? year : 0
}
