// Zstandard, every frame of a file: Node's decoder takes several only when no write reaches over the end of one.
import { setImmediate as yieldToEventLoop } from 'node:timers/promises'
import * as zlib from 'node:zlib'
import { Failure } from '../../lib/failure.js'
import { code, say } from '../../lib/message.js'
import { count } from '../../lib/text.js'
import { broken, cutOff, inflate, inflatedChunk } from './inflate.js'

/** Magic numbers of a frame and of a skippable one (RFC 8878, 3.1). */
const frameMagic = 0xfd2fb528
const isSkippable = (magic: number) => magic >>> 4 === 0x184d2a5

/**
 * The content of all frames.
 *
 * @throws Failure `ids-invalid` for broken data, and for a Node older than 22.15, which has no decoder.
 */
export function unzstd(
  raw: AsyncIterable<Uint8Array>,
  name: string
): AsyncGenerator<Uint8Array, void, undefined> {
  // Older versions of Node lack the function, whatever the types say.
  const create = zlib.createZstdDecompress as
    typeof zlib.createZstdDecompress | undefined
  if (create === undefined)
    throw new Failure('ids-invalid', {
      what: say`${code(name)} is compressed with zstd, which this Node (${process.version}) cannot read.`,
      why: say`Decoding zstd needs Node 22.15 or newer.`,
      fix: say`Use a newer Node, or unpack the file with \`zstd -d\` in an earlier step.`
    })
  const decoder = create({ chunkSize: inflatedChunk })
  return inflate(framesOf(raw, name), decoder, name)
}

/** The bytes of all frames, no piece reaching over the end of one. Frames without content are left out. */
async function* framesOf(
  raw: AsyncIterable<Uint8Array>,
  name: string
): AsyncGenerator<Uint8Array, void, undefined> {
  let frame = new Frame(name)
  let isInside = false
  let hasGiven = false
  let frames = 0
  /** The start of a frame whose kind is not known yet. */
  let start = Buffer.alloc(0)
  for await (const bytes of raw)
    for (let from = 0; from < bytes.length;) {
      const to = frame.pass(bytes, from)
      const piece = Buffer.concat([start, bytes.subarray(from, to)])
      const isWhole = frame.hasEnded && !isInside
      const isWanted = !frame.isSkippable && !(isWhole && frame.isEmpty)
      start = frame.hasKind ? Buffer.alloc(0) : piece
      if (frame.hasKind && isWanted) {
        hasGiven = true
        yield piece
      }
      isInside = !frame.hasEnded
      if (frame.hasEnded) {
        frame = new Frame(name)
        if (++frames > mostFrames) throw tooManyFrames(name)
        // Those without content are done without a pause of their own.
        if (frames % 1000 === 0) await yieldToEventLoop()
      }
      from = to
    }
  if (isInside) throw cutOff(name)
  // The decoder takes nothing at all for a file that is cut off.
  if (!hasGiven) yield emptyFrame
}

/** Each takes as long as 10 kB of content. Tools make one of a MB and more, or one for each time that a file is appended to. */
const mostFrames = 1_000_000

function tooManyFrames(name: string): Failure {
  return new Failure('ids-invalid', {
    what: say`The compressed file ${code(name)} consists of more than ${count(mostFrames)} zstd frames.`,
    why: say`Each frame is decoded by itself, which takes far too long for so many. Files get a frame for each time that something is appended to them.`,
    fix: say`Compress it again as a whole in an earlier step (\`zstd -dc FILE | zstd -o NEW\`).`
  })
}

const emptyFrame = Buffer.from('28b52ffd2000010000', 'hex')

/** Little-endian fields that are read one after the other: how many bytes each has. */
const fieldLength = { magic: 4, skip: 4, descriptor: 1, block: 3 } as const

/** Finds the end of one frame by walking over its blocks. */
class Frame {
  isSkippable = false
  /** Whether no block so far has content. */
  isEmpty = true
  hasEnded = false
  #field: keyof typeof fieldLength = 'magic'
  #value = 0
  #filled = 0
  /** Bytes up to the next field, or to the end. */
  #skip = 0
  #isLast = false
  #checksum = 0

  constructor(private readonly name: string) {}

  /** Whether it is known to be skippable or not. */
  get hasKind(): boolean {
    return this.#field !== 'magic'
  }

  /** Goes on in `bytes` from `at`; returns where the frame ends, or they do. */
  pass(bytes: Uint8Array, at: number): number {
    while (at < bytes.length && !this.hasEnded)
      if (this.#skip > 0) {
        const passed = Math.min(this.#skip, bytes.length - at)
        at += passed
        this.#skip -= passed
        this.hasEnded = this.#isLast && this.#skip === 0
      } else {
        this.#value += (bytes[at++] ?? 0) * 2 ** (8 * this.#filled++)
        if (this.#filled === fieldLength[this.#field]) this.#take()
      }
    return at
  }

  /** Acts on a field that is whole. */
  #take(): void {
    const value = this.#value
    this.#value = 0
    this.#filled = 0
    switch (this.#field) {
      case 'magic':
        this.isSkippable = isSkippable(value)
        if (!this.isSkippable && value !== frameMagic) throw broken(this.name)
        this.#field = this.isSkippable ? 'skip' : 'descriptor'
        return
      case 'skip':
        this.#end(value)
        return
      case 'descriptor': {
        const isSingle = (value & 0x20) !== 0
        const contentSize = [isSingle ? 1 : 0, 2, 4, 8][value >>> 6] ?? 0
        const dictionary = [0, 1, 2, 4][value & 3] ?? 0
        this.#skip = (isSingle ? 0 : 1) + dictionary + contentSize
        this.#checksum = (value & 4) === 0 ? 0 : 4
        this.#field = 'block'
        return
      }
      case 'block': {
        const size = value >>> 3
        const isRepeated = ((value >>> 1) & 3) === 1
        if (size > 0) this.isEmpty = false
        const length = isRepeated ? 1 : size
        if ((value & 1) === 1) this.#end(length + this.#checksum)
        else this.#skip = length
      }
    }
  }

  /** Nothing follows but so many bytes. */
  #end(length: number): void {
    this.#skip = length
    this.#isLast = true
    this.hasEnded = length === 0
  }
}
