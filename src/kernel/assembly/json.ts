// Tokenizes JSON (RFC 8259) with full validation: what `JSON.parse` accepts is accepted, but for nesting past a bound.
// A record is a top-level value, or an element of a top-level array. Its tokens go to a tape; positions are relative to
// its first byte, so that the bytes can be moved between two calls.

import { behindDigits, digitsAt, isId, othersIn, zeros } from './digits'

const lf: u8 = 0x0a
const quote: u8 = 0x22
const backslash: u8 = 0x5c

/** What `tokenize` came to. */
const needsMore: u32 = 0
const recordEnded: u32 = 1
const invalid: u32 = 2
const tapeFull: u32 = 3
const lineEnded: u32 = 4
const tooDeep: u32 = 5

/** Kinds of tokens. */
const objectToken: u32 = 1
const arrayToken: u32 = 2
const stringToken: u32 = 3
const numberToken: u32 = 4
const wordToken: u32 = 5

/** A token: kind | escaped << 4 | has unknown keys << 5 | empty string << 6 | key << 8, start, end, start of the key (0: none), index behind its contents. */
const tokenLength: usize = 20

/** What may come next. */
const anyValue: u32 = 0
const valueOrEnd: u32 = 1
const key: u32 = 2
const keyOrEnd: u32 = 3
const colon: u32 = 4
const separator: u32 = 5
/** Behind a record of a line: nothing but the end of the line. */
const lineEnd: u32 = 6

const mostOpen: u32 = 1000

/** The number of all keys that have an escape: their texts are for the caller to read. */
const escapedKey: u32 = 1

/** Addresses, set by the caller. */
let keyTable: usize = 0
let stack: usize = 0
let tape: usize = 0
let tapeLimit: u32 = 0

let isLines: bool = false
let emitsAll: bool = false

let state: u32 = anyValue
let open: u32 = 0
/** 1 inside of a top-level array, whose elements are the records. */
let recordDepth: u32 = 0
/** Address of the first byte of the record; 0 between records. */
let recordStart: usize = 0
let lastKey: u32 = 0
let lastKeyStart: u32 = 0
/** Where the next key is guessed from: a hash of the way to the key before it. */
let trail: u32 = 0
/** A string that is not whole yet: its quote, where to go on, and whether it has an escape. */
let openString: usize = 0
let openStringAt: usize = 0
let isEscaped: bool = false
/** Behind a comma behind a record. */
let hasComma: bool = false

/** Where the last call stopped. */
export let jsonAt: usize = 0
/** Line feeds passed so far. */
export let jsonLines: u32 = 0
/** Line feeds before the record. */
export let jsonRecordLine: u32 = 0
export let jsonRecordStart: usize = 0
export let jsonTokens: u32 = 0
/** Behind the line feed before the record; kept while bytes move, as all addresses are. */
export let jsonLineStart: usize = 0
/** Behind the line feed that ended the line of the last record, and of the one before; 0 before that. */
export let jsonLineEnd: usize = 0
export let jsonPastLineEnd: usize = 0
/** The start of the last top-level array, and how many there were. */
export let jsonArrayStart: usize = 0
export let jsonArrays: u32 = 0
/** Behind the last line feed between records. */
let afterFeed: usize = 0

/** Lays out the memory: `keys` as `addKey` fills it, 64 kB at `guessed`, 20 bytes for each of 1,000 levels at `levels`. */
export function jsonSetUp(
  keys: usize,
  guessed: usize,
  levels: usize,
  lines: bool,
  all: bool
): void {
  keyTable = keys
  guesses = guessed
  stack = levels
  isLines = lines
  emitsAll = all
}

export function jsonSetTape(start: usize, limit: u32): void {
  tape = start
  tapeLimit = limit
}

export function jsonSetLines(lines: bool): void {
  isLines = lines
  if (lines && open === 0 && jsonTokens > 0) state = lineEnd
}

/** Where the bytes of the stream start. */
export function jsonBegin(at: usize): void {
  afterFeed = at
}

