// The WebAssembly kernel: the work that is done for every ID, in `assembly/`, compiled to `binary.ts` by `npm run build`.
import { binary } from './binary.js'

/** IDs; a view on memory that its owner may use again. */
export type IdChunk = BigUint64Array<ArrayBuffer>

/** Addresses and lengths are bytes of `memory`; what each function does stands in `assembly/index.ts`. */
interface Exports {
  readonly memory: Memory
  readonly idsRead: Global
  readonly linesPassed: Global
  readonly long: Global
  readonly short: Global
  readonly twoZeros: Global
  readonly threeZeros: Global
  readonly exactDoubles: Global
  readLines(
    start: number,
    end: number,
    separator: number,
    ids: number,
    most: number
  ): number
  survey(ids: number, count: number): void
  writeLines(ids: number, count: number, into: number): number
  sort(ids: number, count: number, scratch: number, counts: number): number
  dropRepeated(ids: number, count: number, last: bigint): number
  readonly rowsRead: Global
  readonly rowsArePlain: Global
  setRowWords(start: number): void
  addRowWord(
    isAction: boolean,
    start: number,
    length: number,
    number: number
  ): number
  readRows(start: number, end: number, into: number, most: number): number
  readonly jsonAt: Global
  readonly jsonPassed: Global
  readonly jsonPassedRecords: Global
  readonly jsonIds: Global
  readonly jsonLines: Global
  readonly jsonRecordLine: Global
  readonly jsonRecordStart: Global
  readonly jsonTokens: Global
  readonly jsonLineStart: Global
  readonly jsonLineEnd: Global
  readonly jsonPastLineEnd: Global
  readonly jsonArrayStart: Global
  readonly jsonArrays: Global
  jsonBegin(at: number): void
  jsonSetUp(
    keys: number,
    guesses: number,
    levels: number,
    lines: boolean,
    all: boolean
  ): void
  jsonSetShapes(start: number, length: number, ids: number, most: number): void
  jsonLearn(count: number): void
  jsonHold(): void
  jsonSetFilter(at: number, log: number): void
  jsonSetTape(start: number, limit: number): void
  jsonSetLines(lines: boolean): void
  jsonAddKey(start: number, length: number, number: number): void
  jsonMove(delta: number): void
  jsonNext(): void
  jsonReset(): void
  jsonIsOpen(): number
  jsonIsRecord(): number
  nextRecord(at: number, end: number, isLast: boolean): number
}

interface Memory {
  readonly buffer: ArrayBuffer
  grow(pages: number): number
}

interface Global {
  readonly value: number
}

// Node's own types leave it out.
declare const WebAssembly: {
  Module: new (bytes: Uint8Array) => object
  Instance: new (module: object) => { readonly exports: unknown }
}

const pageLength = 0x10000

let compiled: object | undefined

/** The kernel, with a memory of its own. */
export class Kernel {
  readonly run: Exports
  #bytes: Uint8Array<ArrayBuffer>

  constructor() {
    compiled ??= new WebAssembly.Module(Buffer.from(binary, 'base64'))
    this.run = new WebAssembly.Instance(compiled).exports as Exports
    this.#bytes = new Uint8Array(this.run.memory.buffer)
  }

  /** The memory, of at least `length` bytes; views on it that were given before may have lost it. */
  memory(length: number): Uint8Array<ArrayBuffer> {
    const missing = length - this.#bytes.length
    if (missing > 0) {
      this.run.memory.grow(Math.ceil(missing / pageLength))
      this.#bytes = new Uint8Array(this.run.memory.buffer)
    }
    return this.#bytes
  }
}

let shared: Kernel | undefined

/**
 * One kernel for all whose work is over when they return: `ids` are at the
 * start of its memory, with room for `room` bytes behind them.
 */
export function kernelWith(
  ids: IdChunk,
  room: number
): { run: Exports; memory: Uint8Array } {
  shared ??= new Kernel()
  const memory = shared.memory(ids.byteLength + room)
  memory.set(bytesOf(ids))
  return { run: shared.run, memory }
}

/** The IDs as the kernel holds them: 8 bytes each, in the byte order of the machine. */
export function bytesOf(ids: IdChunk): Uint8Array {
  return new Uint8Array(ids.buffer, ids.byteOffset, ids.byteLength)
}
