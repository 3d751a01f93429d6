// Zstandard, every frame of a file: Node's decoder stops without a word after the first one.
import { code, say } from '../../lib/message.js'
import * as zlib from 'node:zlib'
import { Failure } from '../../lib/failure.js'
import { broken, cutOff, inflate, inflatedChunk } from './inflate.js'

/** Magic numbers of a frame and of a skippable one (RFC 8878, 3.1). */
const frameMagic = 0xfd2fb528
const isSkippable = (magic: number) => magic >>> 4 === 0x184d2a5

/**
 * The content of all frames.
 *
 * @throws Failure `ids-invalid` for broken data, and for a Node older than 22.15, which has no decoder.
 */
export async function* unzstd(
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
  const input = new ByteInput(raw)
  while (await input.has(1)) {
    if (!(await input.has(4))) throw cutOff(name)
    const magic = input.peek(4).readUInt32LE(0)
    if (isSkippable(magic)) await skipFrame(input, name)
    else if (magic === frameMagic)
      yield* inflate(
        frame(input, name),
        create({ chunkSize: inflatedChunk }),
        name
      )
    else throw broken(name)
  }
}

async function skipFrame(input: ByteInput, name: string): Promise<void> {
  if (!(await input.has(8))) throw cutOff(name)
  const length = input.peek(8).readUInt32LE(4)
  await input.skip(8 + length, name)
}

/** The bytes of exactly one frame, found by walking over its blocks. */
async function* frame(
  input: ByteInput,
  name: string
): AsyncGenerator<Uint8Array, void, undefined> {
  const need = async (count: number): Promise<Buffer> => {
    if (!(await input.has(count))) throw cutOff(name)
    return input.peek(count)
  }
  const descriptor = (await need(5)).readUInt8(4)
  const single = (descriptor & 0x20) !== 0
  const contentSize = [single ? 1 : 0, 2, 4, 8][descriptor >>> 6] ?? 0
  const dictionary = [0, 1, 2, 4][descriptor & 3] ?? 0
  yield* input.take(5 + (single ? 0 : 1) + dictionary + contentSize, name)
  for (let isLast = false; !isLast;) {
    const header = (await need(3)).readUIntLE(0, 3)
    isLast = (header & 1) === 1
    const isRepeated = ((header >>> 1) & 3) === 1
    yield* input.take(3 + (isRepeated ? 1 : header >>> 3), name)
  }
  if ((descriptor & 4) !== 0) yield* input.take(4, name)
}

/** Bytes taken off an iteration in amounts that the taker knows. */
class ByteInput {
  readonly #chunks: AsyncIterator<Uint8Array>
  #held: Buffer = Buffer.alloc(0)

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.#chunks = chunks[Symbol.asyncIterator]()
  }

  async has(count: number): Promise<boolean> {
    while (this.#held.length < count) {
      const next = await this.#chunks.next()
      if (next.done) return false
      this.#held = Buffer.concat([this.#held, next.value])
    }
    return true
  }

  peek(count: number): Buffer {
    return this.#held.subarray(0, count)
  }

  async skip(count: number, name: string): Promise<void> {
    const taken = this.take(count, name)
    while (!(await taken.next()).done);
  }

  async *take(
    count: number,
    name: string
  ): AsyncGenerator<Uint8Array, void, undefined> {
    let left = count
    while (left > 0) {
      if (!(await this.has(1))) throw cutOff(name)
      const bytes = this.#held.subarray(0, left)
      this.#held = this.#held.subarray(bytes.length)
      left -= bytes.length
      yield bytes
    }
  }
}
