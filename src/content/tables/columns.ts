// Which column of a delimited file holds the IDs: by the name given, by the header, or by what the cells hold.
import { code, say } from '../../lib/message.js'
import { Failure } from '../../lib/failure.js'
import type { JobType } from '../../domain.js'
import { plural, printable, quoted } from '../../lib/text.js'
import { faultOf } from '../id.js'
import { idIn, isSiteUrl, showCell } from '../cell.js'

/** A column that was found. */
export interface Column {
  /** From 0. */
  index: number
  name: string
  hasHeader: boolean
  /** Whether the header ends with it. */
  isLast: boolean
}

/**
 * Header names of ID columns, the surest first (text is never rounded); in
 * lower case, with `_` for space, dot, dash and slash.
 */
const idHeaders: Record<JobType, readonly string[]> = {
  tweets: [
    'tweet_id_str',
    'tweet_id',
    'tweetid',
    'status_id_str',
    'status_id',
    'statusid',
    'post_id',
    'postid',
    'id_str',
    'id',
    'tweet_ids',
    'ids',
    'twitter_id',
    'tweet_url',
    'status_url',
    'post_url',
    'tweet_link',
    'permalink',
    'tweet',
    'url',
    'link'
  ],
  users: [
    'user_id_str',
    'user_id',
    'userid',
    'author_id_str',
    'author_id',
    'authorid',
    'account_id',
    'accountid',
    'from_user_id_str',
    'from_user_id',
    'user_ids',
    'id_str',
    'id',
    'ids',
    'twitter_id'
  ]
}

/** Where one of these stands beside an `id`, that is the ID of a post. */
const postHeaders = ['text', 'full_text', 'tweet_id', 'status_id', 'tweet']

/** These stand in tables of users, and beside posts. */
const userHeaders = ['username', 'screen_name']

const plainHeaders = ['id', 'id_str', 'ids']

/** A column read by content must hold IDs in this share of the first rows. */
const idShare = 0.9

/**
 * @param rows the first records of the file, blank ones left out
 * @throws Failure `ids-invalid` that lists the columns and shows the line to add, where it is not certain
 */
export function findColumn(
  rows: readonly (readonly string[])[],
  type: JobType,
  wanted: string | undefined,
  file: string
): Column {
  const table = new Table(rows, type, wanted, file)
  if (wanted !== undefined) return table.named(wanted)
  return table.hasNames ? table.byHeader() : table.byContent()
}

/** Whether a first cell is a header of `type`, of the other type, or no header that is known. */
export function headerType(
  cell: string,
  type: JobType
): 'this' | 'other' | undefined {
  const name = normal(cell)
  if (idHeaders[type].includes(name)) return 'this'
  const other = type === 'tweets' ? 'users' : 'tweets'
  return idHeaders[other].includes(name) ? 'other' : undefined
}

class Table {
  readonly #type: JobType
  readonly #file: string
  readonly #body: readonly (readonly string[])[]
  readonly #width: number
  readonly #header: readonly string[]
  /** Whether all rows have one cell more than the header. */
  readonly #isWider: boolean
  readonly hasHeader: boolean
  /** Whether the header says more than numbers do. */
  readonly hasNames: boolean

  constructor(
    rows: readonly (readonly string[])[],
    type: JobType,
    wanted: string | undefined,
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
    this.#width = Math.max(...rows.map(row => row.length))
    this.#isWider =
      this.hasHeader &&
      others.length > 0 &&
      others.every(row => row.length === first.length + 1)
  }

  named(wanted: string): Column {
    const [index] = this.#twins(wanted)
    if (index !== undefined) return this.#headed(index)
    const number = /^[1-9][0-9]{0,4}$/.test(wanted) ? Number(wanted) : 0
    if (number >= 1 && number <= this.#width) return this.#column(number - 1)
    throw this.#uncertain(
      !this.hasHeader && number === 0
        ? `\`${printable(this.#file)}\` has no header, so it has no column \`${printable(wanted, 60)}\`.`
        : `\`${printable(this.#file)}\` has no column \`${printable(wanted, 60)}\`, which \`ids-column\` names.`
    )
  }

