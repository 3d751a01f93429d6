// Recognises the format of an ID file, and where in it the IDs are, from the start of its content.
import { Failure } from '../failure.js'
import type { Inputs, JobType } from '../inputs.js'
import { printable } from '../text.js'
import { findColumn, headerType } from './columns.js'
import { firstRecords, statedDelimiter, type Dialect } from './csv-dialect.js'
import type { CsvShape } from './csv-reader.js'
import type { JsonShape } from './json-reader.js'
import { idIn } from './judge.js'
import type { TextShape } from './text-reader.js'

export type Shape = TextShape | CsvShape | JsonShape

/** What of the request decides how a file is read. */
export interface Reading {
  type: JobType
  format: Inputs['idsFormat']
  column: string | undefined
}

const tab = 0x09
const comma = 0x2c
const semicolon = 0x3b
const space = 0x20

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
  const { format, type, column } = reading
  const first = sample.find(byte => byte > 0x20)
  const looksLikeJson = first === 0x7b || first === 0x5b
  if (format === 'jsonl' || (format === 'auto' && looksLikeJson))
    return jsonShape(sample, isWhole, column)
  const delimited = findDialect(sample, isWhole)
  const list = delimited && listIn(delimited, type)
  const isStated = statedDelimiter(sample) !== undefined
  if (list !== undefined && format !== 'csv' && !isStated) return list
  if (format === 'text' || (format === 'auto' && delimited === undefined))
    return plainText(sample, reading, file)
  const { rows, dialect } = delimited ?? oneColumn(sample, isWhole)
  if (rows.length === 0) return emptyCsv
  const { index, name, hasHeader } = findColumn(rows, type, column, file)
  return { format: 'csv', ...dialect, column: index, name, hasHeader }
}

/** How many lines are looked at to tell JSONL from one document. */
const jsonLines = 20

function jsonShape(
  sample: Buffer,
  isWhole: boolean,
  column: string | undefined
): JsonShape {
  const lines = sample.toString().split('\n')
  // The last one may go on beyond the sample.
  const whole = (isWhole ? lines : lines.slice(0, -1))
    .filter(line => line.trim() !== '')
    .slice(0, jsonLines)
  const first = lines.find(line => line.trim() !== '')?.trim()[0]
  const records = whole.filter(isJson).length
  const isLines =
    first === '['
      ? false
      : whole.length === 0
        ? undefined
        : (whole[0] !== undefined && isJson(whole[0])) ||
          records >= whole.length / 2 ||
          first !== '{'
  return {
    format: isLines === false ? 'json' : 'jsonl',
    isLines,
    path: column?.split('.')
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

const emptyCsv: CsvShape = {
  format: 'csv',
  delimiter: comma,
  quotes: true,
  column: 0,
  name: '1',
  hasHeader: false
}

interface Delimited {
  dialect: Dialect
  rows: Rows
}

function oneColumn(sample: Buffer, isWhole: boolean): Delimited {
  const dialect = { delimiter: comma, quotes: true }
  return { dialect, rows: firstRecords(sample, dialect, isWhole, rowLimit) }
}

/** The dialect that cuts most records into the same number of cells, two or more. */
function findDialect(sample: Buffer, isWhole: boolean): Delimited | undefined {
  const read = (delimiter: number, quotes: boolean): Delimited => {
    const dialect = { delimiter, quotes }
    return { dialect, rows: firstRecords(sample, dialect, isWhole, rowLimit) }
  }
  const stated = statedDelimiter(sample)
  if (stated !== undefined) return read(stated, true)
  const plainTabs = read(tab, false)
  const found = [
    // Tab-separated files mostly know no quotes: one alone must not swallow lines.
    regularity(plainTabs.rows) === 1 ? plainTabs : read(tab, true),
    read(semicolon, true),
    read(comma, true)
  ]
    .map(each => ({ each, score: regularity(each.rows) }))
    .filter(({ score }) => score >= 0.5)
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

/** Share of the records that have the commonest number of cells, if that is two or more. */
function regularity(rows: Rows): number {
  const several = rows.filter(row => row.length > 1)
  if (several.length < rows.length / 2 || rows.length === 0) return 0
  const widths = new Map<number, number>()
  for (const { length } of several)
    widths.set(length, (widths.get(length) ?? 0) + 1)
  // Lists have lines of any length; they are told from tables later.
  const isList = several.every(row => row.every(isListCell))
  return isList
    ? several.length / rows.length
    : Math.max(...widths.values()) / rows.length
}

function isTable(rows: Rows): boolean {
  return rows.some(row => row.filter(cell => cell !== '').length > 1)
}

/** Space separates cells in lists, and in tables as R writes them; elsewhere it is part of the text. */
function isSpaced(rows: Rows): boolean {
  const body = rows.slice(1)
  const width = rows[1]?.length ?? 0
  const isWritten =
    width > 1 &&
    body.every(row => row.length === width) &&
    [width, width - 1].includes(rows[0]?.length ?? 0) &&
    body.every(row => row.some(isListCell))
  return (
    isWritten ||
    (rows.length === 1 &&
      (rows[0] ?? []).every(isListCell) &&
      (rows[0]?.length ?? 0) > 1)
  )
}

function isListCell(cell: string): boolean {
  return cell === '' || /^[1-9][0-9]{0,18}$/.test(cell)
}

/** IDs one behind the other: one line of them, or lines of different lengths. */
function listIn(
  { dialect, rows }: Delimited,
  type: JobType
): TextShape | undefined {
  const cells = rows.flat().filter(cell => cell !== '')
  if (!cells.every(cell => 'id' in idIn(cell, type))) return undefined
  const lengths = new Set(rows.map(row => row.length))
  const endsOpen = rows.every(row => row.at(-1) === '')
  if (rows.length > 1 && lengths.size === 1 && !endsOpen) return undefined
  // A post ID beside a small number is a row of a table.
  const long = cells.filter(cell => cell.length >= 15).length
  if (type === 'tweets' && long > 0 && long < cells.length) return undefined
  return { format: 'text', separator: dialect.delimiter, hasHeader: false }
}

function plainText(
  sample: Buffer,
  { type, format, column }: Reading,
  file: string
): TextShape {
  const first = firstRecords(
    sample,
    { delimiter: 0x0a, quotes: false },
    true,
    1
  )
  const cell = first[0]?.[0] ?? ''
  const shape: TextShape = {
    format: 'text',
    separator: undefined,
    hasHeader: false
  }
  if (cell === '') return shape
  const known = headerType(cell, type)
  if (known === 'this') return { ...shape, hasHeader: true }
  if (column !== undefined && format === 'auto' && column !== '1') {
    if (cell === column) return { ...shape, hasHeader: true }
    if (known !== undefined || /^[2-9]$/.test(column))
      findColumn([[cell]], type, column, file)
  }
  if (known === 'other') throw otherType(cell, type, file)
  return shape
}

function otherType(header: string, type: JobType, file: string): Failure {
  const other = type === 'tweets' ? 'users' : 'tweets'
  return new Failure('ids-invalid', {
    what: `The header of \`${printable(file)}\` is \`${printable(header, 60)}\`: a column for \`type: ${other}\`, while \`type\` is \`${type}\`.`,
    fix: `Set \`type: ${other}\`, give a file of the other kind, or confirm the column: \`ids-column: ${printable(header, 60)}\`.`
  })
}
