// Unpacks a zip entry by entry: nothing lands outside the folder, nothing grows past the disk, nothing is taken damaged.
import { say } from '../lib/message.js'
import { createWriteStream } from 'node:fs'
import { mkdir, open, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Transform, type TransformCallback } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { crc32 } from 'node:zlib'
import yauzl from 'yauzl'
import { Failure, isErrnoException, systemFailure } from '../lib/failure.js'
import { freeSpace } from '../lib/free-space.js'
import { bytes, count } from '../lib/text.js'
import { messageOf } from './failures.js'

/** An entry that was left out, and why. */
export interface LeftOut {
  /** As the zip has it, up to 200 characters; anything at all. */
  name: string
  reason: string
}

/** Left free on the disk, for the rest of the step. */
export const reserve = 50_000_000

/** ID files shrink to a third or a tenth; entries of a zip may share their bytes (https://www.bamsoftware.com/hacks/zipbomb/). */
const mostRatio = 200
const fewBytes = 1e9

/** Far below what systems take for a path, with room for the folder. */
const longestName = 200

/** More files than any set of ID files has. */
const maxEntries = 100_000

/** Whether a file begins as a zip does, an empty one included. */
export async function isZip(path: string): Promise<boolean> {
  const file = await open(path)
  try {
    const { buffer } = await file.read(Buffer.alloc(4), 0, 4, 0)
    return ['504b0304', '504b0506'].includes(buffer.toString('hex'))
  } finally {
    await file.close()
  }
}

/**
 * Unpacks every harmless entry into the folder, and tells which were left
 * out. Throws `disk-full` before the disk is, and `ids-invalid` when the zip is damaged.
 */
export async function unpack(
  path: string,
  directory: string,
  signal: AbortSignal
): Promise<readonly LeftOut[]> {
  try {
    await requireRoom(path, directory)
    return await unpackEntries(path, directory, signal)
  } catch (error) {
    signal.throwIfAborted()
    if (error instanceof Failure || systemFailure(error)) throw error
    throw new Failure(
      'ids-invalid',
      {
        what: say`The artifact is a zip that cannot be read: ${messageOf(error)}.`,
        why: say`It was damaged or cut off before it was uploaded.`,
        fix: say`Create it again in the step that uploads it.`
      },
      { cause: error }
    )
  }
}

async function unpackEntries(
  path: string,
  directory: string,
  signal: AbortSignal
): Promise<readonly LeftOut[]> {
  const zip = await openZip(path)
  const leftOut: LeftOut[] = []
  try {
    for await (const entry of zip.eachEntry()) {
      const name = nameOf(entry)
      signal.throwIfAborted()
      const reason = whyLeftOut(entry, name)
      if (reason !== undefined)
        leftOut.push({ name: name.slice(0, 200), reason })
      else if (!name.endsWith('/')) {
        const written = await write(zip, entry, join(directory, name), signal)
        if (!written)
          leftOut.push({ name, reason: 'another entry has its place' })
      }
    }
  } finally {
    zip.close()
  }
  return leftOut
}

/** What the entries claim to hold is what they may hold: the reader rejects an entry that is longer. */
async function requireRoom(path: string, directory: string): Promise<void> {
  const free = Math.max((await freeSpace(directory)) - reserve, 0)
  const zip = await openZip(path)
  let needed = 0
  try {
    if (zip.entryCount > maxEntries)
      throw new Failure('ids-invalid', {
        what: say`The artifact holds ${count(zip.entryCount)} files; at most ${count(maxEntries)} are read.`,
        fix: say`Join the ID files before they are uploaded.`
      })
    for await (const entry of zip.eachEntry()) needed += entry.uncompressedSize
    if (needed > free)
      throw new Failure('disk-full', {
        what: say`The artifact, unpacked, needs more than the ${bytes(free)} that the disk has free.`,
        fix: say`Use a runner with a larger disk, or put fewer files into the artifact.`
      })
    if (needed > fewBytes + mostRatio * zip.fileSize)
      throw new Failure('ids-invalid', {
        what: say`The artifact unpacks to more than ${mostRatio} times its size.`,
        why: say`ID files do not compress that well: it may be made to fill the disk.`,
        fix: say`Check who created it, and create it again.`
      })
  } finally {
    zip.close()
  }
}

// Names are decoded here: the library would give up on the whole zip at the first hostile one.
const openZip = (path: string): Promise<yauzl.ZipFile> =>
  yauzl.openPromise(path, {
    lazyEntries: true,
    autoClose: false,
    decodeStrings: false
  })

function nameOf(entry: yauzl.Entry): string {
  return yauzl.getFileNameLowLevel(
    entry.generalPurposeBitFlag,
    entry.fileNameRaw,
    entry.extraFields,
    true
  )
}

/** Why an entry must not be written, judged by its name and kind; undefined when it may. */
export function whyLeftOut(
  entry: Pick<yauzl.Entry, 'externalFileAttributes'>,
  name: string
): string | undefined {
  // Unix keeps the kind of a file in the upper four bits of its mode.
  const kind = (entry.externalFileAttributes >>> 28) & 0xf
  const [file, directory, unknown] = [0o10, 0o4, 0]
  if (![file, directory, unknown].includes(kind))
    return 'it is a link or a device, not a file'
  if (/[\u0000-\u001f":<>|*?\\]/.test(name))
    return 'its name has characters that GitHub does not allow in artifacts'
  if (name.length > longestName) return 'its name is too long'
  const parts = name.replace(/\/$/, '').split('/')
  if (name.startsWith('/') || parts.includes('..'))
    return 'its name points outside of the folder'
  if (parts.some(part => part === '' || part === '.'))
    return 'its name is not a plain path'
  return undefined
}

/** Writes an entry where nothing is yet; false when something is. */
async function write(
  zip: yauzl.ZipFile,
  entry: yauzl.Entry,
  target: string,
  signal: AbortSignal
): Promise<boolean> {
  try {
    await mkdir(dirname(target), { recursive: true })
    await (await open(target, 'wx')).close()
  } catch (error) {
    const taken = ['EEXIST', 'ENOTDIR', 'EISDIR']
    if (isErrnoException(error) && taken.includes(error.code ?? ''))
      return false
    throw error
  }
  const content = await zip.openReadStreamPromise(entry)
  const check = new Crc32()
  await pipeline(content, check, createWriteStream(target), { signal })
  if (check.value === entry.crc32) return true
  await rm(target)
  throw new Error('the checksum of an entry does not match')
}

/** Passes bytes on and keeps their CRC-32. */
class Crc32 extends Transform {
  value = 0

  override _transform(
    chunk: Buffer,
    _: BufferEncoding,
    done: TransformCallback
  ): void {
    this.value = crc32(chunk, this.value)
    done(null, chunk)
  }
}
