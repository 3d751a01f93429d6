// Writes the result of one file to a temporary one, reads that back, and puts it in its place.
import { createHash, type Hash } from 'node:crypto'
import type { BigIntStats } from 'node:fs'
import { open, rename, rm, stat, type FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Transform } from 'node:stream'
import { finished } from 'node:stream/promises'
import * as zlib from 'node:zlib'
import { openUnpacked, type Compression } from '../content/decode/source.js'
import type { IdFile } from '../content/find-files.js'
import { Failure } from '../lib/failure.js'
import { code, say, type Message } from '../lib/message.js'
import type { EditLog } from './edit-log.js'

/** What of a file tells whether it is the one that was scanned. */
export interface Identity {
  size: bigint
  mtimeNs: bigint
  ino: bigint
}

export async function identityOf(path: string): Promise<Identity> {
  const { size, mtimeNs, ino } = await stat(path, { bigint: true })
  return { size, mtimeNs, ino }
}

export interface Rewrite {
  /** The file as it is read. */
  source: IdFile
  /** Where the result goes in the end. */
  target: string
  /** On the same disk as the target. */
  temp: string
  compression: Compression
  /** Hex, as it was scanned. */
  sha256: string
  identity: Identity
  edits: EditLog
  /** Reads the result, and says what is still to be removed from it; gives its SHA-256. */
  verify(file: IdFile): Promise<{ edits: number; sha256: string }>
  signal: AbortSignal
}

export interface Rewritten {
  bytes: number
  /** Of the bytes on disk, hex. */
  sha256: string
}

/**
 * Either the target is the whole result afterwards, or nothing has changed.
 *
 * @throws Failure `data-changed`, `verify-failed`, `disk-full`
 */
export async function rewriteFile(rewrite: Rewrite): Promise<Rewritten> {
  const { source, target, temp, identity, edits, signal } = rewrite
  try {
    const before = await stat(source.path, { bigint: true })
    requireSame(identity, before, source.name)
    // Packed files are packed again only where something changes.
    const compression = edits.size > 0 ? rewrite.compression : 'none'
    const expected = await write(rewrite, compression, before)
    const file = { path: temp, name: source.name, bytes: 0 }
    const found = await rewrite.verify(file)
    const content =
      compression === 'none'
        ? found.sha256
        : await contentHash(file, compression, signal)
    if (found.edits > 0 || content !== expected)
      throw new Failure('verify-failed', {
        what: say`What was written for ${code(source.name, 200)} was read back and differs.`,
        why: say`The disk returned other bytes, or this is a fault of the action.`,
        fix: say`The file was left as it is. Check the disk, run again, and report it if it happens again.`
      })
    requireSame(identity, await identityOf(source.path), source.name)
    signal.throwIfAborted()
    await rename(temp, target)
    await syncFolder(dirname(target))
    const { size } = await stat(target)
    return { bytes: size, sha256: found.sha256 }
  } catch (error) {
    await rm(temp, { force: true }).catch(() => undefined)
    throw error
  }
}

/** Writes the temporary file; gives the SHA-256 of its content, unpacked. */
async function write(
  { source, temp, sha256, edits, signal }: Rewrite,
  compression: Compression,
  before: BigIntStats
): Promise<string> {
  const unpacked = await openUnpacked(source, compression, signal)
  try {
    const handle = await open(temp, 'wx', 0o600)
    try {
      const output = new Output(handle, compression)
      await copyEdited(unpacked.chunks, edits, output)
      const hash = await output.end()
      if ((await unpacked.sha256()) !== sha256) throw changed(source.name)
      await handle.chmod(Number(before.mode & 0o7777n))
      await keepOwner(handle, before)
      await handle.sync()
      return hash
    } finally {
      await handle.close()
    }
  } finally {
    await unpacked.close()
  }
}

/** Another owner can be kept only by who may give files away. */
async function keepOwner(
  handle: FileHandle,
  { uid, gid, mode }: BigIntStats
): Promise<void> {
  const own = await handle.stat({ bigint: true })
  if (own.uid === uid && own.gid === gid) return
  try {
    await handle.chown(Number(uid), Number(gid))
    await handle.chmod(Number(mode & 0o7777n))
  } catch {
    // It then belongs to whoever runs this.
  }
}

