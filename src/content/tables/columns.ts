// Which column of a delimited file holds the IDs: by the name given, by the header, or by what the cells hold.
import { code, joined, quote, say, type Message } from '../../lib/message.js'
import { Failure } from '../../lib/failure.js'
import type { JobType } from '../../domain.js'
import { firstOf, plural, printable } from '../../lib/text.js'
import { reasonOf } from '../id.js'
import { idIn, isSiteUrl, showCell } from '../cell.js'
import {
  evidenceOf,
  isId,
  isLongId,
  isRuined,
  isSameId,
  longId,
  type Evidence
} from './column-evidence.js'
import {
  headerType,
  idHeaders,
  isPlain,
  kindOfTable,
  namesOther,
  namesReference,
  namesUser,
  normal,
  textHeaders,
  userHeaders,
  weakHeaders,
  withoutStr
} from './column-names.js'

/** A column that was found. */
interface Column {
  /** From 0. */
  index: number
  name: string
  /** Whether the header ends with it. */
  isLast: boolean
}

/** A column whose cells are read. */
export interface IdColumn extends Column {
  /** Whether its IDs have twelve digits and more. */
  isLong: boolean
  /** The fewest digits that its IDs have. */
  digits: number
  /** The letter before the digits of every cell; empty for none. */
  prefix: string
}

/** The columns to be read, and what tells good rows from bad ones. */
export interface TableColumns {
  columns: readonly IdColumn[]
  /** Records above the first row: a title and the header. */
  headerRows: number
  /** By index of the column; empty without a header. */
  names: readonly string[]
  /** Cells of a row; undefined where rows of many widths are usual. */
  width: number | undefined
  /** Columns whose numbers are as long as IDs. */
  longColumns: readonly number[]
  /** Names of other columns that hold IDs of the type. */
  unread: readonly string[]
  /** Those of them that may be the right one in place of one that is damaged. */
  whole: readonly string[]
}

/** A column read by content must hold IDs in this share of the first rows. */
const idShare = 0.9

/** Rows that a title above the header may take. */
const titleRows = 9

/**
 * @param rows the first records of the file, blank ones left out
 * @param wanted names or numbers of columns; none for the one that is found
 * @throws Failure `ids-invalid` that lists the columns and shows the line to add, where it is not certain
 */
export function findColumns(
  rows: readonly (readonly string[])[],
  type: JobType,
  wanted: readonly string[],
  file: string
): TableColumns {
  if (rows.length === 0) return nothing
  const title = titleAbove(rows, type, wanted)
  const table = new Table(rows.slice(title), type, wanted, file)
  const columns =
    wanted.length > 0
      ? wanted.map(name => table.named(name))
      : [table.hasNames ? table.byHeader() : table.byContent()]
  return table.with(distinct(columns), title)
}

/** Of a table without rows. */
const nothing: TableColumns = {
  columns: [
    { index: 0, name: '1', isLast: false, isLong: false, digits: 1, prefix: '' }
  ],
  headerRows: 0,
  names: [],
  width: undefined,
  longColumns: [],
  unread: [],
  whole: []
}

/** Two names may be those of one column. */
function distinct(columns: readonly Column[]): Column[] {
  return columns.filter(
    ({ index }, at) => columns.findIndex(each => each.index === index) === at
  )
}

/** How many rows stand above the header: a title, a date of export and the like. */
function titleAbove(
  rows: readonly (readonly string[])[],
  type: JobType,
  wanted: readonly string[]
): number {
  const names = wanted.length > 0 ? wanted.map(normal) : idHeaders[type]
  const isNamed = (row: readonly string[]) =>
    row.some(cell => names.includes(normal(cell)))
  const [first = []] = rows
  if (isNamed(first)) return 0
  const found = rows
    .slice(0, titleRows + 1)
    .findIndex(row => isNamed(row) && !row.some(isData))
  const header = rows[found] ?? []
  const width = header.length
  const body = rows.slice(found + 1)
  // Below the name of a column that holds IDs, other words are no header.
  const isSure = body.some(row =>
    row.some(
      (cell, at) =>
        isLongId(type)(cell) && names.includes(normal(header[at] ?? ''))
    )
  )
  const isTitle = (row: readonly string[]) =>
    (isSure || row.filter(cell => cell !== '').length < width) &&
    !row.some(cell => 'id' in idIn(cell, type) && cell.length >= 12)
  const alike = body.filter(row => row.length === width).length
  return found > 0 &&
    rows.slice(0, found).every(isTitle) &&
    alike > 0 &&
    alike >= body.length / 2
    ? found
    : 0
}

