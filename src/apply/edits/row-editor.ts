// Says what goes of one row of a table: all of it, or some of its cells.
import type { U64 } from '../../content/id.js'
import type { CsvShape } from '../../content/tables/csv-records.js'
import type { IdColumn } from '../../content/tables/columns.js'
import type { Span } from '../../content/tables/csv-dialect.js'
import type { JobType } from '../../domain.js'
import { Failure } from '../../lib/failure.js'
import { code, say } from '../../lib/message.js'
import { count } from '../../lib/text.js'
import type { Reference, Relation, Roles } from './csv-columns.js'
import {
  idOf,
  verdict,
  type EditSink,
  type Rule,
  type Verdicts
} from './edit.js'
import { isMissing, readIdText, reasonOfText } from './read-id.js'

export interface CsvTable {
  shape: CsvShape
  roles: Roles
  /** Of what the IDs are: of users in a table of users. */
  type: JobType
  file: string
}

/** One row, whose cells are read by the index of their column. */
export interface Row {
  line: number
  cells: readonly Span[]
  /** Trimmed; empty where the row has no such cell. */
  text: (column: number) => string
}

/** What is known of the post that a row retweets or quotes. */
interface Other {
  bits: number
  ids: bigint[]
  /** Whether the row says that there is one. */
  isThere: boolean
  isUnreadable: boolean
  hasAuthor: boolean
}

const { gone, geo, refetch, review } = verdict

export class RowEditor {
  readonly #id: U64 = { high: 0, low: 0 }

  constructor(
    private readonly table: CsvTable,
    private readonly verdicts: Verdicts,
    private readonly sink: EditSink
  ) {}

