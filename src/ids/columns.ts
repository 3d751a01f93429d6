// Which column of a delimited file holds the IDs: by the name given, by the header, or by what the cells hold.
import { Failure } from '../failure.js'
import type { JobType } from '../inputs.js'
import { plural, printable } from '../text.js'
import { idIn, showCell } from './judge.js'

/** A column that was found. */
export interface Column {
  /** From 0. */
  index: number
  name: string
  hasHeader: boolean
}

/** Header names of ID columns, the surest first; in lower case, with `_` for space, dot and dash. */
const idHeaders: Record<JobType, readonly string[]> = {
  tweets: [
    'tweet_id',
    'tweetid',
    'tweet_id_str',
    'status_id',
    'statusid',
    'status_id_str',
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
    'user_id',
    'userid',
    'user_id_str',
    'author_id',
    'authorid',
    'author_id_str',
    'account_id',
    'accountid',
    'from_user_id',
    'from_user_id_str',
    'user_ids',
    'id_str',
    'id',
    'ids',
    'twitter_id'
  ]
}

/** Where one of these stands beside an `id`, that is the ID of a post. */
const postHeaders = ['text', 'full_text', 'tweet_id', 'status_id', 'tweet']

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
  const table = new Table(rows)
  if (wanted !== undefined) return table.named(wanted, file, type)
  if (table.header !== undefined) return table.byHeader(type, file)
  return table.byContent(type, file)
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
  readonly #body: readonly (readonly string[])[]
  readonly #width: number
  readonly header: readonly string[] | undefined

  constructor(rows: readonly (readonly string[])[]) {
    const [first = [], ...others] = rows
    const hasHeader = !first.some(isData)
    this.#body = hasHeader ? others : rows
    this.#width = Math.max(...rows.map(row => row.length))
    // R writes row names without a header of their own.
    const isShort =
      others.length > 0 && others.every(row => row.length === first.length + 1)
    this.header = !hasHeader ? undefined : isShort ? ['', ...first] : first
  }

  named(wanted: string, file: string, type: JobType): Column {
    const { header } = this
    const exact = header?.indexOf(wanted) ?? -1
    const loose = header?.findIndex(name => normal(name) === normal(wanted))
    const index = exact >= 0 ? exact : (loose ?? -1)
    if (index >= 0) return this.#column(index)
    const number = /^[1-9][0-9]{0,4}$/.test(wanted) ? Number(wanted) : 0
    if (number >= 1 && number <= this.#width) return this.#column(number - 1)
    throw this.#uncertain(
      header === undefined && number === 0
        ? `\`${printable(file)}\` has no header, so it has no column \`${printable(wanted, 60)}\`.`
        : `\`${printable(file)}\` has no column \`${printable(wanted, 60)}\`, which \`ids-column\` names.`,
      type
    )
  }

  byHeader(type: JobType, file: string): Column {
    const names = (this.header ?? []).map(normal)
    const ofPosts =
      type === 'users' && names.some(name => postHeaders.includes(name))
    const index = idHeaders[type]
      .filter(name => !(ofPosts && plainHeaders.includes(name)))
      .map(name => names.indexOf(name))
      .find(found => found >= 0)
    if (index !== undefined) return this.#column(index)
    throw this.#unknown(type, file)
  }

  byContent(type: JobType, file: string): Column {
    const [index, ...others] = this.#idColumns(type)
    if (index === undefined || others.length > 0)
      throw this.#unknown(type, file)
    return this.#column(index)
  }

  /** The columns that hold IDs of the type; row numbers are none. */
  #idColumns(type: JobType): number[] {
    const columns = Array.from({ length: this.#width }, (_, index) => index)
    const full = columns.filter(
      index =>
        !this.#isRowNumber(index) && this.#share(index, isId(type)) >= idShare
    )
    const long = full.filter(
      index => this.#share(index, isLongId(type)) >= idShare
    )
    if (type === 'tweets' && long.length > 0) return long
    if (full.length > 0) return full
    // IDs that were damaged are still the column; the reader says what is wrong.
    return columns.filter(index => this.#share(index, isRuined) >= 0.5)
  }

  #share(index: number, test: (cell: string) => boolean): number {
    const hits = this.#body.filter(row => test(row[index] ?? '')).length
    return this.#body.length === 0 ? 0 : hits / this.#body.length
  }

  #isRowNumber(index: number): boolean {
    const first = this.#body[0]?.[index] ?? ''
    return (
      index === 0 &&
      this.#body.length > 1 &&
      this.#width > 1 &&
      /^[01]$/.test(first) &&
      this.#body.every((row, at) => row[0] === String(Number(first) + at))
    )
  }

  /** Its header, or its number where it has none. */
  #name(index: number): string {
    const name = this.header?.[index] ?? ''
    return name === '' ? String(index + 1) : name
  }

  #column(index: number): Column {
    return {
      index,
      name: this.#name(index),
      hasHeader: this.header !== undefined
    }
  }

  #unknown(type: JobType, file: string): Failure {
    const ids = type === 'tweets' ? 'tweet IDs' : 'user IDs'
    return this.#uncertain(
      `\`${printable(file)}\` has ${plural(this.#width, 'column')}, and it is not certain which one holds the ${ids}.`,
      type
    )
  }

  #uncertain(what: string, type: JobType): Failure {
    const columns = Array.from({ length: this.#width }, (_, index) => index)
    const shown = columns
      .slice(0, 30)
      .map(index => {
        const name = this.header?.[index]
        return name
          ? `${index + 1} \`${printable(name, 40)}\``
          : `${index + 1} (such as \`${showCell(this.#body[0]?.[index] ?? '')}\`)`
      })
      .join(', ')
    const more = this.#width > 30 ? ', …' : ''
    const likely = this.#idColumns(type)[0] ?? 0
    return new Failure('ids-invalid', {
      what,
      why: `Its columns are ${shown}${more}.`,
      fix: `Add the right one under \`with:\` of the step, for example: \`ids-column: ${yaml(this.#name(likely))}\``
    })
  }
}

function normal(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/^#\s*/, '')
    .replace(/[\s._-]+/g, '_')
}

/** Whether a cell can't be part of a header: a number, or a URL. */
function isData(cell: string): boolean {
  return (
    /^[+-]?[\d.,]*\d(e[+-]?\d+)?$/i.test(cell) || /^https?:\/\//i.test(cell)
  )
}

const isId = (type: JobType) => (cell: string) => 'id' in idIn(cell, type)

const isLongId = (type: JobType) => (cell: string) => {
  const found = idIn(cell, type)
  return 'id' in found && found.id.length >= 12
}

/** Scientific notation, or many digits with a decimal point. */
function isRuined(cell: string): boolean {
  return /^\d([.,]\d+)?e\+?1\d$|^\d{15,19}\.\d+$/i.test(cell)
}

function yaml(value: string): string {
  return /^[A-Za-z0-9_][\w.-]*$/.test(value)
    ? value
    : JSON.stringify(printable(value, 60))
}