/** The bytes were moved by `delta`. */
export function jsonMove(delta: i32): void {
  if (recordStart !== 0) {
    recordStart += delta
    jsonRecordStart = recordStart
  }
  if (openString !== 0) {
    openString += delta
    openStringAt += delta
  }
  afterFeed += delta
  jsonLineStart += delta
  jsonArrayStart += delta
  if (jsonLineEnd !== 0) jsonLineEnd += delta
  if (jsonPastLineEnd !== 0) jsonPastLineEnd += delta
  jsonAt += delta
}

/** Forgets the tokens of the record that ended. */
export function jsonNext(): void {
  jsonTokens = 0
  recordStart = 0
}

/** Forgets what is open: the record is broken. */
export function jsonReset(): void {
  jsonTokens = 0
  recordStart = 0
  openString = 0
  open = 0
  trail = 0
  recordDepth = 0
  hasComma = false
  state = anyValue
}

/** Whether something is open that should have ended. */
export function jsonIsOpen(): bool {
  return open > 0
}

/** Whether a record has begun, of which all bytes are wanted. */
export function jsonIsRecord(): bool {
  return recordStart !== 0
}

/** Places in the table of keys: heads by hash, then entries of 16 bytes. */
const heads: usize = 1024
let keyCount: u32 = 0

/** Makes a key known by its number, which is not 0; its bytes stay at `start`. */
export function jsonAddKey(start: usize, length: u32, number: u32): void {
  keyCount++
  const entry = keyTable + 2 * heads + 16 * <usize>keyCount
  const head = keyTable + 2 * hashOf(start, length)
  store<u32>(entry, <u32>load<u16>(head))
  store<u32>(entry + 4, length)
  store<u32>(entry + 8, <u32>start)
  store<u32>(entry + 12, number)
  store<u16>(head, <u16>keyCount)
}

function hashOf(start: usize, length: u32): usize {
  if (length === 0) return 0
  const first = <u32>load<u8>(start)
  const last = <u32>load<u8>(start + length - 1)
  return (length * 37 + first * 5 + last * 11) & 1023
}

function numberOfKey(start: usize, length: u32): u32 {
  let index = <u32>load<u16>(keyTable + 2 * hashOf(start, length))
  while (index !== 0) {
    const entry = keyTable + 2 * heads + 16 * <usize>index
    if (
      load<u32>(entry + 4) === length &&
      memory.compare(start, <usize>load<u32>(entry + 8), length) === 0
    )
      return load<u32>(entry + 12)
    index = load<u32>(entry)
  }
  return 0
}

// Keys mostly come in the order of the record before, so the next one is guessed: a guess holds the bytes of a key with
// its quotes and its colon, as they were read before, and is right where the same bytes come again.

/** Address of the guesses: for each its length (0: none), the number of the key, the trail behind it, 4 bytes unused, the bytes. */
let guesses: usize = 0
const guessCount: u32 = 1024
const guessHead: usize = 16
const longestGuess: usize = 48
const guessLength: usize = guessHead + longestGuess

function guess(): usize {
  return guesses + guessLength * <usize>(trail & (guessCount - 1))
}

/** Behind the colon of the key at `at`, if it is the one that is guessed; else 0. */
function guessedKey(at: usize, end: usize): usize {
  const from = guess()
  const length = <usize>load<u32>(from)
  if (
    length === 0 ||
    at + length > end ||
    !isSame(at, from + guessHead, length)
  )
    return 0
  openString = 0
  takeKey(at, load<u32>(from + 4))
  trail = load<u32>(from + 8)
  return at + length
}

/** Reads up to 15 bytes behind both. */
function isSame(one: usize, other: usize, length: usize): bool {
  let rest = <i32>length
  while (true) {
    const others = i8x16.bitmask(i8x16.ne(v128.load(one), v128.load(other)))
    if (rest <= 16) return (others & ((1 << rest) - 1)) === 0
    if (others !== 0) return false
    one += 16
    other += 16
    rest -= 16
  }
}

