// Recognises the format of an ID file, and where in it the IDs are, from the start of its content.
import { code, say } from '../lib/message.js'
import { Failure } from '../lib/failure.js'
import type { IdsFormat } from './formats.js'
import type { JobType } from '../domain.js'
import { printable } from '../lib/text.js'
import { prefixOf } from './tables/column-evidence.js'
import { headerType } from './tables/column-names.js'
import { findColumns } from './tables/columns.js'
import {
  firstRecords,
  statedDelimiter,
  type Dialect
} from './tables/csv-dialect.js'
import type { CsvShape } from './tables/csv-records.js'
import type { JsonShape } from './json/json-reader.js'
import { idFromText } from './id.js'
import { idIn } from './cell.js'
import { PlainLines } from './text/plain-lines.js'
import type { TextShape } from './text/text-reader.js'

export type Shape = TextShape | CsvShape | JsonShape

/** What of the request decides how a file is read. */
export interface Reading {
  type: JobType
  format: IdsFormat
  /** Names or numbers of columns, or key paths; none for what is found. */
  columns: readonly string[]
}

const tab = 0x09
const lf = 0x0a
const comma = 0x2c
const semicolon = 0x3b
const space = 0x20
const pipe = 0x7c

/** How many records are looked at. */
const rowLimit = 200

type Rows = string[][]

/**
 * @param isWhole whether the sample is the whole content
 * @throws Failure `ids-invalid` where it is not certain which column holds the IDs
 */
export function recognise(
  sample: Buffer,
  isWhole: boolean,
  reading: Reading,
  file: string
): Shape {
  const { format, type, columns } = reading
  if (format === 'auto' && encodedTwice.test(sample.toString('latin1', 0, 64)))
    throw new Failure('ids-invalid', {
      what: say`${code(file)} holds a JSON string, and in it the text of another JSON.`,
      why: say`A program encoded it twice, such as \`json.dumps\` of what is JSON already.`,
      fix: say`Write it once, for example in an earlier step: \`jq -r . FILE > NEW\`.`
    })
  const first = sample.find(byte => byte > 0x20)
  const looksLikeJson = first === 0x7b || first === 0x5b
  if (format === 'jsonl' || (format === 'auto' && looksLikeJson))
    return jsonShape(sample, isWhole, columns)
  if (format === 'auto' && columns.length === 0 && isPlain(sample))
    return {
      format: 'text',
      separator: undefined,
      hasHeader: false,
      prefix: ''
    }
  const delimited = findDialect(sample, isWhole)
  const list = delimited && listIn(delimited, type)
  const isStated = statedDelimiter(sample) !== undefined
  if (list !== undefined && format !== 'csv' && !isStated) return list
  if (format === 'text' || (format === 'auto' && delimited === undefined))
    return plainText(sample, reading, file)
  const { rows, dialect } = delimited ?? oneColumn(sample, isWhole)
  return {
    format: 'csv',
    delimiter: dialect.delimiter,
    quotes: dialect.quotes,
    ...(dialect.lineWidth !== undefined && { lineWidth: dialect.lineWidth }),
    ...findColumns(rows, type, columns, file)
  }
}

const encodedTwice = /^\s*"(?:\{|\[\{?)\\"/

/** Whether the first lines are an ID each and nothing else, which needs no closer look. */
function isPlain(sample: Buffer): boolean {
  const { lines, next } = new PlainLines(sample, lf).read(0)
  return lines >= rowLimit || next === sample.length
}

function jsonShape(
  sample: Buffer,
  isWhole: boolean,
  paths: readonly string[]
): JsonShape {
  const lines = sample.toString().split('\n')
  // The last one may go on beyond the sample.
  const whole = (isWhole ? lines : lines.slice(0, -1)).filter(
    line => line.trim() !== ''
  )
  const start = sample.toString('utf8', 0, 256).trim()
  const [line] = whole
  const isLines = start.startsWith('[')
    ? false
    : line === undefined
      ? undefined
      : !start.startsWith('{') ||
        isJson(line) ||
        whole.filter(isJson).length >= whole.length / 2
  return {
    format: isLines === false ? 'json' : 'jsonl',
    isLines,
    paths
  }
}