  /** What goes: the row, or these cells. */
  edit(row: Row, column: IdColumn): 'removed' | Span[] {
    const { table, sink, verdicts } = this
    const text = row.text(column.index)
    if (!readIdText(text, table.type, this.#id, column.prefix)) {
      sink.bad(row.line, reasonOfText(text, table.type))
      return []
    }
    this.#requireTwins(row, text)
    const id = idOf(this.#id)
    if (table.type === 'users') return this.#editUser(id)
    const bits = verdicts.post(this.#id)
    const history = this.#history(row)
    const author = this.#author(row)
    if (typeof author === 'string') {
      sink.bad(row.line, author)
      return []
    }
    if (history === undefined) {
      sink.bad(row.line, 'edit history that cannot be read')
      return []
    }
    const retweeted = this.#other(row, 'retweeted')
    const by = author ?? 0
    const rule = ruleOf(bits, history, by, retweeted.bits)
    if (rule !== undefined) {
      sink.rule(rule)
      sink.removed(id)
      return 'removed'
    }
    if (bits & refetch) sink.refetch(id)
    if ((bits | history | by) & review) sink.review(id)
    if (author === undefined && verdicts.needsAuthors)
      sink.unreachable('author')
    const cells = new Set<Span>()
    if ((bits | history | by) & geo || bits & refetch)
      this.#scrub(row, this.table.roles.locations, cells)
    this.#editRetweeted(row, retweeted, cells)
    this.#editQuoted(row, cells)
    return [...cells].sort(([a], [b]) => a - b)
  }

  #requireTwins({ line, text }: Row, id: string): void {
    const { roles, file } = this.table
    if (roles.twins.some(twin => text(twin) !== id))
      throw new Failure('column-unknown', {
        what: say`Two columns of ${code(file, 200)} have the name of the ID column, and on line ${count(line)} they hold different things.`,
        fix: say`Name the right one by its number with \`id-column\`, and give the other one another name.`
      })
  }

  #editUser(id: bigint): 'removed' | Span[] {
    const { sink } = this
    const bits = this.verdicts.user(this.#id)
    if (bits & gone) {
      sink.rule('profile')
      return 'removed'
    }
    if (bits & refetch) sink.refetch(id)
    if (bits & review) sink.review(id)
    return []
  }

  /** What is said of the author; undefined where none is named, and why one can't be read, such as the `666.0` of pandas. */
  #author({ line, text }: Row): number | string | undefined {
    const { author, authorTwins } = this.table.roles
    if (author === undefined) return undefined
    const { needsAuthors } = this.verdicts
    const own = text(author)
    const others = authorTwins.map(text).filter(other => !isMissing(other))
    if (needsAuthors && others.some(other => other !== own))
      throw new Failure('column-unknown', {
        what: say`Two columns of ${code(this.table.file, 200)} have names of the author's ID, and on line ${count(line)} they hold different things.`,
        fix: say`Name the right one with \`author-column\`: its name, or its number from 1.`
      })
    if (readIdText(own, 'users', this.#id)) return this.verdicts.user(this.#id)
    return isMissing(own) || !needsAuthors
      ? undefined
      : reasonOfText(own, 'users')
  }

  /** What is said of all versions of the post; undefined where one can't be read. */
  #history({ text }: Row): number | undefined {
    let bits = 0
    for (const column of this.table.roles.history)
      for (const each of text(column).split(/[^0-9A-Za-z.+-]+/)) {
        if (!/\d/.test(each)) continue
        if (!readIdText(each, 'tweets', this.#id)) return undefined
        bits |= this.verdicts.post(this.#id)
      }
    return bits
  }

  /** What is said of the post that the row retweets or quotes, and of its author. */
  #other(row: Row, relation: Relation): Other {
    const { roles } = this.table
    const found: Other = {
      bits: 0,
      ids: [],
      isThere: false,
      isUnreadable: false,
      hasAuthor: false
    }
    for (const reference of roles.references) {
      if (!counts(row, reference, relation)) continue
      if (typeof reference.relation !== 'string') found.isThere = true
      for (const column of reference.posts) {
        if (!this.#isRead(row.text(column), 'tweets', found)) continue
        found.bits |= this.verdicts.post(this.#id)
        found.ids.push(idOf(this.#id))
      }
      for (const column of reference.authors) {
        if (!this.#isRead(row.text(column), 'users', found)) continue
        found.bits |= this.verdicts.user(this.#id) & ~refetch
        found.hasAuthor = true
      }
    }
    return found
  }

  #isRead(text: string, type: JobType, into: Other): boolean {
    if (isMissing(text) || text === '0') return false
    into.isThere = true
    if (readIdText(text, type, this.#id)) return true
    into.isUnreadable = true
    return false
  }

  #editRetweeted(row: Row, retweeted: Other, cells: Set<Span>): void {
    const { roles } = this.table
    // A retweet has no location of its own.
    if (retweeted.bits & (geo | refetch))
      this.#scrub(
        row,
        [...roles.locationsOf.retweeted, ...roles.locations],
        cells
      )
    const isRetweet =
      retweeted.isThere ||
      roles.isRetweet.some(column => saysRetweet.test(row.text(column)))
    if (isRetweet) this.#tellGap(retweeted)
  }

  /** The quoted post goes, or its location does. */
  #editQuoted(row: Row, cells: Set<Span>): void {
    const { roles } = this.table
    const held = roles.quotedCells.filter(column => row.text(column) !== '')
    if (held.length === 0) return
    const quoted = this.#other(row, 'quoted')
    if (quoted.bits & gone) {
      if (!this.#empty(row, held, cells)) return
      this.sink.rule('embedded')
      for (const id of quoted.ids) this.sink.removed(id)
      return
    }
    if (quoted.bits & (geo | refetch))
      this.#scrub(row, roles.locationsOf.quoted, cells)
    if (held.some(column => !isMissing(row.text(column)))) this.#tellGap(quoted)
  }

  #tellGap({ ids, isUnreadable, hasAuthor }: Other): void {
    if (ids.length === 0 || isUnreadable) this.sink.unreachable('original')
    else if (!hasAuthor && this.verdicts.needsAuthors)
      this.sink.unreachable('author')
  }

  #scrub(row: Row, columns: readonly number[], cells: Set<Span>): void {
    const held = columns.filter(column => !isMissing(row.text(column)))
    if (this.#empty(row, held, cells)) this.sink.rule('location')
  }

  /** Notes cells to be emptied; whether there was one that is not yet. */
  #empty(row: Row, columns: readonly number[], cells: Set<Span>): boolean {
    const before = cells.size
    for (const column of columns) {
      const cell = row.cells[column]
      if (cell !== undefined) cells.add(cell)
    }
    return cells.size > before
  }
}

const relations: Readonly<Record<Relation, RegExp>> = {
  retweeted: /^retweet(?:ed)?$/i,
  quoted: /^quoted?$/i
}

const saysRetweet = /^(?:true|1|yes|retweet|retweeted)$/i

/** Whether the columns of a reference name a post of this relation in this row. */
function counts(row: Row, reference: Reference, relation: Relation): boolean {
  const { relation: of } = reference
  return typeof of === 'string'
    ? of === relation
    : relations[relation].test(row.text(of.column))
}

function ruleOf(
  bits: number,
  history: number,
  author: number,
  original: number
): Rule | undefined {
  if (bits & gone) return 'own'
  if (history & gone) return 'edit_history'
  if (author & gone) return 'author'
  return original & gone ? 'retweet' : undefined
}