/** Remembers the key at `at` that ends with its colon before `end`. */
function learnKey(at: usize, end: usize): void {
  const length = end - at
  const behind = trail * 31 + <u32>hashOf(at + 1, <u32>length - 3)
  if (length <= longestGuess) {
    const to = guess()
    store<u32>(to, <u32>length)
    store<u32>(to + 4, lastKey)
    store<u32>(to + 8, behind)
    memory.copy(to + guessHead, at, length)
  }
  trail = behind
}

function takeKey(at: usize, number: u32): void {
  lastKey = number
  lastKeyStart = <u32>(at - recordStart)
  if (number === 0) store<u32>(level() + 4, 1)
}

/** Behind the last record that `nextRecord` passed over (0: none), how many it passed over, and how many IDs it took. */
export let jsonPassed: usize = 0
export let jsonPassedRecords: u32 = 0
export let jsonIds: u32 = 0
/** Whether the next record is not to be passed over. */
let holds: bool = false

/**
 * Goes on as `tokenize` does, but passes over records of learned shapes: it
 * takes their IDs, and stops at the first other one.
 */
export function nextRecord(at: usize, end: usize, isLast: bool): u32 {
  jsonIds = 0
  jsonPassed = 0
  jsonPassedRecords = 0
  while (true) {
    const found = tokenize(at, end, isLast)
    if (found !== recordEnded) return found
    if (holds || !takeIds()) {
      holds = false
      return found
    }
    jsonNext()
    jsonPassedRecords++
    jsonPassed = at = jsonAt
  }
  return invalid
}

// The shape of a record is what its tokens have in common with those of other records: for each its first word (kind,
// flags, key) and the index behind its contents. Shapes are compared as a whole, never by their hashes alone.

/** Addresses: places of shapes by their hash, then the shapes, up to `shapesEnd`; the IDs. */
let shapeHeads: usize = 0
let shapesEnd: usize = 0
let nextShape: usize = 0
let ids: usize = 0
let mostIds: u32 = 0

/** Shapes by hash. */
const shapeHeadCount: u32 = 1024
const mostShapeTokens: u32 = 512
/** A shape: the next one of the same place, its hash, how many tokens and IDs it has; two words a token; the indexes of the IDs. */
const shapeHead: usize = 16

/** Lays out the memory: `length` bytes for shapes, and room for `most` IDs of 8 bytes. */
export function jsonSetShapes(
  start: usize,
  length: usize,
  idsAt: usize,
  most: u32
): void {
  shapeHeads = start
  shapesEnd = start + length
  ids = idsAt
  mostIds = most
}

/** The next record is given, whatever its shape. */
export function jsonHold(): void {
  holds = true
}

/** IDs that matter, as bits by their hashes; 0 for none. */
let filter: usize = 0
let filterShift: u32 = 0

/** From here on records at the top level are passed over as long as no ID of theirs is in a filter of 2^log bits, of which each ID sets two; IDs are not kept. */
export function jsonSetFilter(at: usize, log: u32): void {
  filter = at
  filterShift = 32 - log
}

function isFiltered(id: u64): bool {
  const folded = (<u32>id) ^ (<u32>(id >> 32))
  return (
    isSet((folded * 0x9e3779b1) >> filterShift) &&
    isSet((folded * 0x85ebca6b) >> filterShift)
  )
}

function isSet(bit: u32): bool {
  return ((load<u8>(filter + (bit >> 3)) >> (<u8>(bit & 7))) & 1) === 1
}

/** Forgets all shapes. */
function forgetShapes(): void {
  memory.fill(shapeHeads, 0, 4 * shapeHeadCount)
  nextShape = shapeHeads + 4 * shapeHeadCount
}

/**
 * Learns the shape of the record at hand: all that such records hold are IDs,
 * in the tokens whose `count` indexes stand where IDs go.
 */
