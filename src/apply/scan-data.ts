// The phase that scans every file, and collects all that stands against writing.
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { access, constants, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { FoundFile } from '../content/find-files.js'
import type { JobType } from '../domain.js'
import { asFailure, Failure, isErrnoException } from '../lib/failure.js'
import { code, say, type Message } from '../lib/message.js'
import { count, plural, withoutIds } from '../lib/text.js'
import { EditLog } from './edit-log.js'
import { gaps, rules } from './edits/edit.js'
import { FileSink, Lists, type BadRecord } from './evidence.js'
import { scanFile, type Editing, type ScanContext } from './scan-file.js'
import type { Locks } from './lock.js'
import { totalsOf, type FileRecord } from './record.js'
import { changed, identityOf, type Identity } from './rewrite.js'
import { warn, type Step } from './step.js'
import type { ListVerdicts } from './verdicts.js'

/** A file that was scanned, and how it is to be written. */
export interface ScannedFile {
  file: FoundFile
  record: FileRecord
  edits: EditLog
  editing: Editing
  identity: Identity
}

export interface ScannedData {
  files: ScannedFile[]
  /** What stands against writing, gravest first. */
  obstacles: Failure[]
}

export async function scanData(
  step: Step,
  files: readonly FoundFile[],
  verdicts: ListVerdicts,
  locks: Locks,
  lists: Lists
): Promise<ScannedData> {
  const { inputs, record, folders, dependencies } = step
  const signal = dependencies.cancel
  const context: ScanContext = {
    inputs,
    verdicts,
    signal,
    settle: () => lists.settle()
  }
  const scanned: ScannedFile[] = []
  const obstacles: Failure[] = []
  const bad: BadRecord[] = []
  for (const [index, file] of files.entries()) {
    signal.throwIfAborted()
    const fileRecord = emptyRecord(file)
    record.files.push(fileRecord)
    const edits = new EditLog(join(folders.work, `edits-${index}`))
    const sink = new FileSink(fileRecord, edits, lists)
    try {
      const locked =
        inputs.mode === 'replace' ? await lock(locks, file) : undefined
      const identity = await identityOf(file.path)
      const checked = () => idsOf(file, step)
      const found = await scanFile(file, checked, sink, context)
      edits.shift = found.skipped
      edits.close()
      finishRecord(fileRecord, found, edits, step)
      scanned.push({
        file,
        record: fileRecord,
        edits,
        identity,
        editing: found.editing
      })
      const obstacle =
        unknownForm(sink, file) ??
        (inputs.mode !== 'copy' && edits.size > 0
          ? (locked ?? (await whyNotReplaced(file)))
          : undefined)
      if (obstacle) obstacles.push(obstacle)
    } catch (error) {
      signal.throwIfAborted()
      const isLost = isErrnoException(error) && error.code === 'ENOENT'
      const failure = isLost ? changed(file.name) : asFailure(error)
      if (failure.code === 'internal' || failure.code === 'data-busy')
        throw error
      obstacles.push(failure)
    }
    bad.push(...sink.shown.slice(0, 5 - bad.length))
    dependencies.log.debug(
      `${withoutIds(file.name)}: ${count(fileRecord.read)} records`
    )
  }
  const badFailure = annotateBad(step, bad)
  if (badFailure) obstacles.push(badFailure)
  const tooMuch = shareExceeded(step)
  if (tooMuch) obstacles.push(tooMuch)
  return { files: scanned, obstacles }
}

/** Takes the lock of a file; what stands against that, where nothing can be written beside the file. */
async function lock(
  locks: Locks,
  file: FoundFile
): Promise<Failure | undefined> {
  try {
    await locks.take(file.real, file.name)
    return undefined
  } catch (error) {
    if (isErrnoException(error) && noAccess.includes(error.code ?? ''))
      return notWritable(file.name, say`its folder cannot be written to`)
    throw error
  }
}

const noAccess = ['EACCES', 'EPERM', 'EROFS']

/** Lists of the check of users, and nothing but lists, hold IDs of users. */
async function idsOf(file: FoundFile, { record }: Step): Promise<JobType> {
  const ofUsers = record.results.filter(({ type }) => type === 'users')
  if (ofUsers.length === 0) return 'tweets'
  const sha256 = await hashOf(file.path)
  const isIn = (type: JobType) =>
    record.results.some(each => each.type === type && each.idFiles.has(sha256))
  return isIn('users') && !isIn('tweets') ? 'users' : 'tweets'
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const bytes of createReadStream(path, { highWaterMark: 1 << 20 }))
    hash.update(bytes as Uint8Array)
  return hash.digest('hex')
}

function emptyRecord({ name, bytes }: FoundFile): FileRecord {
  return {
    name,
    format: undefined,
    compression: 'none',
    verified: false,
    bytesBefore: bytes,
    bytesAfter: undefined,
    sha256Before: undefined,
    sha256After: undefined,
    read: 0,
    removed: 0,
    changed: 0,
    byRule: zeros(rules),
    bad: 0,
    unreachable: zeros(gaps),
    edits: 0,
    emptied: false
  }
}

