// Says what is wrong with files whose lines are right: IDs that were rounded, IDs of the other type.
import { code, joined, plain, say, type Message } from '../lib/message.js'
import { Failure } from '../lib/failure.js'
import type { IdFileRecord } from './file-record.js'
import type { JobType } from '../domain.js'
import { plural, printable } from '../lib/text.js'
import { yaml } from './tables/columns.js'
import { firstRecords } from './tables/csv-dialect.js'
import type { IdFile } from './find-files.js'
import { Health } from './rounding.js'
import { idFromText } from './id.js'
import type { Shape } from './recognise.js'
import { openSource } from './decode/source.js'

/** A file that was read, with what the doctor needs to know. */
export interface ReadFile {
  file: IdFile
  shape: Shape
  health: Health
  /** Records that hold no post by their nature: delete notices, limits. */
  notices: number
  record: IdFileRecord
}

/** The failure for files whose IDs look rounded; undefined when all look intact. */
export async function damageFailure(
  read: readonly ReadFile[]
): Promise<Failure | undefined> {
  const [damaged, ...also] = read.filter(
    ({ health }) => health.damage !== undefined
  )
  const all = new Health()
  for (const { health } of read) all.add(health)
  const evidence = damaged?.health.damage ?? all.damage
  if (evidence === undefined) return undefined
  const others = damaged ? await intactColumns(damaged) : []
  const column = damaged?.record.column
  const place =
    damaged === undefined
      ? 'The ID files taken together'
      : `\`${printable(damaged.file.name)}\`${column === undefined ? '' : `, column \`${printable(column, 60)}\``}`
  return new Failure('ids-damaged', {
    what: say`${place}: ${evidence}. These IDs were rounded.${alsoDamaged(also)}`,
    why: say`Excel keeps 15 digits of a number, JavaScript and pandas (as float) about 16. The lost digits cannot be restored, and the service would answer for other posts or accounts.`,
    fix: say`${advice(others)} To go on all the same, set \`on-damaged-ids: warn\`.`
  })
}

/** How many more damaged files are named. */
const namedFiles = 10

function alsoDamaged(files: readonly ReadFile[]): string {
  if (files.length === 0) return ''
  const names = files
    .slice(0, namedFiles)
    .map(({ file }) => `\`${printable(file.name)}\``)
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
async function intactColumns({ file, shape }: ReadFile): Promise<string[]> {
  if (shape.format !== 'csv') return []
  const source = await openSource(file)
  const records = firstRecords(
    Buffer.from(source.sample),
    shape,
    source.isWhole,
    sampledRecords
  )
  await source.close()
  const [first = []] = records
  const body = shape.hasHeader ? records.slice(1) : records
  const width = Math.max(0, ...body.map(cells => cells.length))
  // Names of a header that is shorter than its rows may stand elsewhere.
  const isHeaded = shape.hasHeader && width <= first.length
  return Array.from({ length: width }, (_, index) => index)
    .map(index => {
      const title = isHeaded ? (first[index] ?? '') : ''
      return { name: title === '' ? String(index + 1) : title, index }
    })
    .filter(({ index }) => index !== shape.column)
    .filter(({ index }) => isIntact(body.map(cells => cells[index] ?? '')))
    .map(({ name }) => name)
}

function isIntact(cells: readonly string[]): boolean {
  const health = new Health()
  health.note(
    BigUint64Array.from(cells.flatMap(cell => idFromText(cell) ?? []))
  )
  return health.long > 0.9 * cells.length && health.damage === undefined
}

/** Sentences about the health of the files. */
export function findingsOf(
  read: readonly ReadFile[],
  damage: Failure | undefined,
  type: JobType
): string[] {
  const all = new Health()
  for (const { health } of read) all.add(health)
  const notices = read.reduce((sum, file) => sum + file.notices, 0)
  return [
    damage && plain(joined([damage.text.what, damage.text.why])),
    all.suspects > 0
      ? `All ${plural(all.suspects, 'ID')} with 16 digits or more end in 000, as after Excel: compare them with the source before you act on the results.`
      : undefined,
    all.looksLikeUsers(type)
      ? `No ID has more than ten digits (${plural(all.ids, 'ID')}): they look like user IDs, or posts from before November 2010, while \`type\` is \`tweets\`.`
      : undefined,
    notices > 0
      ? `${plural(notices, 'record')} without content (delete notices, limits and the like) ${notices === 1 ? 'was' : 'were'} passed over.`
      : undefined
  ].filter(finding => finding !== undefined)
}