export function jsonLearn(count: u32): void {
  if (jsonTokens > mostShapeTokens || count > jsonTokens) return
  const length = shapeHead + 8 * <usize>jsonTokens + 4 * <usize>count
  if (nextShape === 0 || nextShape + length > shapesEnd) forgetShapes()
  const shape = nextShape
  const hash = hashOfTape()
  const head = shapeHeads + 4 * <usize>(hash & (shapeHeadCount - 1))
  let at = shape + shapeHead
  for (let token: u32 = 0; token < jsonTokens; token++) {
    const address = tape + tokenLength * <usize>token
    // The text of a key that has an escape is not known here.
    if (load<u32>(address) >> 8 === escapedKey) return
    store<u32>(at, load<u32>(address))
    store<u32>(at + 4, load<u32>(address + 16))
    at += 8
  }
  memory.copy(at, ids, 4 * <usize>count)
  store<u32>(shape, load<u32>(head))
  store<u32>(shape + 4, hash)
  store<u32>(shape + 8, jsonTokens)
  store<u32>(shape + 12, count)
  store<u32>(head, <u32>shape)
  nextShape = shape + length
}

function hashOfTape(): u32 {
  let hash: u32 = jsonTokens
  const end = tape + tokenLength * <usize>jsonTokens
  for (let address = tape; address < end; address += tokenLength)
    hash = rotl(hash, 5) ^ (load<u32>(address) * 0x9e3779b1)
  return hash
}

/** The shape of the record at hand, where it was learned; else 0. */
function shapeOfRecord(): usize {
  if (nextShape === 0 || jsonTokens > mostShapeTokens) return 0
  const hash = hashOfTape()
  const head = shapeHeads + 4 * <usize>(hash & (shapeHeadCount - 1))
  let shape = <usize>load<u32>(head)
  while (shape !== 0) {
    if (load<u32>(shape + 4) === hash && isOfShape(shape)) return shape
    shape = <usize>load<u32>(shape)
  }
  return 0
}

function isOfShape(shape: usize): bool {
  if (load<u32>(shape + 8) !== jsonTokens) return false
  let at = shape + shapeHead
  const end = tape + tokenLength * <usize>jsonTokens
  for (let address = tape; address < end; address += tokenLength) {
    if (
      load<u32>(at) !== load<u32>(address) ||
      load<u32>(at + 4) !== load<u32>(address + 16)
    )
      return false
    at += 8
  }
  return true
}

/** Takes the IDs of the record at hand; false, with none of them taken, where its shape is not known or one is no ID. */
function takeIds(): bool {
  const shape = shapeOfRecord()
  if (shape === 0) return false
  const count = load<u32>(shape + 12)
  if (jsonIds + count > mostIds || (filter !== 0 && open > 0)) return false
  const indexes = shape + shapeHead + 8 * <usize>jsonTokens
  for (let i: u32 = 0; i < count; i++) {
    const token = load<u32>(indexes + 4 * <usize>i)
    const address = tape + tokenLength * <usize>token
    const isText = (load<u32>(address) & 0xf) === stringToken
    const quotes: usize = isText ? 1 : 0
    const start = recordStart + <usize>load<u32>(address + 4) + quotes
    const end = recordStart + <usize>load<u32>(address + 8) - quotes
    const id = digitsAt(start)
    if (behindDigits !== end || !isId(start, id)) return false
    if (filter === 0) store<u64>(ids + 8 * <usize>(jsonIds + i), id)
    else if (isFiltered(id)) return false
  }
  if (filter === 0) jsonIds += count
  return true
}