function isJson(line: string): boolean {
  try {
    JSON.parse(line)
    return true
  } catch {
    return false
  }
}

interface Delimited {
  dialect: Dialect
  rows: Rows
}

/** Nothing but the line end separates cells, so that a line of several values is seen as one. */
function oneColumn(sample: Buffer, isWhole: boolean): Delimited {
  const dialect = { delimiter: lf, quotes: true }
  return { dialect, rows: firstRecords(sample, dialect, isWhole, rowLimit) }
}

/** Records of a table have as many cells as the others, at least this share of them. */
const tableShare = 0.5

/** The dialect that cuts most records into the same number of cells, two or more. */
function findDialect(sample: Buffer, isWhole: boolean): Delimited | undefined {
  const read = (delimiter: number, quotes: boolean): Delimited => {
    const dialect = { delimiter, quotes }
    return { dialect, rows: firstRecords(sample, dialect, isWhole, rowLimit) }
  }
  const stated = statedDelimiter(sample)
  if (stated !== undefined) return read(stated, true)
  const found = [
    readTabs(sample, isWhole),
    read(semicolon, true),
    read(comma, true),
    read(pipe, true)
  ]
    .filter(({ rows }) => !areNumberParts(rows))
    .map(each => ({ each, score: regularity(each.rows) }))
    .filter(({ score }) => score >= tableShare)
    // Tabs around one cell a line are space, and separate nothing.
    .filter(({ each }) => each.dialect.delimiter !== tab || isTable(each.rows))
    .reduce<{ each: Delimited; score: number } | undefined>(
      (best, next) =>
        best !== undefined && best.score >= next.score ? best : next,
      undefined
    )
  if (found !== undefined) return found.each
  const spaced = read(space, true)
  return isSpaced(spaced.rows) ? spaced : undefined
}

/** Tab-separated files mostly know no quotes: one alone must not swallow lines. */
function readTabs(sample: Buffer, isWhole: boolean): Delimited {
  const read = (dialect: Dialect) =>
    firstRecords(sample, dialect, isWhole, rowLimit)
  const plain = read({ delimiter: tab, quotes: false })
  const strict = { delimiter: tab, quotes: true }
  const quoted = read(strict)
  if (isQuotedLine(sample) && regularity(quoted) >= tableShare)
    return { dialect: strict, rows: quoted }
  const isPlain = regularity(plain) >= regularity(quoted)
  const width = commonWidth(isPlain ? plain : quoted)
  const lines = plain.filter(row => row.length === width).length
  // Quotes that swallow rows leave fewer of them than there are lines like rows.
  if (!isPlain && quoted.length >= 0.9 * lines)
    return { dialect: strict, rows: quoted }
  const dialect = { ...strict, lineWidth: width }
  return { dialect, rows: read(dialect) }
}

/** Whether all cells of the first line are quoted, as by a program that knows quotes. */
function isQuotedLine(sample: Buffer): boolean {
  const [line = ''] = sample
    .toString('utf8', 0, 2048)
    .trimStart()
    .split(/\r?\n/, 1)
  return /^"[^"\t]*"(\t"[^"\t]*")+$/.test(line)
}

/** Whether what looks like cells are parts of numbers such as 1,234,567 or 1,2E+18. */
function areNumberParts(rows: Rows): boolean {
  return rows
    .filter(row => row.length > 1)
    .every(row => /^\d{1,3}(,\d{3})+$|^\d,\d+e\+?\d+$/i.test(row.join(',')))
}

/** Share of the records that have the commonest number of cells, of two or more. */
function regularity(rows: Rows): number {
  const several = rows.filter(row => row.length > 1)
  const width = commonWidth(rows)
  // Lists have lines of any length; they are told from tables later.
  const alike = several.every(row => row.every(isListCell))
    ? several
    : several.filter(row => row.length === width)
  return alike.length / Math.max(1, rows.length)
}

/** The commonest number of cells, of the records that have several. */
function commonWidth(rows: Rows): number {
  const widths = new Map<number, number>()
  for (const { length } of rows)
    if (length > 1) widths.set(length, (widths.get(length) ?? 0) + 1)
  const [width = 2] = [...widths]
    .sort(([, a], [, b]) => b - a)
    .map(([each]) => each)
  return width
}