  byHeader(): Column {
    const names = this.#header.map(normal)
    const ofPosts =
      this.#type === 'users' && names.some(name => postHeaders.includes(name))
    const index = idHeaders[this.#type]
      .filter(name => !(ofPosts && plainHeaders.includes(name)))
      .map(name => names.indexOf(name))
      .find(found => found >= 0)
    if (index === undefined) throw this.#unknown()
    if (this.#isOfUsers(names, index)) throw this.#ofUsers(index)
    return this.#headed(index)
  }

  /** Whether a plain `id` is that of a user, in a table of users where posts are wanted. */
  #isOfUsers(names: readonly string[], index: number): boolean {
    const isShort = (cell: string) => /^\d{1,10}$/.test(cell)
    return (
      this.#type === 'tweets' &&
      plainHeaders.includes(names[index] ?? '') &&
      names.some(name => userHeaders.includes(name)) &&
      !names.some(name => postHeaders.includes(name)) &&
      (names.includes('pinned_tweet_id') || this.#share(index, isShort) > 0.5)
    )
  }

  #ofUsers(index: number): Failure {
    return new Failure('ids-invalid', {
      what: say`${code(this.#file)} is a table of users, while \`type\` is \`tweets\`.`,
      fix: say`Set \`type: users\`, give a table of posts, or confirm the column: \`ids-column: ${yaml(this.#header[index] ?? '')}\`.`
    })
  }

  byContent(): Column {
    const [index, ...others] = this.#idColumns()
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
      `All rows of \`${printable(this.#file)}\` have one cell more than its header, and it is not certain which one stands below \`${printable(this.#header[index] ?? '', 60)}\`.`
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
        `\`${printable(this.#file)}\` has more than one column \`${printable(name, 60)}\`, and they hold different things.`
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
    const hasRowNumbers = this.#isCounted(0)
    if (hasRowNumbers && !endsOpen) return 1
    const columns = [index, index + 1]
    const isLong = isLongId(this.#type)
    const test =
      this.#type === 'tweets' && columns.some(at => this.#share(at, isLong) > 0)
        ? isLong
        : isId(this.#type)
    const [here, next] = columns.map(
      at => this.#share(at, cell => test(cell) || isRuined(cell)) > 0
    )
    // The cell beyond the header may be an ID, beside the one that is read.
    if (!next) return this.#share(this.#width - 1, isLong) > 0 ? undefined : 0
    return here && endsOpen && !hasRowNumbers ? 0 : undefined
  }

  /** The columns that hold IDs of the type; row numbers are none. */
  #idColumns(): number[] {
    const columns = Array.from({ length: this.#width }, (_, index) => index)
    const full = columns.filter(
      index =>
        !this.#isRowNumber(index) &&
        this.#share(index, isId(this.#type)) >= idShare
    )
    const long = full.filter(
      index => this.#share(index, isLongId(this.#type)) >= idShare
    )
    // IDs that were damaged are still the column; the reader says what is wrong.
    const ruined = columns.filter(index => this.#share(index, isRuined) >= 0.5)
    // Small numbers beside ruined IDs are hardly posts; for users, they may be the IDs.
    const inOrder =
      this.#type === 'tweets' ? [long, ruined, full] : [full, ruined]
    return inOrder.find(found => found.length > 0) ?? []
  }

  #share(index: number, test: (cell: string) => boolean): number {
    const hits = this.#body.filter(row => test(row[index] ?? '')).length
    return hits / Math.max(1, this.#body.length)
  }

  #isRowNumber(index: number): boolean {
    return (
      index === 0 &&
      this.#body.length > 1 &&
      this.#width > 1 &&
      this.#isCounted(index)
    )
  }

  /** Whether its cells are 0, 1, 2 and so on, or 1, 2, 3. */
  #isCounted(index: number): boolean {
    const first = this.#body[0]?.[index] ?? ''
    return (
      /^[01]$/.test(first) &&
      this.#body.every((row, at) => row[index] === String(Number(first) + at))
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
      hasHeader: this.hasHeader,
      isLast: this.hasHeader && index >= last
    }
  }

  /** The column that holds IDs most often. */
  #likeliest(): number {
    const share = (index: number) =>
      this.#share(index, isLongId(this.#type)) +
      this.#share(index, isId(this.#type))
    return (
      this.#idColumns()[0] ??
      [...Array(this.#width).keys()].reduce(
        (best, next) => (share(next) > share(best) ? next : best),
        0
      )
    )
  }

  #unknown(): Failure {
    const ids = this.#type === 'tweets' ? 'tweet IDs' : 'user IDs'
    return this.#uncertain(
      `\`${printable(this.#file)}\` has ${plural(this.#width, 'column')}, and it is not certain which one holds the ${ids}.`
    )
  }

  #uncertain(what: string): Failure {
    const columns = Array.from({ length: this.#width }, (_, index) => index)
    const shown = columns
      .slice(0, 30)
      .map(index => {
        const name = this.#title(index)
        if (name) return `${index + 1} ${quoted(name, 40)}`
        const cell = this.#body.map(row => row[index]).find(Boolean)
        return cell === undefined
          ? `${index + 1} (empty)`
          : `${index + 1} (such as ${quoted(showCell(cell))})`
      })
      .join(', ')
    const more = this.#width > 30 ? ', …' : ''
    const { name } = this.#column(this.#likeliest())
    const other = this.#type === 'tweets' ? 'users' : 'tweets'
    const isOther = headerType(name, this.#type) === 'other'
    const add = isOther
      ? `Set \`type: ${other}\`, which a column \`${printable(name, 60)}\` is for; or add`
      : 'Add'
    return new Failure('ids-invalid', {
      what: say`${what}`,
      why: say`Its columns are ${shown}${more}.`,
      fix: say`${add} the right one under \`with:\` of the step, for example: \`ids-column: ${yaml(name)}\``
    })
  }
}

/** A header name in lower case, with `_` for what separates words. */
export function normal(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/^#\s*/, '')
    .replace(/[\s._/-]+/g, '_')
}

/**
 * Whether the first record is a header: no cell of it is data; or a cell is
 * the name of an ID column, below which IDs stand, though another is data.
 */
function isHeader(
  first: readonly string[],
  others: readonly (readonly string[])[],
  type: JobType,
  wanted: string | undefined
): boolean {
  if (!first.some(isData)) return true
  return first.some((cell, index) => {
    if (isData(cell)) return false
    const name = normal(cell)
    if (wanted !== undefined && name === normal(wanted)) return true
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
    const shortest = isFromZero ? cell.length + 3 : 12
    const longer = others.filter(row =>
      new RegExp(`^\\d{${shortest},}$`).test(row[index] ?? '')
    )
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
    (cell !== '' && faultOf(cell) !== 'not a number') ||
    // No header has as many digits as an ID, whatever stands around them.
    /\d{15}/.test(cell.replace(/[\s.,']/g, ''))
  )
}

const isId = (type: JobType) => (cell: string) => 'id' in idIn(cell, type)

const isLongId = (type: JobType) => (cell: string) => {
  const found = idIn(cell, type)
  return 'id' in found && found.id.length >= 12
}

/** Scientific notation, or many digits with a decimal point. */
function isRuined(cell: string): boolean {
  return /^\d+([.,]\d+)?e\+?1\d$|^\d{15,19}\.\d+$/i.test(cell)
}

/** A value as it stands in YAML, without the backtick that would end it in a sentence. */
export function yaml(value: string): string {
  return /^[A-Za-z0-9_][\w.-]*$/.test(value)
    ? value
    : JSON.stringify(printable(value, 60)).replaceAll('`', '\\u0060')
}
