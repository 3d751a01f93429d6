// What the cells of a column are: IDs, or numbers of rows, counts and labels.
import type { JobType } from '../../domain.js'
import { idIn } from '../cell.js'

/** What the cells of a column hold, as shares of the rows. */
export interface Evidence {
  ids: number
  long: number
  ruined: number
  /** IDs among the cells that are not empty. */
  ofFilled: number
  longOfFilled: number
  filled: number
  distinct: number
  /** Of the shortest ID. */
  digits: number
  /** Whether they number the rows: 0, 1, 2 and so on, or from another number that no post since 2010 has. */
  isCounted: boolean
  /** Whether its numbers lie so close together that they number rows, in any order. */
  isDense: boolean
  /** Whether few small numbers come again and again: classes, ratings, states. */
  isLabels: boolean
  /** Whether its numbers are smaller than the IDs of all but the first posts. */
  isSmall: boolean
  /** The letter that stands before the digits of every cell. */
  prefix: string
}

/** Looks at every cell of a column once. */
export function evidenceOf(cells: readonly string[], type: JobType): Evidence {
  const filled = cells.filter(cell => cell !== '')
  const prefix = prefixOf(filled, type)
  const ids = filled.flatMap(cell => {
    const found = idIn(cell, type, prefix)
    return 'id' in found ? [found.id] : []
  })
  const long = ids.filter(id => id.length >= longId).length
  const rows = Math.max(1, cells.length)
  const numbers = distinctNumbers(filled)
  return {
    ids: ids.length / rows,
    long: long / rows,
    ruined: filled.filter(isRuined).length / rows,
    ofFilled: ids.length / Math.max(1, filled.length),
    longOfFilled: long / Math.max(1, filled.length),
    filled: filled.length / rows,
    distinct: new Set(ids).size,
    digits: ids.reduce((least, id) => Math.min(least, id.length), longId),
    isCounted: isCounted(cells),
    isDense: numbers !== undefined && isDense(numbers),
    isLabels: numbers !== undefined && isLabels(numbers, filled.length),
    isSmall: type === 'tweets' && ids.every(id => id.length < smallId),
    prefix
  }
}

/** Whether cells are the numbers of rows: three of them in a row are no chance. */
function isCounted(cells: readonly string[]): boolean {
  const [first = ''] = cells
  const isStart = /^\d{1,11}$/.test(first)
  return (
    isStart &&
    (cells.length > 2 || /^[01]$/.test(first)) &&
    cells.every((cell, at) => cell === String(Number(first) + at))
  )
}

/** The distinct numbers that all cells are; undefined where one is none, or is large. */
function distinctNumbers(cells: readonly string[]): number[] | undefined {
  return cells.length > 0 && cells.every(cell => /^\d{1,7}$/.test(cell))
    ? [...new Set(cells.map(Number))]
    : undefined
}

/** IDs of posts and accounts lie far apart, those of the first days too. */
function isDense(numbers: readonly number[]): boolean {
  const range = Math.max(...numbers) - Math.min(...numbers)
  return numbers.length >= 10 && range < 4 * numbers.length
}

function isLabels(numbers: readonly number[], cells: number): boolean {
  return cells >= 10 * numbers.length && numbers.every(each => each < 10_000)
}

/** Whether two cells hold one ID, which a program may have rounded in one of them. */
export function isSameId(one: string, other: string, type: JobType): boolean {
  const [a, b] = [idIn(one, type), idIn(other, type)]
  if (!('id' in a) || !('id' in b)) return true
  const difference = BigInt(a.id) - BigInt(b.id)
  // Excel keeps 15 digits; no program keeps fewer.
  return (
    (difference < 0n ? -difference : difference) * 10n ** 14n <= BigInt(b.id)
  )
}

/** The letter that programs put before all IDs of a column, so that these stay text: `x` (R), `u` and `t` (TwiBot-22). */
export function prefixOf(cells: readonly string[], type: JobType): string {
  const letter = cells[0]?.[0] ?? ''
  const isKnown = type === 'users' ? /^[xu]$/ : /^[xt]$/
  return cells.length > 1 &&
    isKnown.test(letter) &&
    cells.every(
      cell => /^[a-z][1-9]\d{0,18}$/.test(cell) && cell.startsWith(letter)
    )
    ? letter
    : ''
}

export const isId = (type: JobType) => (cell: string) =>
  'id' in idIn(cell, type)

/** Posts with fewer digits are of 2006; such numbers mostly count something. */
const smallId = 8

/** Digits of numbers that are no counts, years or times. */
export const longId = 12

export const isLongId = (type: JobType) => (cell: string) => {
  const found = idIn(cell, type)
  return 'id' in found && found.id.length >= longId
}

/** Scientific notation, or many digits with a decimal point. */
export function isRuined(cell: string): boolean {
  return /^\d+([.,]\d+)?e\+?1\d$|^\d{15,19}\.\d+$/i.test(cell)
}
