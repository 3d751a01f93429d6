// JSON as tokens: a stream of bytes in any chunks is cut into records, each validated as a whole and laid out on a tape.
import { Kernel, type IdChunk } from './index.js'

/** Kinds of tokens. */
export const kinds = {
  object: 1,
  array: 2,
  string: 3,
  number: 4,
  word: 5
} as const

/** Number of a key that has an escape: its text is for the reader to decode. */
export const escapedKey = 1

/** The number of the first key of `TokenizerOptions.keys`. */
export const firstKey = 2

/**
 * 32-bit words of a token: kind | escaped << 4 | has keys of no number << 5 |
 * empty string << 6 | number of the key << 8; start; end; start of the key (0:
 * none); index of the token behind its contents.
 */
export const tokenWords = 5

export interface TokenizerOptions {
  /**
   * The keys that matter, by their numbers from 2 on. Values of other keys are
   * left out, but for containers with a known key somewhere inside.
   */
  keys: readonly string[]
  /** Whether a record ends with its line (JSONL), or may go over several. */
  isLines: boolean
  /** Lays out all tokens, not only those that matter. */
  all?: boolean
  /** Bytes that a record may have. */
  longestRecord: number
  /** Gets the IDs of records that `next` passed over, in order (see `learn`); the chunk is valid until it returns. */
  onIds?: (ids: IdChunk) => void
  /** IDs by which records at the top level are not passed over, in place of `onIds`. */
  filter?: IdFilter | undefined
  /** Gets how many records were passed over. */
  onPassed?: (records: number) => void
}

/** A set of IDs that may hold more (Bloom, 1970): 2^`log` bits, at most 2^31, of which each ID sets two. */
export class IdFilter {
  readonly bits: Uint8Array

  constructor(readonly log: number) {
    this.bits = new Uint8Array(1 << (log - 3))
  }

  add(high: number, low: number): void {
    for (const factor of filterFactors) {
      const bit = Math.imul(low ^ high, factor) >>> (32 - this.log)
      this.bits[bit >>> 3] = (this.bits[bit >>> 3] ?? 0) | (1 << (bit & 7))
    }
  }

  /** Whether it may hold an ID. */
  has(high: number, low: number): boolean {
    for (const factor of filterFactors) {
      const bit = Math.imul(low ^ high, factor) >>> (32 - this.log)
      if (((this.bits[bit >>> 3] ?? 0) & (1 << (bit & 7))) === 0) return false
    }
    return true
  }
}

/** As in the kernel. */
const filterFactors = [0x9e3779b1, 0x85ebca6b]

/**
 * What `next` found: a record, a broken one, or that more bytes are needed.
 * `too-long` is a record past `longestRecord`, or one of too many tokens.
 */
export type Found =
  'record' | 'more' | 'invalid' | 'line-cut' | 'too-deep' | 'too-long'

/** Tokens of one record, at most: 20 bytes each. */
const mostTokens = 4_000_000

/** The text of the key that starts at `start`; `end` is where its value starts. */
export function keyText(bytes: Buffer, start: number, end: number): string {
  const raw = bytes.toString('utf8', start, end)
  return String(JSON.parse(raw.slice(0, raw.lastIndexOf('"') + 1)))
}

// The memory of the kernel: keys, guesses, levels, shapes, IDs, a filter, the tape, and behind it the bytes.
const keysAt = 1024
const keysRoom = 64 * 1024
const guessesAt = keysAt + keysRoom
const levelsAt = guessesAt + 64 * 1024
const shapesAt = levelsAt + 20 * 1024
const shapesRoom = 512 * 1024
const idsAt = shapesAt + shapesRoom
const mostIds = 16 * 1024
const filterAt = idsAt + 8 * mostIds

/** Readable bytes that the kernel needs behind the last one. */
const margin = 32

/** Bytes that are kept are moved to the front once this many before them are of no use. */
const fewBytes = 1 << 16

/**
 * Cuts a stream of JSON into records: top-level values, or the elements of
 * top-level arrays. Everything that `JSON.parse` accepts is accepted, but for
 * nesting of more than 1,000 levels; nothing else is.
 *
 *     tokenizer.feed(chunk)
 *     while ((found = tokenizer.next()) !== 'more') …
 *     tokenizer.end() // and the same loop once more
 *
 * The record at hand is valid until `next` or `feed` is called.
 */
export class JsonTokenizer {
  readonly #kernel = new Kernel()
  readonly #longestRecord: number
  readonly #onIds: (ids: IdChunk) => void
  readonly #onPassed: (records: number) => void
  /** Behind the filter. */
  readonly #tapeAt: number
  #memory: Uint8Array<ArrayBuffer>
  #tokens: Uint32Array<ArrayBuffer>
  #all: Buffer
  #tapeLimit = 4096
  /** Addresses of the first byte that is kept, of the next to be read, and behind the last. */
  #first: number
  #at: number
  #end: number
  #isLast = false
  /** Bytes of the stream before the first that is kept. */
  #passed = 0
  #isRecord = false
  #skipsLine = false