/** Goes on from `at` to `end`, behind which 16 bytes must be readable. */
export function tokenize(at: usize, end: usize, isLast: bool): u32 {
  while (true) {
    let byte: u8 = 0
    while (at < end) {
      byte = load<u8>(at)
      if (byte > 0x20) break
      if (byte === lf) {
        if (isLines) {
          if (open > 0) return stop(at, lineEnded)
          if (state === lineEnd) {
            state = anyValue
            hasComma = false
            jsonLineEnd = at + 1
          }
        }
        if (recordStart === 0) afterFeed = at + 1
        jsonLines++
      } else if (byte !== 0x20 && byte !== 0x09 && byte !== 0x0d)
        return stop(at, invalid)
      at++
    }
    if (at >= end) return stop(at, needsMore)
    switch (state) {
      case anyValue:
      case valueOrEnd: {
        if (byte === 0x5d && state === valueOrEnd) break
        if (byte === 0x2c && open === 0 && !hasComma) {
          hasComma = true
          at++
          continue
        }
        if (recordStart === 0 && (open > 0 || byte !== 0x5b || isLines)) {
          recordStart = at
          jsonRecordStart = at
          jsonRecordLine = jsonLines
          jsonLineStart = afterFeed
          jsonPastLineEnd = jsonLineEnd
          jsonLineEnd = 0
          hasComma = false
        }
        if (byte === 0x7b || byte === 0x5b) {
          if (open === mostOpen) return stop(at, tooDeep)
          if (!openContainer(at, byte === 0x5b)) return stop(at, tapeFull)
          at++
          continue
        }
        const next =
          byte === quote
            ? stringEnd(at, end)
            : byte >= 0x61
              ? wordEnd(at, end, isLast)
              : numberEnd(at, end, isLast)
        if (next === 0) return stop(at, needsMore)
        if (next === 1)
          return stop(
            jsonAt,
            isLines && load<u8>(jsonAt) === lf && byte === quote
              ? lineEnded
              : invalid
          )
        const kind =
          byte === quote ? stringToken : byte >= 0x61 ? wordToken : numberToken
        if (!emitScalar(kind, at, next)) return stop(at, tapeFull)
        at = next
        if (endValue()) return stop(at, recordEnded)
        // The usual next byte, without going around.
        if (at < end && load<u8>(at) === 0x2c) {
          at++
          state = isInArray() ? anyValue : key
        }
        continue
      }
      case key:
      case keyOrEnd: {
        if (byte === 0x7d && state === keyOrEnd) break
        if (byte !== quote) return stop(at, invalid)
        const guessed = guessedKey(at, end)
        if (guessed !== 0) {
          at = guessed
          state = anyValue
          continue
        }
        const next = stringEnd(at, end)
        if (next === 0) return stop(at, needsMore)
        if (next === 1)
          return stop(
            jsonAt,
            isLines && load<u8>(jsonAt) === lf ? lineEnded : invalid
          )
        takeKey(
          at,
          isEscaped ? escapedKey : numberOfKey(at + 1, <u32>(next - at - 2))
        )
        const start = at
        at = next
        state = colon
        if (at < end && load<u8>(at) === 0x3a) {
          at++
          state = anyValue
          if (lastKey !== escapedKey) learnKey(start, at)
        }
        continue
      }
      case colon: {
        if (byte !== 0x3a) return stop(at, invalid)
        at++
        state = anyValue
        continue
      }
      case separator: {
        if (byte === 0x2c) {
          at++
          state = isInArray() ? anyValue : key
          continue
        }
        break
      }
      default:
        // Elements of an array are sometimes kept one a line, with their commas.
        if (byte !== 0x2c || hasComma) return stop(at, invalid)
        hasComma = true
        at++
        continue
    }
    // What is open ends here.
    if (open === 0 || byte !== (isInArray() ? 0x5d : 0x7d))
      return stop(at, invalid)
    at++
    closeContainer(at)
    if (recordStart === 0) {
      // The end of a top-level array, which is no record itself.
      recordDepth = 0
      state = isLines ? lineEnd : anyValue
      continue
    }
    if (endValue()) return stop(at, recordEnded)
  }
  return invalid
}

function stop(at: usize, reason: u32): u32 {
  jsonAt = at
  return reason
}

// A level of the stack: whether it is an array; whether scalars in it are wanted, or an object has unknown keys; its token
// (0: none, else + 1); the number of its key; the trail to it.
const levelLength: usize = 20

function level(): usize {
  return stack + levelLength * <usize>(open - 1)
}

function isInArray(): bool {
  return load<u32>(level()) === 1
}

/** Ends a value; tells whether the record ends with it. */
function endValue(): bool {
  if (open !== recordDepth) {
    state = separator
    return false
  }
  state = open > 0 ? separator : isLines ? lineEnd : anyValue
  return true
}

