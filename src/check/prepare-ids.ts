// From the input `ids` to parts on disk: find the files, read and judge every line, sort, cut, hash.
import { mkdir } from 'node:fs/promises'
import type { IdsFormat } from '../content/formats.js'
import type { Log } from '../lib/log.js'
import type { IdFileRecord, IdsRecord } from '../content/file-record.js'
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
  column: string | undefined
  onInvalid: 'fail' | 'skip'
  onDamaged: 'fail' | 'warn'
  /** Bytes; a part is the next ⌊`maxUploadSize` / 20⌋ IDs. */
  maxUploadSize: number
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
  const badLines = new BadLines(request.column)
  const read: ReadFile[] = []
  try {
    for (const file of files) {
      const result = await readIdFile(file, request, set, badLines, signal)
      describe(result, log)
      read.push(result)
    }
    const isInvalid = badLines.total > 0 && request.onInvalid === 'fail'
    const damage = await damageFailure(read)
    const isDamaged = damage !== undefined && request.onDamaged === 'fail'
    const isRefused = isInvalid || isDamaged
    if (!isRefused) await requireRoom(set.added, request.directory)
    const sorted = await set.finish(chunk =>
      isRefused ? undefined : parts.write(chunk)
    )
    const findings = findingsOf(read, damage, request.type)
    const record = recordOf(read, badLines, sorted.size, findings)
    edges.report(record)
    badLines.annotate(log, !isInvalid)
    if (isDamaged) throw damage
    if (isInvalid) throw badLines.failure(record.read)
    for (const finding of findings) log.warning(finding)
    return { record, parts: await parts.end(), set: sorted }
  } catch (error) {
    await parts.dispose()
    await set.dispose()
    throw error
  }
}

function describe({ record }: ReadFile, log: Log): void {
  const column = record.column === undefined ? '' : `, column ${record.column}`
  log.info(
    printable(
      `${record.name}: ${record.format}${column}${record.compression === 'none' ? '' : `, ${record.compression}`}, ${count(record.read)} read`
    )
  )
}

function recordOf(
  read: readonly ReadFile[],
  badLines: BadLines,
  submitted: number,
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
    files,
    findings
  }
}
