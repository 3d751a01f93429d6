// Says what is wrong with files whose lines are right: IDs that were rounded, IDs of the other type.
import { code, joined, plain, say, type Message } from '../lib/message.js'
import { Failure } from '../lib/failure.js'
import type { IdFileRecord } from './file-record.js'
import { plural, printable } from '../lib/text.js'
import { yaml } from './tables/columns.js'
import { firstRecords } from './tables/csv-dialect.js'
import type { CsvShape } from './tables/csv-records.js'
import type { IdFile } from './find-files.js'
import { RoundingStats } from './rounding.js'
import { idIn } from './cell.js'
import type { IdAges } from './id-ages.js'
import { idFromText } from './id.js'
import type { Shape } from './recognise.js'
import { openSource } from './decode/source.js'

/** A file that was read, with what else is known of its IDs; kept small, as there may be very many. */
export interface ReadFile {
  /** Undefined when its IDs look intact. */
  damage: { evidence: string; file: IdFile; shape: Shape } | undefined
  /** Columns of a table that hold IDs of this type too, and are not read; the first ones. */
  unread: readonly string[]
  /** Records that hold no post by their nature: delete notices, limits. */
  notices: number
  /** Whether JSON is valid UTF-8, which it must be. */
  isUtf8: boolean
  record: IdFileRecord
}

/**
 * The failure for files whose IDs look rounded; undefined when all look intact.
 *
 * @param all of the distinct IDs
 */
export async function damageFailure(
  read: readonly ReadFile[],
  all: RoundingStats
): Promise<Failure | undefined> {
  const [damaged, ...also] = read.filter(({ damage }) => damage !== undefined)
  const evidence = damaged?.damage?.evidence ?? all.damage
  if (evidence === undefined) return undefined
  const others = damaged?.damage ? await intactColumns(damaged.damage) : []
  const column = damaged?.record.column
  const place =
    damaged === undefined
      ? 'The ID files taken together'
      : `\`${printable(damaged.record.name)}\`${column === undefined ? '' : `, column \`${printable(column, 60)}\``}`
  return new Failure('ids-damaged', {
    what: say`${place}: ${evidence}. These IDs were rounded.${alsoDamaged(also)}`,
    why: say`Excel keeps 15 digits of a number, JavaScript and pandas (as float) about 16. The lost digits cannot be restored, and X would answer for other posts or accounts.`,
    fix: say`${advice(others)} To continue anyway, set \`on-damaged-ids: warn\`.`
  })
}

/** How many more damaged files are named. */
const namedFiles = 10

function alsoDamaged(files: readonly ReadFile[]): string {
  if (files.length === 0) return ''
  const names = files
    .slice(0, namedFiles)
    .map(({ record }) => `\`${printable(record.name)}\``)
  const more = files.length - names.length
  if (more > 0) names.push(plural(more, 'more file'))
  return ` So were IDs of ${names.join(', ')}.`
}

/** How IDs are kept whole. */
export const exportAgain = say`Export the data again with the IDs as text: in Excel, import with Data > From Text/CSV and the column type Text; in pandas, \`dtype=str\`; in R, \`colClasses = "character"\`; in JavaScript, \`id_str\`.`

function advice(others: readonly string[]): Message {
  const [first] = others
  if (first === undefined) return exportAgain
  const names = joined(
    others.map(name => [code(name, 60)]),
    ', '
  )
  return say`${others.length === 1 ? 'The column' : 'The columns'} ${names} of the same file ${others.length === 1 ? 'holds' : 'hold'} intact IDs: if they are the right ones, add \`ids-column: ${yaml(first)}\`. Otherwise: ${exportAgain}`
}

const sampledRecords = 5000

/** Other columns of the same file whose cells are long IDs that look intact. */
async function intactColumns({
  file,
  shape
}: NonNullable<ReadFile['damage']>): Promise<string[]> {
  if (shape.format !== 'csv') return []
  const source = await openSource(file)
  const records = firstRecords(
    Buffer.from(source.sample),
    shape,
    source.isWhole,
    sampledRecords
  )
  await source.close()
  const body = records.slice(shape.headerRows)
  const width = body.reduce((most, cells) => Math.max(most, cells.length), 0)
  return [...Array(width).keys()]
    .filter(index => !shape.columns.some(column => column.index === index))
    .filter(index => isIntact(body.map(cells => cells[index] ?? '')))
    .map(index => titleOf(shape, index))
}

function titleOf({ names }: CsvShape, index: number): string {
  const name = names[index] ?? ''
  return name === '' ? String(index + 1) : name
}

function isIntact(cells: readonly string[]): boolean {
  const rounding = new RoundingStats()
  rounding.note(
    BigUint64Array.from(
      cells.flatMap(cell => {
        const found = idIn(cell, 'tweets')
        return 'id' in found ? (idFromText(found.id) ?? []) : []
      })
    )
  )
  return rounding.long > 0.9 * cells.length && rounding.damage === undefined
}

/** Sentences about damage in the files. */
export function findingsOf(
  read: readonly ReadFile[],
  damage: Failure | undefined,
  ages: IdAges
): string[] {
  const notices = read.reduce((sum, file) => sum + file.notices, 0)
  const [broken, ...others] = read.filter(({ isUtf8 }) => !isUtf8)
  return [
    damage && plain(joined([damage.text.what, damage.text.why])),
    ages.wrongType,
    notices > 0
      ? `${plural(notices, 'record')} without content (delete notices, limits and the like) ${notices === 1 ? 'was' : 'were'} skipped.`
      : undefined,
    broken &&
      `${printable(broken.record.name)}${others.length > 0 ? ` and ${plural(others.length, 'more file')}` : ''} ${others.length > 0 ? 'are' : 'is'} not valid UTF-8, as JSON must be. IDs are digits and not concerned; texts in other encodings may be damaged.`
  ].filter(finding => finding !== undefined)
}