async function copyEdited(
  chunks: AsyncIterable<Uint8Array>,
  edits: EditLog,
  output: Output
): Promise<void> {
  const log = edits.read()
  let edit = log.next().value
  let offset = 0
  for await (const chunk of chunks) {
    let at = 0
    while (at < chunk.length) {
      const start = edit ? edit.start - offset : Infinity
      if (start > at) {
        const end = Math.min(start, chunk.length)
        await output.write(chunk.subarray(at, end))
        at = end
      }
      if (edit === undefined || at >= chunk.length) continue
      if (edit.end - offset > chunk.length) {
        // It goes on in the next chunk, where its text is written.
        at = chunk.length
        continue
      }
      at = Math.max(at, edit.end - offset)
      if (edit.text !== '') await output.write(Buffer.from(edit.text))
      edit = log.next().value
    }
    offset += chunk.length
  }
  if (edit !== undefined) throw new Error('an edit lies beyond the file')
}

const outputSize = 1 << 20

/** Gathers bytes, hashes them, packs them, and writes them. */
class Output {
  readonly #buffer = Buffer.alloc(outputSize)
  readonly #hash: Hash = createHash('sha256')
  readonly #packer: Transform | undefined
  readonly #packed: Promise<void>
  #used = 0

  constructor(
    private readonly handle: FileHandle,
    compression: Compression
  ) {
    this.#packer = packerOf(compression)
    this.#packed = this.#packer ? this.#drain(this.#packer) : Promise.resolve()
    // Seen where it is awaited.
    this.#packed.catch(() => undefined)
  }

  async write(bytes: Uint8Array): Promise<void> {
    for (let at = 0; at < bytes.length;) {
      const some = bytes.subarray(at, at + outputSize - this.#used)
      this.#buffer.set(some, this.#used)
      this.#used += some.length
      at += some.length
      if (this.#used === outputSize) await this.#flush()
    }
  }

  /** Writes the rest; gives the SHA-256 of all that was written, before it was packed. */
  async end(): Promise<string> {
    await this.#flush()
    this.#packer?.end()
    await this.#packed
    return this.#hash.digest('hex')
  }

  async #flush(): Promise<void> {
    const bytes = this.#buffer.subarray(0, this.#used)
    this.#used = 0
    if (bytes.length === 0) return
    this.#hash.update(bytes)
    const packer = this.#packer
    if (packer === undefined) {
      await this.handle.writeFile(bytes)
      return
    }
    // The packer may keep what it is given until it has been taken.
    await Promise.race([
      new Promise<void>((resolve, reject) =>
        packer.write(bytes, error => (error ? reject(error) : resolve()))
      ),
      this.#packed
    ])
  }

  async #drain(packer: Transform): Promise<void> {
    for await (const bytes of packer as AsyncIterable<Uint8Array>)
      await this.handle.writeFile(bytes)
    await finished(packer)
  }
}

/** One member without a name, and of time 0: Node's default. */
function packerOf(compression: Compression): Transform | undefined {
  if (compression === 'none') return undefined
  if (compression === 'gzip') return zlib.createGzip()
  return zlib.createZstdCompress({
    params: { [zlib.constants.ZSTD_c_checksumFlag]: 1 }
  })
}

/** SHA-256 of a file's content, unpacked. */
async function contentHash(
  file: IdFile,
  compression: Compression,
  signal: AbortSignal
): Promise<string> {
  const unpacked = await openUnpacked(file, compression, signal)
  const hash = createHash('sha256')
  try {
    for await (const bytes of unpacked.chunks) hash.update(bytes)
    return hash.digest('hex')
  } finally {
    await unpacked.close()
  }
}

export async function syncFolder(path: string): Promise<void> {
  // Windows opens no folders.
  if (process.platform === 'win32') return
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } catch {
    // Some network file systems sync no folders.
  } finally {
    await folder.close()
  }
}

function requireSame(scanned: Identity, now: Identity, name: string): void {
  if (
    scanned.size !== now.size ||
    scanned.mtimeNs !== now.mtimeNs ||
    scanned.ino !== now.ino
  )
    throw changed(name)
}

export function changed(name: string): Failure {
  return new Failure('data-changed', {
    what: say`${code(name, 200)} was changed by another program after it was read, so it was not replaced.`,
    fix: ranAgain
  })
}

const ranAgain: Message = say`Let nothing else write the data files while this step runs, and run it again.`
