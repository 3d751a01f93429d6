// The phase that writes: each changed file in place, or the whole result into a folder of its own.
import { createHash } from 'node:crypto'
import { mkdir, readdir, rename, rm, rmdir, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { FoundFile } from '../content/find-files.js'
import { Failure, isErrnoException } from '../lib/failure.js'
import { requireSpace } from '../lib/free-space.js'
import { say } from '../lib/message.js'
import { bytes, plural } from '../lib/text.js'
import { verifyingSink } from './evidence.js'
import { notWritable, type ScannedFile } from './scan-data.js'
import { scanFile, type ScanContext } from './scan-file.js'
import { namesBeside, type Locks } from './lock.js'
import { changed, rewriteFile, syncFolder } from './rewrite.js'
import type { Step } from './step.js'

/** @throws Failure `data-changed` once all others are written; `verify-failed` or `disk-full` at once */
export async function replaceFiles(
  step: Step,
  scanned: readonly ScannedFile[],
  context: ScanContext,
  locks: Locks
): Promise<void> {
  const { record, dependencies } = step
  const pending = scanned.filter(({ edits }) => edits.size > 0)
  await requireSpaceFor(pending)
  const left: Failure[] = []
  for (const each of pending) {
    dependencies.cancel.throwIfAborted()
    try {
      await writeFile(
        each,
        each.file.real,
        namesBeside(each.file.real).temp,
        context
      )
      record.filesChanged++
      record.appliedAt = dependencies.clock.now()
    } catch (thrown) {
      const error = await translated(thrown, each.file)
      if (!(error instanceof Failure) || error.code !== 'data-changed')
        throw error
      left.push(error)
    }
    await locks.release(each.file.real)
  }
  const [first] = left
  if (first)
    throw left.length === 1
      ? first
      : new Failure('data-changed', {
          ...first.text,
          what: say`${plural(left.length, 'file')} were changed by another program after they were read, and were not replaced. ${first.text.what}`
        })
}

/** What an error of the file system means for a file that is replaced. */
async function translated(error: unknown, file: FoundFile): Promise<unknown> {
  if (!isErrnoException(error)) return error
  const isThere = await stat(file.real).then(
    () => true,
    () => false
  )
  if (!isThere) return changed(file.name)
  return ['EACCES', 'EPERM', 'EROFS'].includes(error.code ?? '')
    ? notWritable(file.name, say`its folder cannot be written to`)
    : error
}

/** Each file needs room for itself beside it, one at a time. */
async function requireSpaceFor(pending: readonly ScannedFile[]): Promise<void> {
  const needed = new Map<string, number>()
  for (const { file } of pending) {
    const folder = dirname(file.real)
    needed.set(folder, Math.max(needed.get(folder) ?? 0, file.bytes))
  }
  for (const [folder, size] of needed)
    await requireSpace(size, folder, free => ({
      what: say`Writing a file beside the old one takes ${bytes(size)}, and ${free} are free.`,
      fix: say`Free space on that disk. Nothing was changed.`
    }))
}

async function writeFile(
  { file, record, edits, editing, identity }: ScannedFile,
  target: string,
  temp: string,
  context: ScanContext
): Promise<void> {
  const { sha256Before: sha256 } = record
  if (sha256 === undefined)
    throw new Error('a file is written before it was scanned')
  const written = await rewriteFile({
    source: { ...file, path: file.real },
    target,
    temp,
    compression: record.compression,
    sha256,
    identity,
    edits,
    verify: async result => {
      const sink = verifyingSink()
      const found = await scanFile(result, editing, sink, context)
      return { edits: sink.edits, sha256: found.sha256 }
    },
    signal: context.signal
  })
  record.bytesAfter = written.bytes
  record.sha256After = written.sha256
}

/** Writes the whole result beside the folder, and puts it in its place when all is there. */
export async function copyFiles(
  step: Step,
  scanned: readonly ScannedFile[],
  context: ScanContext,
  folder: string,
  locks: Locks
): Promise<void> {
  const { record, dependencies } = step
  await mkdir(dirname(folder), { recursive: true })
  await locks.take(folder, basename(folder))
  const partial = partialOf(folder)
  await rm(partial, { recursive: true, force: true })
  await mkdir(partial)
  try {
    const needed = scanned.reduce((sum, { file }) => sum + file.bytes, 0)
    await requireSpace(needed, partial, free => ({
      what: say`The copy takes ${bytes(needed)}, and ${free} are free.`,
      fix: say`Free space on that disk, or name another \`output-dir\`.`
    }))
    for (const each of scanned) {
      const target = join(partial, ...each.file.below.split('/'))
      await mkdir(dirname(target), { recursive: true })
      await writeFile(each, target, `${target}.tmp`, context)
    }
    await moveTo(partial, folder)
    record.filesChanged = scanned.filter(({ edits }) => edits.size > 0).length
    record.appliedAt = dependencies.clock.now()
  } finally {
    await rm(partial, { recursive: true, force: true })
  }
}

/** Where a copy grows; hidden, on the same disk. */
function partialOf(folder: string): string {
  const digest = createHash('sha256').update(basename(folder)).digest('hex')
  return join(dirname(folder), `.apply-${digest.slice(0, 16)}.partial`)
}

async function moveTo(partial: string, folder: string): Promise<void> {
  // Of an empty folder that is there only its mode is kept; one that a disk is mounted on stays.
  const there = await stat(folder).catch(() => undefined)
  const isFree =
    there === undefined ||
    (await rmdir(folder).then(
      () => true,
      () => false
    ))
  if (isFree) {
    await rename(partial, folder)
    await syncFolder(dirname(folder))
    return
  }
  if ((await readdir(folder)).length > 0) throw changed(folder)
  for (const name of await readdir(partial))
    await rename(join(partial, name), join(folder, name))
  await syncFolder(folder)
}
