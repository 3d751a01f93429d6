// Reads one data file to its end: what it is, what of each record goes, and which bytes that takes.
import { evenPieces } from '../content/decode/pieces.js'
import { openSource, type Source } from '../content/decode/source.js'
import type { IdFile } from '../content/find-files.js'
import { recognise, type Shape } from '../content/recognise.js'
import { firstRecords } from '../content/tables/csv-dialect.js'
import type { CsvShape } from '../content/tables/csv-records.js'
import type { JobType } from '../domain.js'
import { Failure } from '../lib/failure.js'
import { code, say } from '../lib/message.js'
import { rolesOf, type Roles } from './edits/csv-columns.js'
import { CsvEditor } from './edits/csv-edits.js'
import type { Editor, EditSink } from './edits/edit.js'
import { JsonEditor } from './edits/json-edits.js'
import { TextEditor } from './edits/text-edits.js'
import type { Inputs } from './inputs.js'
import type { FileRecord } from './record.js'
import { refuseUneditable, translated } from './refusals.js'
import type { ListVerdicts } from './verdicts.js'

/** How files are read. */
export interface ScanContext {
  inputs: Pick<Inputs, 'format' | 'idColumn' | 'authorColumn' | 'geoColumns'>
  verdicts: ListVerdicts
  signal: AbortSignal
  /** Awaited after every chunk. */
  settle?(): Promise<void>
}

/** How a file is read: by its format, and of what its IDs are. */
export interface Editing {
  shape: Shape
  type: JobType
  roles: Roles | undefined
}

/** What is known of a file once it was read. */
export type Scanned = Pick<FileRecord, 'format' | 'compression'> & {
  /** Of the bytes on disk, hex. */
  sha256: string
  /** Bytes in front of the content, by which the offsets of edits are shifted. */
  skipped: number
  editing: Editing
}

/**
 * Feeds a file to the editor of its format.
 *
 * @param how tells of what the check read the file; or how the file is read, where that is known
 * @throws Failure `data-unknown`, `data-invalid` or `column-unknown`
 */
export async function scanFile(
  file: IdFile,
  how: (() => Promise<JobType>) | Editing,
  sink: EditSink,
  context: ScanContext
): Promise<Scanned> {
  const { signal } = context
  const source = await openSource(file, signal, refuseUneditable).catch(
    (error: unknown) => {
      throw translated(error, 'data-invalid', makeAgain)
    }
  )
  try {
    if (source.encoding !== 'utf-8') throw isUtf16(file.name)
    const editing =
      typeof how === 'object'
        ? how
        : await editingOf(source, file.name, how, context)
    const editor = editorFor(editing, file.name, sink, context, !source.isWhole)
    try {
      for await (const bytes of evenPieces(source.chunks(), signal)) {
        editor.feed(bytes)
        await context.settle?.()
      }
      editor.end()
    } catch (error) {
      const isTable = editing.shape.format === 'csv'
      throw translated(error, 'data-invalid', isTable ? writeAgain : makeAgain)
    }
    return {
      format: editing.shape.format,
      compression: source.compression,
      sha256: await source.sha256(),
      skipped: source.skipped,
      editing
    }
  } finally {
    await source.close()
  }
}

const makeAgain = say`Create or download the file again, or leave it out with a \`!\` pattern.`

const writeAgain = say`Write the file again with a CSV library, or leave it out with a \`!\` pattern.`

function isUtf16(name: string): Failure {
  return new Failure('data-unknown', {
    what: say`${code(name, 200)} is text in UTF-16, which is not edited.`,
    fix: say`Convert it in an earlier step: \`iconv -f UTF-16 -t UTF-8 FILE > NEW\`.`
  })
}

function editorFor(
  { shape, type, roles }: Editing,
  file: string,
  sink: EditSink,
  { verdicts }: ScanContext,
  isLarge: boolean
): Editor {
  if (shape.format === 'text')
    return new TextEditor(shape, type, verdicts, sink)
  return shape.format === 'csv' && roles
    ? new CsvEditor({ shape, roles, type, file }, verdicts, sink)
    : new JsonEditor(
        verdicts,
        sink,
        'isLines' in shape ? shape.isLines : undefined,
        file,
        isLarge
      )
}

const nameColumn = say`Name the column with \`id-column\`, or leave the file out with a \`!\` pattern.`

/**
 * How a file is read. Tables and lists with a header of users are of users, and
 * what the check of users read, but for tables of posts that name their authors.
 */
async function editingOf(
  source: Source,
  file: string,
  checked: () => Promise<JobType>,
  { verdicts, inputs }: ScanContext
): Promise<Editing> {
  const { format, idColumn } = inputs
  const columns = idColumn === undefined ? [] : [idColumn]
  const sample = Buffer.from(source.sample)
  const { isWhole } = source
  const read = (type: JobType): Editing => {
    try {
      const reading = { type, format, columns }
      const shape = recognise(sample, isWhole, reading, file)
      if (shape.format !== 'csv') return { shape, type, roles: undefined }
      const header = headerOf(shape, sample, isWhole)
      return { shape, type, roles: rolesOf(header, shape, inputs, file) }
    } catch (error) {
      throw translated(error, 'column-unknown', nameColumn)
    }
  }
  let editing: Editing
  try {
    editing = read('tweets')
  } catch (error) {
    const isOfUsers = idColumn === undefined && hasUsers(sample, isWhole)
    if (isOfUsers || (await checked()) === 'users') return read('users')
    throw error
  }
  const { shape, roles } = editing
  const isJson = shape.format !== 'text' && shape.format !== 'csv'
  if (isJson || roles?.author !== undefined) return editing
  if ((await checked()) === 'users') return read('users')
  if (shape.format === 'text' && !shape.hasHeader && verdicts.isOfUsersAlone)
    return isDigits(sample) ? read('users') : editing
  if (roles && verdicts.needsAuthors)
    throw new Failure('column-unknown', {
      what: say`No column of ${code(file, 200)} is known to hold the IDs of the authors, and there are verdicts on accounts.`,
      why: say`Posts of accounts that must go would stay in it.`,
      fix: say`Name the column with \`author-column\`; if there is none, leave the file out, or give the results of posts alone.`
    })
  return editing
}

/** Names of the columns; where there is no header, the first row. */
function headerOf(
  shape: CsvShape,
  sample: Buffer,
  isWhole: boolean
): readonly string[] {
  if (shape.headerRows > 0) return shape.names
  return firstRecords(sample, shape, isWhole, 1)[0] ?? []
}

/** Whether a list begins with bare IDs, which may be of posts or of users. */
function isDigits(sample: Buffer): boolean {
  return /^\s*["']?\d{1,19}["']?(?:[\s,;|]|$)/.test(
    sample.toString('latin1', 0, 100)
  )
}

/** Whether a header names accounts, and nothing of posts. */
function hasUsers(sample: Buffer, isWhole: boolean): boolean {
  const line = sample.subarray(0, 4096).toString('latin1').split(/\r?\n/, 1)[0]
  return (
    line !== undefined &&
    (isWhole || line.length < 4096) &&
    /user|author|account|followers/i.test(line) &&
    !/text|(?:tweet|status|post)_?id|(?<!\.)\bid(?:_str)?\b/i.test(line)
  )
}