  constructor(options: TokenizerOptions) {
    const { run } = this.#kernel
    this.#longestRecord = options.longestRecord
    this.#onIds = options.onIds ?? (() => undefined)
    this.#onPassed = options.onPassed ?? (() => undefined)
    const { filter } = options
    this.#tapeAt = filterAt + 4 * Math.ceil((filter?.bits.length ?? 0) / 4)
    this.#first = this.#at = this.#end = this.#bytesAt()
    this.#memory = this.#kernel.memory(this.#end + fewBytes)
    this.#tokens = new Uint32Array(this.#memory.buffer, this.#tapeAt)
    this.#all = Buffer.from(this.#memory.buffer)
    run.jsonSetUp(
      keysAt,
      guessesAt,
      levelsAt,
      options.isLines,
      options.all ?? false
    )
    run.jsonSetTape(this.#tapeAt, this.#tapeLimit)
    run.jsonSetShapes(shapesAt, shapesRoom, idsAt, mostIds)
    if (filter) {
      this.#memory.set(filter.bits, filterAt)
      run.jsonSetFilter(filterAt, filter.log)
    }
    run.jsonBegin(this.#at)
    this.#addKeys(options.keys)
  }

  /** How many tokens the record has. */
  get count(): number {
    return this.#kernel.run.jsonTokens.value
  }

  /** The tokens of the record: `tokenWords` words each. */
  get tape(): Uint32Array {
    return this.#tokens
  }

  /** All bytes at hand; the record starts at `start`, from where positions in tokens count. */
  get memory(): Buffer {
    return this.#all
  }

  get start(): number {
    return this.#kernel.run.jsonRecordStart.value
  }

  /** The bytes from the first one of the record on; positions in tokens count from there. */
  get bytes(): Buffer {
    const start = this.#kernel.run.jsonRecordStart.value
    return Buffer.from(this.#memory.buffer, start, this.#at - start)
  }

  /** How many bytes the record has. */
  get length(): number {
    return this.#at - this.#kernel.run.jsonRecordStart.value
  }

  /** Where the record starts in the stream, in bytes. */
  get offset(): number {
    return this.#placeOf(this.#kernel.run.jsonRecordStart.value)
  }

  /** Where the line of the record starts in the stream. */
  get lineStart(): number {
    return this.#placeOf(this.#kernel.run.jsonLineStart.value)
  }

  /** Where the line ends on which the bytes before this place end, behind its line feed; undefined until that was passed. */
  lineEndBehind(place: number): number | undefined {
    const { jsonLineEnd, jsonPastLineEnd } = this.#kernel.run
    return [jsonPastLineEnd.value, jsonLineEnd.value]
      .filter(address => address !== 0)
      .map(address => this.#placeOf(address))
      .find(end => end >= place)
  }

  /** Which top-level array the record is an element of, from 1 on; 0 for one that is itself at the top. */
  get array(): number {
    const { run } = this.#kernel
    return run.jsonIsOpen() === 0 ? 0 : run.jsonArrays.value
  }

  /** Where that array starts; to be asked for at its first record. */
  get arrayStart(): number {
    return this.#placeOf(this.#kernel.run.jsonArrayStart.value)
  }

  #placeOf(address: number): number {
    return this.#passed + address - this.#first
  }

  /** The line on which the record starts, or stopped being JSON; from 1 on. */
  get line(): number {
    const { jsonRecordLine, jsonLines } = this.#kernel.run
    return (this.#isRecord ? jsonRecordLine : jsonLines).value + 1
  }

  /** Whether more is needed in the midst of something. */
  get isOpen(): boolean {
    return this.#kernel.run.jsonIsOpen() !== 0 || this.#at < this.#end
  }

  /** The start of what is at hand, for messages. */
  get excerpt(): string {
    return Buffer.from(
      this.#memory.buffer,
      this.#first,
      Math.min(100, this.#end - this.#first)
    ).toString()
  }

  /** Where in the stream reading stopped. */
  get position(): number {
    return this.#placeOf(this.#at)
  }

  /** What follows, from where reading stopped. */
  get rest(): Buffer {
    return this.#all.subarray(this.#at, Math.min(this.#at + 100, this.#end))
  }

  /** Whether records end with their lines, from here on. */
  set isLines(isLines: boolean) {
    this.#kernel.run.jsonSetLines(isLines)
  }

  /** Adds bytes, which are copied. */
  feed(chunk: Uint8Array): void {
    this.#keep()
    this.#compact()
    this.#grow(this.#end + chunk.length + margin)
    this.#memory.set(chunk, this.#end)
    this.#end += chunk.length
  }

  /** No more bytes will come. */
  end(): void {
    this.#isLast = true
  }

  /** Goes on to the end of the next record, or to where one is broken; passes over records of shapes that were learned. */
  next(): Found {
    const { run } = this.#kernel
    this.#keep()
    if (this.#skipsLine && !this.#skip()) return 'more'
    for (;;) {
      const found = run.nextRecord(this.#at, this.#end, this.#isLast)
      this.#at = run.jsonAt.value
      this.#handOn()
      if (found === 3 && this.#growTape()) continue
      this.#isRecord = found === 1
      if (found !== 0) return founds[found] ?? 'invalid'
      return this.#end - this.#first > this.#longestRecord ? 'too-long' : 'more'
    }
  }

  /** Lets go of the records that were passed over, and hands on their IDs. */
  #handOn(): void {
    const { jsonPassed, jsonPassedRecords, jsonIds } = this.#kernel.run
    if (jsonPassed.value === 0) return
    this.#passed += jsonPassed.value - this.#first
    this.#first = jsonPassed.value
    this.#onPassed(jsonPassedRecords.value)
    if (jsonIds.value > 0)
      this.#onIds(new BigUint64Array(this.#memory.buffer, idsAt, jsonIds.value))
  }

  /**
   * Learns that the record at hand holds IDs in these tokens, as texts or as
   * numbers, and nothing else. From here on `next` passes over records of the
   * same shape (same kinds, flags and known keys of tokens, in the same
   * nesting), as long as each of these tokens is an ID, and gives the IDs to
   * `onIds`. What is told of a record must follow from its shape alone.
   * Records of many tokens, or with an escape in a key, are not learned.
   */
  learn(tokens: readonly number[]): void {
    if (tokens.length > 2 * mostIds) return
    new Uint32Array(this.#memory.buffer, idsAt).set(tokens)
    this.#kernel.run.jsonLearn(tokens.length)
  }

  /** Has the next record given, whatever its shape. */
  hold(): void {
    this.#kernel.run.jsonHold()
  }

  /** Gives up what is broken, up to the end of its line. */
  skipLine(): void {
    this.#kernel.run.jsonReset()
    this.#skipsLine = true
  }

  /** Passes bytes between records that are no JSON. */
  pass(length: number): void {
    this.#kernel.run.jsonReset()
    this.#at += length
  }

  #skip(): boolean {
    const at = this.#memory.subarray(0, this.#end).indexOf(0x0a, this.#at)
    this.#at = at < 0 ? this.#end : at
    this.#skipsLine = at < 0
    this.#keep()
    return at >= 0
  }

  /** Lets go of what was read, but for a record that is not whole. */
  #keep(): void {
    const { run } = this.#kernel
    if (this.#isRecord || run.jsonIsRecord() === 0) {
      this.#passed += this.#at - this.#first
      this.#first = this.#at
    } else {
      const start = run.jsonRecordStart.value
      this.#passed += start - this.#first
      this.#first = start
    }
    if (this.#isRecord) run.jsonNext()
    this.#isRecord = false
  }

  #compact(): void {
    const front = this.#bytesAt()
    const waste = this.#first - front
    const kept = this.#end - this.#first
    if (waste === 0 || (kept > fewBytes && waste < kept)) return
    this.#move(front)
  }

  #move(to: number): void {
    const delta = to - this.#first
    this.#memory.copyWithin(to, this.#first, this.#end)
    this.#first += delta
    this.#at += delta
    this.#end += delta
    this.#kernel.run.jsonMove(delta)
  }

  #grow(length: number): void {
    if (length <= this.#memory.length) return
    const wanted = Math.ceil(Math.max(length, this.#memory.length * 1.25))
    this.#memory = this.#kernel.memory(wanted)
    this.#tokens = new Uint32Array(this.#memory.buffer, this.#tapeAt)
    this.#all = Buffer.from(this.#memory.buffer)
  }

  #growTape(): boolean {
    if (this.#tapeLimit >= mostTokens) return false
    const added = Math.min(this.#tapeLimit, mostTokens - this.#tapeLimit)
    this.#tapeLimit += added
    this.#keep()
    this.#grow(this.#end + 4 * tokenWords * added + margin)
    this.#move(this.#first + 4 * tokenWords * added)
    this.#kernel.run.jsonSetTape(this.#tapeAt, this.#tapeLimit)
    return true
  }

  #bytesAt(): number {
    return this.#tapeAt + 4 * tokenWords * this.#tapeLimit
  }

  #addKeys(keys: readonly string[]): void {
    // Texts stand behind the table: heads of 2 bytes, entries of 16.
    let at = keysAt + 2048 + 16 * (keys.length + 1)
    for (const [index, key] of keys.entries()) {
      const { written } = new TextEncoder().encodeInto(
        key,
        this.#memory.subarray(at, keysAt + keysRoom)
      )
      this.#kernel.run.jsonAddKey(at, written, index + firstKey)
      at += written
    }
  }
}

/** What the kernel returns, by number. */
const founds: readonly Found[] = [
  'more',
  'record',
  'invalid',
  'too-long',
  'line-cut',
  'too-deep'
]