class Table {
  readonly #type: JobType
  readonly #file: string
  readonly #body: readonly (readonly string[])[]
  readonly #width: number
  readonly #header: readonly string[]
  /** Whether all rows have one cell more than the header. */
  readonly #isWider: boolean
  readonly #evidence: (Evidence | undefined)[] = []
  readonly hasHeader: boolean
  /** Whether the header says more than numbers do. */
  readonly hasNames: boolean

  constructor(
    rows: readonly (readonly string[])[],
    type: JobType,
    wanted: readonly string[],
    file: string
  ) {
    const [first = [], ...others] = rows
    this.#type = type
    this.#file = file
    const isNumbered = isNumberHeader(first, others)
    this.hasHeader = isNumbered || isHeader(first, others, type, wanted)
    this.hasNames = this.hasHeader && !isNumbered
    this.#header = this.hasHeader ? first : []
    this.#body = this.hasHeader ? others : rows
    this.#width = rows.reduce((most, row) => Math.max(most, row.length), 0)
    this.#isWider =
      this.hasHeader &&
      others.length > 0 &&
      others.every(row => row.length === first.length + 1)
  }

  /** The columns to be read, with all that reading them needs to know. */
  with(columns: readonly Column[], title: number): TableColumns {
    const isRead = (index: number) =>
      columns.some(column => column.index === index)
    const isLong = (index: number) => this.#of(index).longOfFilled >= idShare
    const all = [...Array(this.#width).keys()]
    const isWhole = (index: number) =>
      !isRead(index) &&
      isLong(index) &&
      this.#of(index).filled > 0 &&
      this.#of(index).distinct > 1
    const unread = all.filter(
      index =>
        isWhole(index) &&
        this.#mayBeOfType(index) &&
        !columns.some(read => this.#holdsSame(index, read.index))
    )
    const nameOf = (index: number) => this.#column(index).name
    const shift = this.#isWider ? this.#rowNames() : 0
    return {
      columns: columns.map(column => ({
        ...column,
        isLong: isLong(column.index),
        digits: isLong(column.index) ? longId : this.#of(column.index).digits,
        prefix: this.#of(column.index).prefix
      })),
      headerRows: this.hasHeader ? title + 1 : 0,
      names: this.hasHeader
        ? [...Array<string>(shift).fill(''), ...this.#header]
        : [],
      width: this.#rowWidth(),
      longColumns: all.filter(isLong),
      unread: unread.map(nameOf),
      whole: unread
        .filter(index => !namesReference.test(normal(this.#title(index))))
        .map(nameOf)
    }
  }

  /** Whether a column has no ID that another one lacks in the same row, such as addresses of the same posts. */
  #holdsSame(index: number, other: number): boolean {
    const idOf = (cell = '') => {
      const found = idIn(cell, this.#type)
      return 'id' in found ? found.id : ''
    }
    return this.#body.every(row => {
      const id = idOf(row[index])
      return id === '' || id === idOf(row[other])
    })
  }

  /** Whether its name says nothing of another kind of ID. */
  #mayBeOfType(index: number): boolean {
    const name = normal(this.#title(index))
    if (namesOther.test(name)) return false
    return this.#type === 'users' ? namesUser.test(name) : !namesUser.test(name)
  }

  /** 1 where R wrote row names without a header of their own. */
  #rowNames(): number {
    const endsOpen = this.#share(this.#width - 1, cell => cell === '') === 1
    return endsOpen ? 0 : 1
  }

  /** How many cells a row has; undefined where rows of many widths are usual. */
  #rowWidth(): number | undefined {
    const widths = new Map<number, number>()
    for (const { length } of this.#body)
      widths.set(length, (widths.get(length) ?? 0) + 1)
    const ofHeader = this.#header.length
    // A row of the width of the header shows that the header is right.
    if (this.hasHeader && (widths.has(ofHeader) || this.#body.length === 0))
      return ofHeader
    const [commonest] = [...widths].sort(([, a], [, b]) => b - a)
    if (commonest === undefined) return undefined
    const [width, rows] = commonest
    return rows > this.#body.length / 2 ? width : undefined
  }

  named(wanted: string): Column {
    const [index] = this.#twins(wanted)
    if (index !== undefined) return this.#headed(index)
    const number = /^[1-9][0-9]{0,4}$/.test(wanted) ? Number(wanted) : 0
    if (number >= 1 && number <= this.#width) return this.#column(number - 1)
    throw this.#uncertain(
      !this.hasHeader && number === 0
        ? say`${code(this.#file)} has no header, so it has no column ${code(wanted, 60)}.`
        : say`${code(this.#file)} has no column ${code(wanted, 60)}.`
    )
  }

  byHeader(): Column {
    const names = this.#header.map(normal)
    const shift = this.#isWider ? 1 : 0
    const candidates = idHeaders[this.#type].flatMap(name => {
      const index = names.indexOf(name)
      return index < 0 ? [] : [{ name, index }]
    })
    const index = candidates.find(
      ({ name, index }) => shift > 0 || !this.#isNone(name, index)
    )?.index
    if (index === undefined) return this.#onlyOne()
    if (this.#isOfUsers(names, index)) throw this.#ofUsers(index)
    this.#refuseTwins(index)
    if (shift === 0) {
      this.#refuseDoubt(names[index] ?? '', index)
      this.#refuseRivals(
        index,
        candidates.map(({ index }) => index)
      )
    }
    return this.#headed(index)
  }

  /** Whether what a column holds belies its name. */
  #isNone(name: string, index: number): boolean {
    if (this.#type === 'users' && isPlain(name) && this.#isOfPosts())
      return true
    if (!weakHeaders.has(name)) return false
    const { isCounted, isDense, isLabels, ofFilled, ruined, filled } =
      this.#of(index)
    const isElsewhere =
      this.#longOnes().some(other => other !== index) || this.#hasLists()
    return (
      isDense ||
      isLabels ||
      (isCounted && (isElsewhere || this.#body.length > 2)) ||
      (filled > 0 && ofFilled < 0.5 && ruined < 0.5 && !isPlain(name)) ||
      (filled > 0 && ofFilled < 0.5 && ruined < 0.5 && isElsewhere)
    )
  }

  /** Whether a column with the name of IDs holds several in each cell, as those of FakeNewsNet. */
  #hasLists(): boolean {
    const isList = (cell: string) =>
      /^\W{0,3}\d{5,19}\W{1,5}\d{5,19}/.test(cell)
    return this.#header.some(
      (name, index) =>
        idHeaders[this.#type].includes(normal(name)) &&
        this.#share(index, isList) > 0.3
    )
  }

  /** A named column that counts, or is of small numbers beside one of IDs, is not certain. */
  #refuseDoubt(name: string, index: number): void {
    const { isCounted, isDense, longOfFilled, ruined, filled } = this.#of(index)
    const others = this.#longOnes().filter(other => other !== index)
    const isSmall =
      this.#type === 'tweets' &&
      weakHeaders.has(name) &&
      filled > 0 &&
      longOfFilled === 0 &&
      ruined === 0
    if (isDense || (isCounted && (others.length > 0 || this.#body.length > 2)))
      throw this.#uncertain(
        say`The column ${code(this.#header[index] ?? '', 60)} of ${code(this.#file)} counts the rows and holds no IDs.`
      )
    if (isSmall && others.length > 0) throw this.#unknown()
  }

  /** Two columns whose names say that they hold the IDs, and that hold different ones: neither is certain. */
  #refuseRivals(index: number, candidates: readonly number[]): void {
    const nameOf = (at: number) => this.#header[at] ?? ''
    const own = withoutStr(nameOf(index))
    const rival = candidates.find(other => {
      if (withoutStr(nameOf(other)) === own) return false
      const { ofFilled, longOfFilled, filled, distinct } = this.#of(other)
      const isWeak = weakHeaders.has(normal(nameOf(other)))
      return (
        !(isWeak && (this.#type === 'users' || !isPlain(nameOf(other)))) &&
        (this.#type === 'tweets' ? longOfFilled : ofFilled) >= idShare &&
        filled >= 0.5 &&
        (distinct > 1 || this.#body.length < 3) &&
        this.#body.some(
          row => !isSameId(row[index] ?? '', row[other] ?? '', this.#type)
        )
      )
    })
    if (rival === undefined) return
    const [one, two] = [index, rival].sort((a, b) => a - b).map(nameOf)
    throw this.#uncertain(
      say`${code(this.#file)} has two columns for the ${this.#nouns()}, ${code(one ?? '', 60)} and ${code(two ?? '', 60)}, and they hold different ones.`,
      say`Name the one to read, or both, one per line: \`ids-column\` takes several names.`
    )
  }

  /** Columns that hold long IDs of the type, by name and content. */
  #longOnes(): number[] {
    if (this.#type === 'users') return []
    return [...Array(this.#width).keys()].filter(
      index =>
        this.#of(index).longOfFilled >= idShare &&
        this.#of(index).filled >= 0.5 &&
        this.#mayBeOfType(index)
    )
  }

  /** The one column that holds IDs of posts, where no name says so. */
  #onlyOne(): Column {
    const [index, ...others] = this.#longOnes()
    const name = normal(this.#header[index ?? -1] ?? '')
    const isCertain =
      index !== undefined &&
      others.length === 0 &&
      !this.#isWider &&
      !namesReference.test(name) &&
      (this.#of(index).distinct > 1 || this.#body.length === 1)
    if (isCertain && /id|url|link|status|tweet|post/.test(name))
      return this.#headed(index)
    throw this.#unknown()
  }

  /** Whether the table is of posts, by the names of its columns, or by texts in one. */
  #isOfPosts(): boolean {
    const kind = kindOfTable(this.#header)
    if (kind !== undefined) return kind === 'tweets'
    return this.#header.some(
      (name, index) =>
        !/bio|desc|location|name/.test(normal(name)) &&
        this.#share(index, cell => cell.split(' ', 5).length > 4) > 0.5
    )
  }

  /** Whether a plain `id` is that of a user, in a table of users where posts are wanted. */
  #isOfUsers(names: readonly string[], index: number): boolean {
    if (this.#type === 'users' || !isPlain(names[index] ?? '')) return false
    if (kindOfTable(names) === 'users') return true
    const isShort = (cell: string) => /^\d{1,10}$/.test(cell)
    return (
      names.some(name => userHeaders.includes(name)) &&
      !names.some(name => textHeaders.includes(name)) &&
      (names.includes('pinned_tweet_id') || this.#share(index, isShort) > 0.5)
    )
  }

  #ofUsers(index: number): Failure {
    return new Failure('ids-invalid', {
      what: say`${code(this.#file)} is a table of users, while \`type\` is \`tweets\`.`,
      fix: say`Set \`type: users\`, or give a table of posts. The column ${code(this.#header[index] ?? '', 60)} holds the IDs of accounts.`
    })
  }

  byContent(): Column {
    const found = this.#idColumns()
    const varied = found.filter(index => this.#of(index).distinct > 1)
    const [index, ...others] = varied.length > 0 ? varied : found
    if (index === undefined || others.length > 0) throw this.#unknown()
    return this.#column(index)
  }

  /** The column below a cell of the header. */
  #headed(index: number): Column {
    this.#refuseTwins(index)
    const shift = this.#shift(index)
    if (shift !== undefined)
      return {
        ...this.#column(index + shift, this.#header[index]),
        isLast: index === this.#header.length - 1
      }
    throw this.#uncertain(
      say`All rows of ${code(this.#file)} have one cell more than its header, and it is not certain which one is below ${code(this.#header[index] ?? '', 60)}.`
    )
  }

  /** Two columns of one name, unless they hold the same. */
  #refuseTwins(index: number): void {
    const name = this.#header[index] ?? ''
    const differs = this.#twins(name).some(twin =>
      this.#body.some(row => row[twin] !== row[index])
    )
    if (differs)
      throw this.#uncertain(
        say`${code(this.#file)} has more than one column ${code(name, 60)}, and they hold different things.`
      )
  }

  /** The columns of that name. */
  #twins(name: string): number[] {
    return [...this.#header.keys()].filter(
      at => normal(this.#header[at] ?? '') === normal(name)
    )
  }

  /**
   * How many columns further right than its name the content stands: R writes
   * row names without a header of their own, other programs a separator at the
   * end, or text with separators and without quotes. Undefined when these can't
   * be told apart.
   */
  #shift(index: number): 0 | 1 | undefined {
    if (!this.#isWider) return 0
    const endsOpen = this.#share(this.#width - 1, cell => cell === '') === 1
    const hasRowNumbers = this.#of(0).isCounted
    if (hasRowNumbers && !endsOpen) return 1
    const columns = [index, index + 1]
    const isLong = isLongId(this.#type)
    const test =
      this.#type === 'tweets' && columns.some(at => this.#of(at).long > 0)
        ? isLong
        : isId(this.#type)
    const [here, next] = columns.map(
      at => this.#share(at, cell => test(cell) || isRuined(cell)) > 0
    )
    // The cell beyond the header may be an ID, beside the one that is read.
    if (!next) return this.#of(this.#width - 1).long > 0 ? undefined : 0
    return here && endsOpen && !hasRowNumbers ? 0 : undefined
  }

  /** The columns that hold IDs of the type; row numbers are none. */
  #idColumns(): number[] {
    const columns = [...Array(this.#width).keys()]
    const full = columns.filter(
      index => !this.#isNumber(index) && this.#of(index).ids >= idShare
    )
    const long = full.filter(index => this.#of(index).long >= idShare)
    // IDs that were damaged are still the column; the reader says what is wrong.
    const ruined = columns.filter(index => this.#of(index).ruined >= 0.5)
    // Small numbers beside ruined IDs are hardly posts; for users, they may be the IDs.
    const inOrder =
      this.#type === 'tweets' ? [long, ruined, full] : [full, ruined]
    return inOrder.find(found => found.length > 0) ?? []
  }

  #share(index: number, test: (cell: string) => boolean): number {
    const hits = this.#body.filter(row => test(row[index] ?? '')).length
    return hits / Math.max(1, this.#body.length)
  }

  /** Looks at every cell of a column once. */
  #of(index: number): Evidence {
    const known = this.#evidence[index]
    if (known) return known
    const evidence = evidenceOf(
      this.#body.map(row => row[index] ?? ''),
      this.#type
    )
    this.#evidence[index] = evidence
    return evidence
  }

  /** Whether its numbers count, rate or number something: no name says that they are IDs. */
  #isNumber(index: number): boolean {
    const { isDense, isLabels, isSmall, isCounted } = this.#of(index)
    return (
      this.#body.length > 1 &&
      this.#width > 1 &&
      (isDense || isLabels || isSmall || (isCounted && index === 0))
    )
  }

  /** What the header calls it; nothing where it has no name for certain. */
  #title(index: number): string {
    return this.#isWider ? '' : (this.#header[index] ?? '')
  }

  #column(index: number, name = this.#title(index)): Column {
    const isSure = name !== '' && this.#twins(name).length <= 1
    // Rows that are wider than a header of several columns have row names.
    const last =
      this.#isWider && this.#header.length > 1
        ? this.#header.length
        : this.#header.length - 1
    return {
      index,
      name: isSure ? name : String(index + 1),
      isLast: this.hasHeader && index >= last
    }
  }

  /** The column that is worth naming: following the advice gives the most IDs of the type. */
  #likeliest(): number | undefined {
    const holds = (index: number) => {
      const evidence = this.#of(index)
      const isConstant = evidence.distinct < Math.min(2, this.#body.length)
      return (
        evidence.ids >= 0.5 &&
        !isConstant &&
        !evidence.isCounted &&
        !evidence.isDense &&
        !evidence.isLabels &&
        !evidence.isSmall &&
        (this.#title(index) === '' || this.#mayBeOfType(index))
      )
    }
    const weight = (index: number) => {
      const { long, distinct } = this.#of(index)
      return [this.#type === 'tweets' ? long : 0, distinct]
    }
    const [best] = [...Array(this.#width).keys()]
      .filter(holds)
      .map(index => ({ index, weight: weight(index) }))
      .sort((a, b) =>
        b.weight.reduce((sum, each, at) => sum || each - (a.weight[at] ?? 0), 0)
      )
    return best?.index
  }

  #nouns(): string {
    return this.#type === 'tweets' ? 'tweet IDs' : 'user IDs'
  }

  #unknown(): Failure {
    return this.#uncertain(
      say`${code(this.#file)} has ${plural(this.#width, 'column')}, and it is not certain which one holds the ${this.#nouns()}.`
    )
  }

  #uncertain(what: Message, fix?: Message): Failure {
    const shown = [...Array(Math.min(30, this.#width)).keys()].map(
      (index): Message => {
        const name = this.#title(index)
        if (name) return say`${index + 1} ${quote(name, 40)}`
        const cell = this.#body.map(row => row[index]).find(Boolean)
        return cell === undefined
          ? say`${index + 1} (empty)`
          : say`${index + 1} (such as ${quote(showCell(cell))})`
      }
    )
    const more = this.#width > 30 ? ', …' : ''
    return new Failure('ids-invalid', {
      what,
      why: say`Its columns are ${joined(shown, ', ')}${more}.`,
      fix: fix ?? this.#advice()
    })
  }

  /** What to do, tried on the first rows. */
  #advice(): Message {
    const other = this.#type === 'tweets' ? 'users' : 'tweets'
    const ofOther = this.#header.find(
      name => headerType(name, this.#type) === 'other'
    )
    const best = this.#likeliest()
    if (best === undefined)
      return ofOther === undefined
        ? this.#noAdvice()
        : say`Set \`type: ${other}\`, which a column ${code(ofOther, 60)} is for, or give another table.`
    const { name } = this.#column(best)
    const add = say`the right one under \`with:\` of the step, for example: \`ids-column: ${yaml(name)}\``
    return headerType(name, this.#type) === 'other'
      ? say`Set \`type: ${other}\`, which a column ${code(name, 60)} is for; or add ${add}`
      : say`Add ${add}`
  }

  #noAdvice(): Message {
    return this.#body.length === 0
      ? say`There is no row below that would show it: add the right one under \`with:\` of the step, as \`ids-column\`.`
      : say`None of them holds ${this.#nouns()} in ${firstOf(this.#body.length, 'row')}: give a table that has them.`
  }
}

/**
 * Whether the first record is a header: no cell of it is data; or a cell is
 * the name of an ID column, below which IDs stand, though another is data.
 */
function isHeader(
  first: readonly string[],
  others: readonly (readonly string[])[],
  type: JobType,
  wanted: readonly string[]
): boolean {
  if (!first.some(isData)) return true
  return first.some((cell, index) => {
    if (isData(cell)) return false
    const name = normal(cell)
    if (wanted.some(each => name === normal(each))) return true
    return (
      idHeaders[type].includes(name) &&
      others.every(row => isHeld(row[index] ?? '', type))
    )
  })
}

/**
 * Whether the first record numbers the columns, as pandas does where they have
 * no names: small numbers alone, where the IDs below are long, or start with 0,
 * which is no ID.
 */
function isNumberHeader(
  first: readonly string[],
  others: readonly (readonly string[])[]
): boolean {
  const numbers = first.filter(cell => cell !== '')
  if (others.length === 0 || !numbers.every(cell => /^\d{1,4}$/.test(cell)))
    return false
  const isFromZero =
    numbers.length > 0 && numbers.every((cell, at) => cell === String(at))
  return first.some((cell, index) => {
    const shortest = isFromZero ? cell.length + 3 : longId
    const longer = others.filter(row => {
      const other = row[index] ?? ''
      return other.length >= shortest && /^\d+$/.test(other)
    })
    return cell !== '' && longer.length >= idShare * others.length
  })
}

function isHeld(cell: string, type: JobType): boolean {
  return cell === '' || isRuined(cell) || isId(type)(cell)
}

/** Whether a cell can't be part of a header: a number, a URL, a name with `@`, or a word for nothing. */
function isData(cell: string): boolean {
  return (
    /^[+-]?[\d.,]*\d(e[+-]?\d+)?$/i.test(cell) ||
    /^https?:\/\//i.test(cell) ||
    isSiteUrl(cell) ||
    'id' in idIn(cell, 'users') ||
    (cell !== '' && reasonOf(cell) !== 'not a number') ||
    /^[xut]\d{5,19}$/.test(cell) ||
    // No header has as many digits as an ID, whatever stands around them.
    /\d{15}/.test(cell.replace(/[\s.,']/g, ''))
  )
}

/** A value as it stands in YAML, without the backtick that would end it in a sentence. */
export function yaml(value: string): string {
  return /^[A-Za-z0-9_][\w.-]*$/.test(value)
    ? value
    : JSON.stringify(printable(value, 60)).replaceAll('`', '\\u0060')
}