function zeros<T extends string>(names: readonly T[]): Record<T, number> {
  return Object.fromEntries(names.map(name => [name, 0])) as Record<T, number>
}

function finishRecord(
  record: FileRecord,
  { format, compression, sha256 }: Awaited<ReturnType<typeof scanFile>>,
  edits: EditLog,
  { record: { results } }: Step
): void {
  record.format = format
  record.compression = compression
  record.sha256Before = sha256
  record.verified = results.some(({ idFiles }) => idFiles.has(sha256))
  record.edits = edits.size
  record.emptied = record.read > 0 && record.removed === record.read
  if (edits.size === 0) {
    record.bytesAfter = record.bytesBefore
    record.sha256After = sha256
  } else if (compression === 'none')
    record.bytesAfter = record.bytesBefore + edits.growth
}

function unknownForm(sink: FileSink, { name }: FoundFile): Failure | undefined {
  if (sink.unknownLine === undefined) return undefined
  return new Failure('data-unknown', {
    what: say`${code(name, 200)} holds ${plural(sink.unknowns, 'record')} of no known form; the first is on line ${count(sink.unknownLine)}.`,
    why: say`It is not known where such a record keeps its posts, authors and locations, and \`apply\` never guesses.`,
    fix: say`Leave the file out with a \`!\` pattern, and edit it by the lists under \`report-path\`. docs/apply.md names the forms that are known.`
  })
}

/** What stands against replacing a file that has to change. */
async function whyNotReplaced(file: FoundFile): Promise<Failure | undefined> {
  const { name, real } = file
  const status = await stat(real)
  if (status.nlink > 1)
    return notWritable(
      name,
      say`it has ${status.nlink} hard links, and the other names would keep what must go`
    )
  if ((status.mode & 0o222) === 0 || !(await isWritable(real)))
    return notWritable(name, say`it is read-only`)
  const folder = dirname(real)
  if (((await stat(folder)).mode & 0o222) === 0 || !(await isWritable(folder)))
    return notWritable(name, say`its folder is read-only`)
  return undefined
}

async function isWritable(path: string): Promise<boolean> {
  return access(path, constants.W_OK).then(
    () => true,
    () => false
  )
}

export function notWritable(name: string, because: Message): Failure {
  return new Failure('not-writable', {
    what: say`${code(name, 200)} cannot be replaced: ${because}.`,
    fix: say`Make it a separate file that this user may write, or use \`mode: copy\`. Nothing was changed.`
  })
}

/** Shows the first bad records, by number and reason only; the failure where they stop the step. */
function annotateBad(
  step: Step,
  bad: readonly BadRecord[]
): Failure | undefined {
  const { record, dependencies, inputs } = step
  const { bad: total } = totalsOf(record)
  if (total === 0) return undefined
  for (const { file, line, reason } of bad)
    dependencies.log.warning(`Line ${line}: ${reason}`, { file, line })
  const counted = `${plural(total, 'record')} cannot be read`
  if (inputs.onBadRecord === 'keep') {
    warn(
      step,
      `${counted}: ${total === 1 ? 'it stays' : 'they stay'} as ${total === 1 ? 'it is' : 'they are'}, whatever X says.`
    )
    return undefined
  }
  const [first] = bad
  const isList = record.files.every(
    file => file.bad < file.read || file.bad === 0
  )
  const isUnknown = bad.every(
    ({ reason }) =>
      withoutId.has(reason) || (reason === 'not a number' && !isList)
  )
  return new Failure(isUnknown ? 'data-unknown' : 'data-invalid', {
    what: say`${counted}.${first ? say` The first is line ${count(first.line)} of ${code(first.file, 200)}: ${first.reason}.` : ''}`,
    why: say`Such a record may hold posts that must be removed.`,
    fix: say`Correct the lines that the annotations show; or set \`on-bad-record: keep\` to leave such records as they are.`
  })
}

/** Reasons by which a record holds no ID at all, rather than a damaged one. */
const withoutId: ReadonlySet<string> = new Set([
  'no ID',
  'column missing',
  'no post in it',
  'no author in it',
  'post without ID',
  'post without an ID',
  'row of a table, not a record'
])

function shareExceeded({ inputs, record }: Step): Failure | undefined {
  const { read, removed } = totalsOf(record)
  if (removed <= inputs.maxRemoved * read + 1e-9 * read) return undefined
  const percent = (share: number) => `${Number((100 * share).toFixed(2))} %`
  return new Failure('share-exceeded', {
    what: say`${count(removed)} of ${plural(read, 'record')} (${percent(removed / read)}) would be removed, more than the ${percent(inputs.maxRemoved)} that \`max-removed\` allows.`,
    why: say`Such a large share is rare: these may be the wrong results or the wrong data.`,
    fix: say`Check the report; if it is right, raise \`max-removed\`. Nothing was changed.`
  })
}