function openContainer(at: usize, isArray: bool): bool {
  // A line is a record, whatever it holds: it counts as a whole or not at all.
  if (open === 0 && isArray && !isLines) {
    recordDepth = 1
    jsonArrayStart = at
    jsonArrays++
    openLevel(true, true, 0, 0)
    return true
  }
  const number = keyOfValue()
  const isRecord = open === recordDepth
  if (!emit(isArray ? arrayToken : objectToken, number, at, at)) return false
  // Numbers and words in arrays are mostly of no interest.
  const wants =
    isArray &&
    (number !== 0 ||
      isRecord ||
      emitsAll ||
      (open > 0 && isInArray() && load<u32>(level() + 4) === 1))
  openLevel(isArray, wants, jsonTokens, number)
  return true
}

function openLevel(isArray: bool, wants: bool, token: u32, number: u32): void {
  open++
  const address = level()
  store<u32>(address, isArray ? 1 : 0)
  store<u32>(address + 4, wants ? 1 : 0)
  store<u32>(address + 8, token)
  store<u32>(address + 12, number)
  store<u32>(address + 16, trail)
  trail = trail * 31 + 1
  state = isArray ? valueOrEnd : keyOrEnd
}

function closeContainer(at: usize): void {
  const token = load<u32>(level() + 8)
  const number = load<u32>(level() + 12)
  const others: u32 = isInArray() ? 0 : load<u32>(level() + 4)
  trail = load<u32>(level() + 16)
  open--
  if (token === 0) return
  // What is not known and holds nothing known is as good as not there, but for elements that count.
  const isElement = open > 0 && isInArray() && load<u32>(level() + 4) === 1
  if (
    jsonTokens === token &&
    number === 0 &&
    open !== recordDepth &&
    !isElement &&
    !emitsAll
  ) {
    jsonTokens--
    return
  }
  const address = tape + tokenLength * <usize>(token - 1)
  store<u32>(address, load<u32>(address) | (others << 5))
  store<u32>(address + 8, <u32>(at - recordStart))
  store<u32>(address + 16, jsonTokens)
}

/** The number of the key before the value that comes; 0 in arrays. */
function keyOfValue(): u32 {
  return open > 0 && !isInArray() ? lastKey : 0
}

function emitScalar(kind: u32, start: usize, end: usize): bool {
  const number = keyOfValue()
  const isWanted =
    emitsAll ||
    number !== 0 ||
    open === recordDepth ||
    (isInArray() && load<u32>(level() + 4) === 1)
  return isWanted ? emit(kind, number, start, end) : true
}

function emit(kind: u32, number: u32, start: usize, end: usize): bool {
  if (jsonTokens === tapeLimit) return false
  const address = tape + tokenLength * <usize>jsonTokens
  const hasKey = open > 0 && !isInArray() && open !== recordDepth
  const escaped: u32 = kind === stringToken && isEscaped ? 1 : 0
  const empty: u32 = kind === stringToken && end - start === 2 ? 1 : 0
  store<u32>(address, kind | (escaped << 4) | (empty << 6) | (number << 8))
  store<u32>(address + 4, <u32>(start - recordStart))
  store<u32>(address + 8, <u32>(end - recordStart))
  store<u32>(address + 12, hasKey ? lastKeyStart : 0)
  jsonTokens++
  store<u32>(address + 16, jsonTokens)
  return true
}

/** Behind the closing quote of the string at `at`; 0: not at hand, 1: not valid at `jsonAt`. */
function stringEnd(at: usize, end: usize): usize {
  // Most strings are short, and have no escape.
  const start = v128.load(at + 1)
  const ends = i8x16.bitmask(
    v128.or(
      v128.or(
        i8x16.eq(start, i8x16.splat(0x22)),
        i8x16.eq(start, i8x16.splat(0x5c))
      ),
      i8x16.lt_u(start, i8x16.splat(0x20))
    )
  )
  if (ends !== 0) {
    const first = at + 1 + <usize>ctz(ends)
    if (first < end && load<u8>(first) === quote) {
      isEscaped = false
      openString = 0
      return first + 1
    }
  }
  return longStringEnd(at, end)
}

