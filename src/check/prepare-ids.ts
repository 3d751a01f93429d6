// From the input `ids` to parts on disk: find the files, read and parse every line, sort, cut, hash.
import { mkdir } from 'node:fs/promises'
import type { IdsFormat } from '../content/formats.js'
import type { Log } from '../lib/log.js'
import type { IdFileRecord, IdSpan, IdsRecord } from '../content/file-record.js'
import type { JobType } from '../domain.js'
import { bytes, count, plural, printable } from '../lib/text.js'
import { BadLines } from '../content/bad-lines.js'
import { longestLine } from '../ids/decimal.js'
import {
  damageFailure,
  findingsOf,
  type ReadFile
} from '../content/rounding-report.js'
import { findFiles, leftOutWarning } from '../content/find-files.js'
import { IdCollector, type SortedIds } from '../ids/id-set.js'
import { PartWriter, requireRoom, type IdPart } from '../ids/parts.js'
import { IdAges } from '../content/id-ages.js'
import { RoundingStats } from '../content/rounding.js'
import { readIdFile } from '../content/read-file.js'

export interface IdsRequest {
  /** The `ids` input, one path or glob each, `!` excludes; none for every file. */
  patterns: readonly string[]
  /** The workspace, or the folder that an artifact was unpacked into. */
  root: string
  /** What the root is; a workspace unless told. */
  origin?: 'workspace' | 'artifact'
  type: JobType
  format: IdsFormat
  columns: readonly string[]
  onInvalid: 'fail' | 'skip'
  onDamaged: 'fail' | 'warn'
  /** Bytes; a part is the next ⌊`maxUploadSize` / 20⌋ IDs. */
  maxUploadSize: number
  /** Where all bad lines are listed, if there are any. */
  invalidPath?: string
  /** Temporary folder of this step, for parts and sorted runs. */
  directory: string
}

export interface PreparedIds {
  record: IdsRecord
  parts: readonly IdPart[]
  set: SortedIds
}

export interface PrepareEdges {
  log: Log
  signal: AbortSignal
  /** Gets what is known once all files are read, also before a failure. */
  report(record: IdsRecord): void
}

/**
 * Reads all ID files and lays their IDs out as parts. An empty set has no
 * parts; whether that is a failure is for the caller to say.
 *
 * @throws Failure `ids-not-found`, `ids-invalid`, `ids-damaged`, `invalid-input` or `disk-full`
 */
export async function prepareIds(
  request: IdsRequest,
  edges: PrepareEdges
): Promise<PreparedIds> {
  const { log, signal } = edges
  const { files, leftOut } = await findFiles({
    patterns: request.patterns,
    root: request.root,
    wanted: {
      input: 'ids',
      code: 'ids-not-found',
      origin: request.origin ?? 'workspace'
    },
    signal
  })
  const warning = leftOutWarning(leftOut)
  if (warning !== undefined) log.warning(warning)
  log.info(
    `Reading ${plural(files.length, 'ID file')} (${bytes(files.reduce((sum, file) => sum + file.bytes, 0))}).`
  )
  await mkdir(request.directory, { recursive: true })
  const set = new IdCollector({ directory: request.directory, signal })
  const parts = new PartWriter(
    request.directory,
    Math.floor(request.maxUploadSize / longestLine)
  )
  const badLines = new BadLines(request.columns, request.invalidPath)
  const read: ReadFile[] = []
  try {
    for (const file of files) {
      const result = await readIdFile(file, request, set, badLines, signal)
      if (files.length <= shownFiles) log.info(lineOf(result))
      read.push(result)
    }
    if (files.length > shownFiles) log.info(summaryOf(read))
    const isInvalid = badLines.total > 0 && request.onInvalid === 'fail'
    const isDamagedFile =
      request.onDamaged === 'fail' &&
      read.some(({ damage }) => damage !== undefined)
    const isRefused = isInvalid || isDamagedFile
    if (!isRefused) await requireRoom(set.added, request.directory)
    const all = new RoundingStats()
    const ages = new IdAges(request.type)
    const sorted = await set.finish(async chunk => {
      all.note(chunk)
      ages.note(chunk)
      if (!isRefused) await parts.write(chunk)
    })
    const damage = await damageFailure(read, all)
    const isDamaged = damage !== undefined && request.onDamaged === 'fail'
    const findings = findingsOf(read, damage, ages)
    const record = recordOf(read, badLines, sorted.size, ages.span, findings)
    edges.report(record)
    badLines.annotate(log, !isInvalid)
    if (isDamaged) throw damage
    if (isInvalid) throw badLines.failure(record.read)
    describeSet(read, ages, log)
    for (const finding of findings) log.warning(finding)
    return { record, parts: await parts.end(), set: sorted }
  } catch (error) {
    await parts.dispose()
    await set.dispose()
    throw error
  } finally {
    badLines.close()
  }
}

/** More files than these share one line of the log. */
const shownFiles = 20

function lineOf({ record }: ReadFile): string {
  const column = record.column === undefined ? '' : `, column ${record.column}`
  return printable(
    `${record.name}: ${record.format}${column}${record.compression === 'none' ? '' : `, ${record.compression}`}, ${count(record.read)} read`
  )
}

function summaryOf(read: readonly ReadFile[]): string {
  const kinds = new Map<string, number>()
  for (const { record } of read) {
    const { format, column, compression } = record
    const kind = `${format}${column === undefined ? '' : `, column ${column}`}${compression === 'none' ? '' : `, ${compression}`}`
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
  }
  const shown = [...kinds]
    .sort(([, a], [, b]) => b - a)
    .slice(0, 5)
    .map(([kind, files]) => `${count(files)} × ${kind}`)
  const more = kinds.size > shown.length ? '; …' : ''
  const records = read.reduce((sum, { record }) => sum + record.read, 0)
  return printable(
    `${plural(read.length, 'file')} (${shown.join('; ')}${more}): ${count(records)} read.`
  )
}

/** From when the IDs are, and what else the tables hold. */
function describeSet(read: readonly ReadFile[], ages: IdAges, log: Log): void {
  const { spanText } = ages
  if (spanText !== undefined) log.info(`By their IDs: ${spanText}.`)
  const names = new Set(read.flatMap(({ unread }) => unread))
  if (names.size > 0)
    log.info(
      printable(
        `Not read, though they hold IDs of this type too: ${plural(names.size, 'column')} (${[...names].slice(0, 10).join(', ')}). Add each on a line of \`ids-column\`, below the one that is read, to check them as well.`
      )
    )
}

function recordOf(
  read: readonly ReadFile[],
  badLines: BadLines,
  submitted: number,
  span: IdSpan | undefined,
  findings: readonly string[]
): IdsRecord {
  const files: IdFileRecord[] = read.map(file => file.record)
  const total = files.reduce((sum, file) => sum + file.read, 0)
  return {
    read: total,
    submitted,
    duplicate: total - submitted - badLines.total,
    invalid: badLines.total,
    invalidByReason: Object.fromEntries(badLines.byReason),
    badLines: badLines.list,
    files,
    ...(span && { span }),
    findings
  }
}
