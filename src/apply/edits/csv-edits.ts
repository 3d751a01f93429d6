// Edits tables: records of gone posts go with their ends, cells of locations and of gone quoted posts are emptied.
import { idIn, trimCell } from '../../content/cell.js'
import { reasonOf, readId, type U64 } from '../../content/id.js'
import { Reader } from '../../content/reader.js'
import {
  cellsOf,
  endOfCell,
  quotesCount,
  statedDelimiter,
  strayQuote,
  type Span
} from '../../content/tables/csv-dialect.js'
import type { CsvShape } from '../../content/tables/csv-reader.js'
import { reasonOfRow } from '../../content/tables/row-checks.js'
import type { JobType } from '../../domain.js'
import { Failure } from '../../lib/failure.js'
import { code, say } from '../../lib/message.js'
import { count } from '../../lib/text.js'
import {
  idOf,
  verdict,
  type Editor,
  type EditSink,
  type Rule,
  type Verdicts
} from './edit.js'
import type { Original, Roles } from './csv-columns.js'

const lf = 0x0a
const cr = 0x0d
const quote = 0x22

/** As the check's. */
const longestRecord = 16_000_000

export interface CsvTable {
  shape: CsvShape
  roles: Roles
  /** Of what the IDs are: of users in a table of users. */
  type: JobType
  file: string
  /** Whether accounts have verdicts, so that the author of each row must be known. */
  needsAuthors: boolean
}

export class CsvEditor extends Reader implements Editor {
  readonly #id: U64 = { high: 0, low: 0 }
  readonly #shape: CsvShape
  readonly #roles: Roles
  #line = 1
  /** Of a title and the header, still to be passed over. */
  #headerRows: number
  #nextQuote = 0

  constructor(
    private readonly table: CsvTable,
    private readonly verdicts: Verdicts,
    private readonly sink: EditSink
  ) {
    super()
    this.#shape = table.shape
    this.#roles = table.roles
    this.#headerRows = table.shape.headerRows
  }

  get settled(): number {
    return this.offset
  }

  protected override read(bytes: Buffer, isLast: boolean): number {
    this.#nextQuote = -1
    let at = 0
    while (at < bytes.length) {
      const found = bytes.indexOf(lf, at)
      if (found < 0 && !isLast) return this.#unfinished(bytes, at)
      const end = found < 0 ? bytes.length : found
      const quotes =
        this.#quoteFrom(bytes, at) <= end
          ? quotesCount(bytes, at, end, this.#shape, isLast)
          : false
      if (quotes === undefined) return this.#unfinished(bytes, at)
      const recordEnd = quotes ? this.#quotedEnd(bytes, at, isLast) : end
      if (recordEnd === undefined) return this.#unfinished(bytes, at)
      this.#record(bytes, at, recordEnd, quotes)
      at = recordEnd + 1
    }
    return bytes.length
  }

  #quoteFrom(bytes: Buffer, at: number): number {
    if (this.#nextQuote < at) {
      const found = bytes.indexOf(quote, at)
      this.#nextQuote = found < 0 ? bytes.length + 1 : found
    }
    return this.#nextQuote
  }