function longStringEnd(at: usize, end: usize): usize {
  let from = at + 1
  if (openString === at) from = openStringAt
  else isEscaped = false
  openString = 0
  const quotes = i8x16.splat(0x22)
  const slashes = i8x16.splat(0x5c)
  const blanks = i8x16.splat(0x20)
  while (true) {
    const bytes = v128.load(from)
    const found = i8x16.bitmask(
      v128.or(
        v128.or(i8x16.eq(bytes, quotes), i8x16.eq(bytes, slashes)),
        i8x16.lt_u(bytes, blanks)
      )
    )
    if (found === 0) {
      from += 16
      if (from < end) continue
      return leave(at, end)
    }
    from += <usize>ctz(found)
    if (from >= end) return leave(at, end)
    const byte = load<u8>(from)
    if (byte === quote) return from + 1
    if (byte !== backslash) {
      jsonAt = from
      return 1
    }
    isEscaped = true
    if (from + 1 >= end) return leave(at, from)
    const escape = load<u8>(from + 1)
    if (escape === 0x75) {
      if (from + 6 > end) {
        return leave(at, from)
      }
      for (let i: usize = 2; i < 6; i++)
        if (!isHex(load<u8>(from + i))) {
          jsonAt = from + i
          return 1
        }
      from += 6
    } else if (isEscape(escape)) from += 2
    else {
      jsonAt = from + 1
      return 1
    }
    if (from >= end) return leave(at, from)
  }
}

function leave(at: usize, from: usize): usize {
  openString = at
  openStringAt = from
  return 0
}

function isEscape(byte: u8): bool {
  return (
    byte === quote ||
    byte === backslash ||
    byte === 0x2f ||
    byte === 0x62 ||
    byte === 0x66 ||
    byte === 0x6e ||
    byte === 0x72 ||
    byte === 0x74
  )
}

function isHex(byte: u8): bool {
  const lower = byte | 0x20
  return isDigit(byte) || (lower >= 0x61 && lower <= 0x66)
}

function isDigit(byte: u8): bool {
  return byte >= 0x30 && byte <= 0x39
}

function digitsEnd(at: usize, end: usize): usize {
  while (at < end) {
    const others = othersIn(load<u64>(at) ^ zeros)
    if (others !== 0) return min(end, at + <usize>(ctz(others) >> 3))
    at += 8
  }
  return end
}

/** Behind the number at `at`; 0: not at hand, 1: not valid at `jsonAt`. */
function numberEnd(start: usize, end: usize, isLast: bool): usize {
  let at = start
  if (load<u8>(at) === 0x2d) at++
  const whole = at
  at = digitsEnd(at, end)
  if (at > whole && (load<u8>(whole) !== 0x30 || at === whole + 1)) {
    let isValid = true
    if (at < end && load<u8>(at) === 0x2e) {
      const fraction = at + 1
      at = digitsEnd(fraction, end)
      isValid = at > fraction
    }
    if (isValid && at < end && (load<u8>(at) | 0x20) === 0x65) {
      at++
      if (at < end && (load<u8>(at) === 0x2b || load<u8>(at) === 0x2d)) at++
      const exponent = at
      at = digitsEnd(at, end)
      isValid = at > exponent
    }
    if (isValid && (at < end ? endsScalar(load<u8>(at)) : isLast)) return at
  }
  if (at >= end && !isLast) return 0
  jsonAt = start
  return 1
}

/** The same of `true`, `false` and `null`. */
function wordEnd(at: usize, end: usize, isLast: bool): usize {
  const first = load<u32>(at)
  const length: usize =
    first === 0x65757274 || first === 0x6c6c756e
      ? 4
      : first === 0x736c6166 && load<u8>(at + 4) === 0x65
        ? 5
        : 0
  const stops = at + length
  if (length > 0 && stops < end && endsScalar(load<u8>(stops))) return stops
  if (length > 0 && stops === end && isLast) return stops
  if (!isLast && at + 6 > end) return 0
  jsonAt = at
  return 1
}

function endsScalar(byte: u8): bool {
  return byte <= 0x20 || byte === 0x2c || byte === 0x5d || byte === 0x7d
}
