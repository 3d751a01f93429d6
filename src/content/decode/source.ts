// The content of one ID file as UTF-8 bytes: read in chunks, hashed, decompressed and decoded on the way.
import { constants, open, type FileHandle } from 'node:fs/promises'
import { Failure } from '../../lib/failure.js'
import { code, say } from '../../lib/message.js'
import type { IdFileRecord } from '../file-record.js'
import { sha256Of, type Sha256 } from './sha256.js'
import { refuseForeign } from '../unsupported.js'
import type { IdFile } from '../find-files.js'

type Bytes = AsyncIterable<Uint8Array>

/** An ID file that is being read. */
export interface Source {
  compression: Compression
  /** The first bytes of the content, up to `sampleSize`. */
  sample: Uint8Array
  /** Whether the sample is all there is. */
  isWhole: boolean
  encoding: Encoding
  /** How many bytes of the unpacked file stand in front of the content: a mark of UTF-8, the start of a script. */
  skipped: number
  /** The whole content, once. A chunk is valid until the next is asked for. */
  chunks(): Bytes
  /** SHA-256 of the bytes on disk, hex, once all chunks were read. */
  sha256(): Promise<string>
  close(): Promise<void>
}

/** How much of a file is looked at to recognise its format. */
export const sampleSize = 1 << 18

/** How much is read at a time: as much as the file has, so that a folder of many small files takes no more memory than it must. */
const rawChunk = (size: number) => Math.min(1 << 20, Math.max(size, 1 << 12))

/** The mark of UTF-8, and what makes a script of the JSON in the archive of an account. */
const prefix =
  /^(?:\u00ef\u00bb\u00bf)?(?:(?:window\.YTD\.\w{1,40}\.part\d{1,6}|Grailbird\.data\.\w{1,40})\s{0,8}=)?/
const prefixSize = 80

/**
 * @throws Failure `ids-invalid` for what is no ID file, and for archives that are cut off or damaged
 */
export async function openSource(
  file: IdFile,
  signal?: AbortSignal,
  refuse = refuseForeign
): Promise<Source> {
  const raw = await openRaw(file, signal)
  try {
    const ahead = await lookAhead(raw.bytes, 1)
    const compression = compressionOf(ahead.start)
    const content = await decompress(ahead.all, compression, file.name)
    const first = await lookAhead(content, prefixSize)
    const decoded = withUnixLines(await lookAhead(decode(first), sampleSize))
    refuse(decoded.start, file.name, compression)
    return {
      compression,
      encoding: encodingOf(first.start),
      skipped: prefixLength(first.start),
      sample: decoded.start,
      isWhole: decoded.isWhole,
      chunks: () => decoded.all,
      sha256: raw.sha256,
      close: raw.close
    }
  } catch (error) {
    await raw.close()
    throw error
  }
}

/** A file that is read as it is, but unpacked. */
export interface Unpacked {
  /** A chunk is valid until the next is asked for. */
  chunks: Bytes
  /** SHA-256 of the bytes on disk, hex, once all chunks were read. */
  sha256(): Promise<string>
  close(): Promise<void>
}

/** Opens a file whose compression is known, for a copy of its very bytes. */
export async function openUnpacked(
  file: IdFile,
  compression: Compression,
  signal: AbortSignal
): Promise<Unpacked> {
  const raw = await openRaw(file, signal)
  return {
    chunks: await decompress(raw.bytes, compression, file.name),
    sha256: raw.sha256,
    close: raw.close
  }
}

/** The bytes on disk, hashed on the way. */
interface Raw {
  bytes: Bytes
  sha256: () => Promise<string>
  close: () => Promise<void>
}

/** Windows has no such flag, whatever the types say. */
const nonBlocking = (constants.O_NONBLOCK as number | undefined) ?? 0

async function openRaw(
  file: IdFile,
  signal: AbortSignal | undefined
): Promise<Raw> {
  // A folder of empty files gives no chunk at which this could be asked.
  signal?.throwIfAborted()
  // A pipe that took the place of the file would otherwise be waited for.
  const handle = await open(file.path, constants.O_RDONLY | nonBlocking)
  try {
    const stat = await handle.stat()
    if (!stat.isFile())
      throw new Failure('ids-invalid', {
        what: say`${code(file.name)} is no longer a regular file.`,
        fix: say`Do not let another step write it while this one reads it.`
      })
    const hash = sha256Of(stat.size)
    return {
      bytes: readRaw(handle, stat.size, hash, signal),
      sha256: () => hash.digest(),
      close: async () => {
        await hash.close()
        await handle.close()
      }
    }
  } catch (error) {
    await handle.close()
    throw error
  }
}