function isTable(rows: Rows): boolean {
  return rows.some(row => row.filter(cell => cell !== '').length > 1)
}

/** Space separates cells in lists, and in tables as R writes them; elsewhere it is part of the text. */
function isSpaced(rows: Rows): boolean {
  const body = rows.slice(1)
  const width = rows[1]?.length ?? 0
  const isWritten =
    isTable(body) &&
    body.every(row => row.length === width) &&
    [width, width - 1].includes(rows[0]?.length ?? 0) &&
    body.every(row => row.some(isListCell))
  return (
    isWritten ||
    (rows.length === 1 && (rows[0] ?? []).every(isListCell) && isTable(rows))
  )
}

function isListCell(cell: string): boolean {
  return cell === '' || /^[1-9][0-9]{0,18}$/.test(cell)
}

/** More of the cells of one line must be IDs than not, for it to be a list. */
const lineShare = 0.5
/** The same for several lines, and for the IDs that look alike. */
const listShare = 0.9

/**
 * IDs one behind the other, maybe behind or below a header: one line of them,
 * or lines of different lengths.
 */
function listIn(
  { dialect, rows }: Delimited,
  type: JobType
): TextShape | undefined {
  const [first = []] = rows
  const hasHeader = headerType(first[0] ?? '', type) === 'this'
  const isAbove = hasHeader && first.length === 1
  const lines = isAbove ? rows.slice(1) : rows
  const cells = rows
    .flat()
    .slice(hasHeader ? 1 : 0)
    .filter(cell => cell !== '')
  const ids = cells.filter(cell => 'id' in idIn(cell, type))
  const share = ids.length / cells.length
  if (!(lines.length === 1 ? share > lineShare : share >= listShare))
    return undefined
  const long = ids.filter(cell => cell.length >= 15).length
  if (hasHeader && !isAbove && (lines.length > 1 || long === 0))
    return undefined
  // A post ID beside a small number is a row of a table.
  if (type === 'tweets' && long > 0 && long < listShare * ids.length)
    return undefined
  const lengths = new Set(lines.map(row => row.length))
  const endsOpen = lines.every(row => row.at(-1) === '')
  // Below one header two cells may be the number of the row and an ID.
  const isRegular = isAbove
    ? lengths.has(2) && (type === 'users' || long === 0)
    : lines.length > 1 && !endsOpen
  if (lengths.size === 1 && isRegular) return undefined
  return {
    format: 'text',
    separator: dialect.delimiter,
    hasHeader,
    prefix: ''
  }
}

function plainText(
  sample: Buffer,
  { type, format, columns }: Reading,
  file: string
): TextShape {
  const lines = { delimiter: lf, quotes: false }
  const cells = firstRecords(sample, lines, true, rowLimit).map(
    ([cell = '']) => cell
  )
  const [first = '', ...others] = cells
  const prefix = prefixOf(cells, type)
  const bare: TextShape = {
    format: 'text',
    separator: undefined,
    hasHeader: false,
    prefix
  }
  if (first === '' || prefix !== '') return bare
  const headed = {
    ...bare,
    hasHeader: true,
    prefix: others.length > 0 ? prefixOf(others, type) : ''
  }
  const known = headerType(first, type)
  const [column] = columns
  if (column !== undefined && format === 'auto' && !columns.includes('1')) {
    // A name is for the tables of a set; plain lists beside them have no columns.
    const isList = idFromText(first) !== undefined && !/^\d+$/.test(column)
    if (isList) return bare
    if (!columns.includes(first) || idFromText(first) !== undefined)
      findColumns([[first]], type, columns, file)
    return headed
  }
  if (known === 'this') return headed
  if (known === 'other') throw otherType(first, type, file)
  return bare
}

function otherType(header: string, type: JobType, file: string): Failure {
  const other = type === 'tweets' ? 'users' : 'tweets'
  return new Failure('ids-invalid', {
    what: say`The header of ${code(file)} is ${code(header, 60)}: a column for \`type: ${other}\`, while \`type\` is ${code(type)}.`,
    fix: say`Set \`type: ${other}\`, give a file of the other kind, or confirm the column: \`ids-column: ${printable(header, 60)}\`.`
  })
}