  #unfinished(bytes: Buffer, at: number): number {
    if (bytes.length - at > longestRecord)
      throw this.#broken('is never closed, or is longer than any record')
    return at
  }

  /** Index of the line feed that ends a record with quotes, or the end of the file. */
  #quotedEnd(
    bytes: Buffer,
    start: number,
    isLast: boolean
  ): number | undefined {
    for (let at = start; ;) {
      const end = endOfCell(bytes, at, this.#shape)
      if (end === strayQuote)
        throw this.#broken('is closed in the middle of a cell on a later line')
      if (end === undefined && isLast) throw this.#broken('is never closed')
      if (end === undefined || (end === bytes.length && !isLast))
        return undefined
      if (end === bytes.length || bytes[end] === lf) return end
      at = end + 1
    }
  }

  #record(bytes: Buffer, start: number, end: number, quotes: boolean): void {
    const line = this.#line
    this.#line += 1
    if (quotes)
      for (
        let at = bytes.indexOf(lf, start);
        at >= 0 && at < end;
        at = bytes.indexOf(lf, at + 1)
      )
        this.#line++
    const stop = end > start && bytes[end - 1] === cr ? end - 1 : end
    if (this.#isBlank(bytes, start, stop, line)) return
    if (this.#headerRows > 0) {
      this.#headerRows--
      return
    }
    const record = bytes.subarray(start, stop)
    const cells = cellsOf(record, { ...this.#shape, quotes })
    const outcome = this.#edit(record, cells, line)
    if (outcome === 'removed')
      this.sink.splice(
        this.offset + start,
        this.offset + Math.min(end + 1, bytes.length),
        ''
      )
    else if (outcome !== undefined)
      for (const [from, to] of outcome)
        this.sink.splice(
          this.offset + start + from,
          this.offset + start + to,
          ''
        )
    if (outcome !== undefined)
      this.sink.record(
        outcome === 'removed'
          ? 'removed'
          : outcome.length > 0
            ? 'changed'
            : 'kept'
      )
  }

  /** What goes of a record: all of it, or cells; undefined for one that can't be checked. */
  #edit(
    record: Buffer,
    cells: readonly Span[],
    line: number
  ): 'removed' | Span[] | undefined {
    const { sink } = this
    const [column] = this.#shape.columns
    if (column === undefined) return undefined
    const cell = cells[column.index]
    const text = textAt(record, cell)
    const moved = reasonOfRow(record, cell, cells.length, column, this.#shape)
    if (moved !== undefined) {
      sink.bad(line, moved)
      return undefined
    }
    if (
      cell === undefined ||
      !this.#readId(text, this.table.type, column.prefix)
    ) {
      sink.bad(
        line,
        reasonOfCell(cell === undefined ? undefined : text, this.table.type)
      )
      return undefined
    }
    if (bareCr(record)) {
      sink.bad(line, 'several rows on one line')
      return undefined
    }
    if (this.#roles.twins.some(twin => textAt(record, cells[twin]) !== text))
      throw new Failure('column-unknown', {
        what: say`Two columns of ${code(this.table.file, 200)} have the name of the ID column, and on line ${count(line)} they hold different things.`,
        fix: say`Name the right one by its number with \`id-column\`, and give the other one another name.`
      })
    const id = idOf(this.#id)
    if (this.table.type === 'users') return this.#editUser()
    const unknown = this.#reasonOfAuthor(record, cells, line)
    if (unknown !== undefined) {
      sink.bad(line, unknown)
      return undefined
    }
    this.#readId(text, this.table.type, column.prefix)
    const bits = this.verdicts.post(this.#id)
    const author = this.#user(record, cells, this.#roles.author)
    const history = this.#history(record, cells)
    const rule = this.#ruleOf(bits, history, author, record, cells)
    if (rule !== undefined) {
      sink.rule(rule)
      sink.removed(id)
      return 'removed'
    }
    if ((bits & verdict.refetch) !== 0) sink.refetch(id)
    if (((bits | author) & verdict.review) !== 0) sink.review(id)
    const emptied: Span[] = []
    const isScrubbed =
      ((bits | history) & verdict.geo) !== 0 ||
      (bits & verdict.refetch) !== 0 ||
      (author & verdict.geo) !== 0
    if (isScrubbed)
      this.#empty(record, cells, this.#roles.locations, 'location', emptied)
    this.#editQuoted(record, cells, emptied)
    if (this.#isUnreachable(record, cells)) sink.unreachable(1)
    return emptied.sort(([a], [b]) => a - b)
  }

  /** Why the author of a row can't be checked, such as the `666.0` of pandas. */
  #reasonOfAuthor(
    record: Buffer,
    cells: readonly Span[],
    line: number
  ): string | undefined {
    const { author, authorTwins } = this.#roles
    if (!this.table.needsAuthors || author === undefined) return undefined
    const text = textAt(record, cells[author])
    const others = authorTwins.map(twin => textAt(record, cells[twin]))
    if (others.some(other => !isMissing(other) && other !== text))
      throw new Failure('column-unknown', {
        what: say`Two columns of ${code(this.table.file, 200)} have names of the author's ID, and on line ${count(line)} they hold different things.`,
        fix: say`Name the right one with \`author-column\`: its name, or its number from 1.`
      })
    if (this.#readId(text, 'users')) return undefined
    return isMissing(text) ? undefined : reasonOfCell(text, 'users')
  }

  #editUser(): 'removed' | Span[] {
    if ((this.verdicts.user(this.#id) & verdict.gone) === 0) return []
    this.sink.rule('profile')
    return 'removed'
  }

  #ruleOf(
    bits: number,
    history: number,
    author: number,
    record: Buffer,
    cells: readonly Span[]
  ): Rule | undefined {
    if ((bits & verdict.gone) !== 0) return 'own'
    if ((history & verdict.gone) !== 0) return 'edit_history'
    if ((author & verdict.gone) !== 0) return 'author'
    const { retweeted, retweetedAuthors } = this.#roles
    const original =
      this.#posts(record, cells, retweeted) |
      this.#users(record, cells, retweetedAuthors)
    return (original & verdict.gone) === 0 ? undefined : 'retweet'
  }

  /** The quoted post goes, or its location does. */
  #editQuoted(record: Buffer, cells: readonly Span[], into: Span[]): void {
    const { quoted, quotedAuthors, quotedCells, quotedLocations } = this.#roles
    if (quotedCells.length === 0) return
    const post = this.#posts(record, cells, quoted)
    const user = this.#users(record, cells, quotedAuthors)
    if (((post | user) & verdict.gone) !== 0) {
      if (this.#empty(record, cells, quotedCells, 'embedded', into))
        for (const each of quoted) {
          const text = this.#original(record, cells, each)
          if (text !== undefined && this.#readId(text, 'tweets'))
            this.sink.removed(idOf(this.#id))
        }
    } else if (
      (post & (verdict.geo | verdict.refetch)) !== 0 ||
      (user & verdict.geo) !== 0
    )
      this.#empty(record, cells, quotedLocations, 'location', into)
  }

  /** Whether it is a retweet and nothing tells of what, or nothing that can be read. */
  #isUnreachable(record: Buffer, cells: readonly Span[]): boolean {
    const { isRetweet, retweeted } = this.#roles
    const originals = retweeted.flatMap(
      each => this.#original(record, cells, each) ?? []
    )
    if (originals.some(text => this.#readId(text, 'tweets'))) return false
    return (
      originals.some(text => text !== '0' && !isMissing(text)) ||
      isRetweet.some(each => this.#original(record, cells, each) !== undefined)
    )
  }

  /** Notes the cells that hold something; whether there were any. */
  #empty(
    record: Buffer,
    cells: readonly Span[],
    columns: readonly number[],
    rule: Rule,
    into: Span[]
  ): boolean {
    const held = columns.flatMap(column => {
      const cell = cells[column]
      return cell === undefined || textAt(record, cell) === '' ? [] : [cell]
    })
    if (held.length === 0) return false
    this.sink.rule(rule)
    into.push(...held.filter(cell => !into.includes(cell)))
    return true
  }

  /** A cell that counts in this record. */
  #original(
    record: Buffer,
    cells: readonly Span[],
    { column, where }: Original
  ): string | undefined {
    if (where && !where.is.test(textAt(record, cells[where.column])))
      return undefined
    return textAt(record, cells[column])
  }

  #posts(
    record: Buffer,
    cells: readonly Span[],
    columns: readonly Original[]
  ): number {
    let bits = 0
    for (const each of columns) {
      const text = this.#original(record, cells, each)
      if (text !== undefined && this.#readId(text, 'tweets'))
        bits |= this.verdicts.post(this.#id)
    }
    return bits
  }

  #users(
    record: Buffer,
    cells: readonly Span[],
    columns: readonly Original[]
  ): number {
    let bits = 0
    for (const each of columns) {
      const text = this.#original(record, cells, each)
      if (text !== undefined && this.#readId(text, 'users'))
        bits |= this.verdicts.user(this.#id)
    }
    return bits
  }

  #user(
    record: Buffer,
    cells: readonly Span[],
    column: number | undefined
  ): number {
    return column === undefined ? 0 : this.#users(record, cells, [{ column }])
  }

  /** The verdicts on all versions of the post. */
  #history(record: Buffer, cells: readonly Span[]): number {
    const { editHistory } = this.#roles
    if (editHistory === undefined) return 0
    let bits = 0
    for (const [text] of textAt(record, cells[editHistory]).matchAll(
      /\d{1,19}/g
    ))
      if (this.#readId(text, 'tweets')) bits |= this.verdicts.post(this.#id)
    return bits
  }

  #readId(text: string, type: JobType, prefix = ''): boolean {
    const digits = /^[0-9]+$/.test(text) ? text : prefixed.exec(text)?.[1]
    const found =
      digits === undefined ? idIn(text, type, prefix) : { id: digits }
    if (!('id' in found)) return false
    const bytes = Buffer.from(found.id)
    return readId(bytes, 0, bytes.length, this.#id)
  }

  #isBlank(bytes: Buffer, start: number, end: number, line: number): boolean {
    const { delimiter } = this.#shape
    if (line === 1 && statedDelimiter(bytes.subarray(start, end)) !== undefined)
      return true
    for (let at = start; at < end; at++) {
      const byte = bytes[at] ?? 0
      if (byte > 0x20 && byte !== delimiter && byte !== quote) return false
    }
    return true
  }

  #broken(how: string): Failure {
    return new Failure('data-invalid', {
      what: say`In ${code(this.table.file, 200)}, the record that starts on line ${count(this.#line)} opens a quote that ${how}.`,
      why: say`The file is cut off, or a quote inside a cell is not doubled; the rest of the file cannot be read.`,
      fix: say`Write the file again with a CSV library.`
    })
  }
}

/** IDs as rtweet (`x`) and TwiBot-22 (`u`, `t`) write them, short ones of users too. */
const prefixed = /^[xut](\d{1,19})$/

function textAt(record: Buffer, cell: Span | undefined): string {
  return cell === undefined ? '' : trimCell(record.toString('utf8', ...cell))
}

function reasonOfCell(text: string | undefined, type: JobType): string {
  if (text === undefined) return 'column missing'
  if (text === '') return 'no ID'
  const found = idIn(text, type)
  return 'invalid' in found ? found.invalid : reasonOf(found.id)
}

/** Whether a cell holds nothing, or what programs write for nothing, such as `NA`. */
function isMissing(text: string): boolean {
  return reasonOf(text) === 'no ID'
}

/** Whether a CR outside of quotes is in it. */
function bareCr(record: Buffer): boolean {
  return (
    record.includes(cr) &&
    /\r(?!\n)/.test(record.toString('latin1').replace(/"[^"]*"/g, ''))
  )
}