/** Reads with one chunk ahead, into two buffers in turn. */
async function* readRaw(
  handle: FileHandle,
  size: number,
  hash: Sha256,
  signal: AbortSignal | undefined
): AsyncGenerator<Uint8Array, void, undefined> {
  const length = rawChunk(size)
  let next = handle.read(new Uint8Array(length), 0, length)
  let spare = new Uint8Array(length)
  for (;;) {
    const { bytesRead, buffer } = await next
    if (bytesRead === 0) return
    next = handle.read(spare, 0, length)
    // Seen where it is awaited, unless nobody reads on.
    next.catch(() => undefined)
    spare = buffer
    const bytes = buffer.subarray(0, bytesRead)
    signal?.throwIfAborted()
    await hash.update(bytes)
    yield bytes
  }
}

interface Ahead {
  /** The first bytes, at least as many as were asked for unless there are fewer. */
  start: Uint8Array
  isWhole: boolean
  /** All bytes, the first ones too, once. */
  all: Bytes
}

async function lookAhead(bytes: Bytes, count: number): Promise<Ahead> {
  const rest = bytes[Symbol.asyncIterator]()
  const held: Uint8Array[] = []
  let length = 0
  let isWhole = false
  while (length < count && !isWhole) {
    // A chunk is valid until the next is asked for.
    held.push(...held.splice(-1).map(chunk => chunk.slice()))
    const next = await rest.next()
    isWhole = next.done === true
    if (next.done === true) break
    held.push(next.value)
    length += next.value.length
  }
  async function* all(): AsyncGenerator<Uint8Array, void, undefined> {
    yield* held
    if (!isWhole) yield* { [Symbol.asyncIterator]: () => rest }
  }
  return { start: Buffer.concat(held), isWhole, all: all() }
}

export type Compression = IdFileRecord['compression']

/** By the magic numbers of RFC 1952 and RFC 8878 (of a frame, or of a skippable one). */
function compressionOf(start: Uint8Array): Compression {
  const [first, second, third, fourth] = start
  if (first === 0x1f && second === 0x8b) return 'gzip'
  const isFrame = first === 0x28 && second === 0xb5 && third === 0x2f
  const isSkippable =
    ((first ?? 0) & 0xf0) === 0x50 && second === 0x2a && third === 0x4d
  return (isFrame && fourth === 0xfd) || (isSkippable && fourth === 0x18)
    ? 'zstd'
    : 'none'
}

/** Decoders are loaded when used. */
async function decompress(
  raw: Bytes,
  compression: Compression,
  name: string
): Promise<Bytes> {
  if (compression === 'none') return raw
  if (compression === 'gzip')
    return (await import('./inflate.js')).gunzip(raw, name)
  return (await import('./zstd.js')).unzstd(raw, name)
}

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be'

function encodingOf(start: Uint8Array): Encoding {
  const [first, second] = start
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8'
}

/** UTF-8 without a prefix, from UTF-8 or, by its mark, UTF-16. */
async function* decode(
  content: Ahead
): AsyncGenerator<Uint8Array, void, undefined> {
  const encoding = encodingOf(content.start)
  if (encoding !== 'utf-8') {
    const decoder = new TextDecoder(encoding)
    for await (const bytes of content.all)
      yield Buffer.from(decoder.decode(bytes, { stream: true }))
    yield Buffer.from(decoder.decode())
    return
  }
  let skip = prefixLength(content.start)
  for await (const bytes of content.all) {
    yield bytes.subarray(skip)
    skip -= Math.min(skip, bytes.length)
  }
}

function prefixLength(content: Uint8Array): number {
  const start = Buffer.from(content.subarray(0, prefixSize)).toString('latin1')
  return prefix.exec(start)?.[0].length ?? 0
}

const lf = 0x0a
const cr = 0x0d

/** Lines of the old Mac kind, CR alone, as LF; everything else as it is. */
function withUnixLines({ start, isWhole, all }: Ahead): Ahead {
  if (!hasMacLines(start)) return { start, isWhole, all }
  const unix = (bytes: Uint8Array) =>
    bytes.map(byte => (byte === cr ? lf : byte))
  async function* lines(): AsyncGenerator<Uint8Array, void, undefined> {
    for await (const bytes of all) yield unix(bytes)
  }
  return { start: unix(start), isWhole, all: lines() }
}

/** Excel for Mac ends rows by CR, and lines within a quoted cell by LF. */
function hasMacLines(start: Uint8Array): boolean {
  if (!start.includes(cr)) return false
  const unquoted = Buffer.from(start)
    .toString('latin1')
    .replace(/"[^"]*"/g, '')
  const macEnds = unquoted.match(/\r(?!\n)/g)?.length ?? 0
  const unixEnds = unquoted.match(/\n/g)?.length ?? 0
  return macEnds > unixEnds
}
