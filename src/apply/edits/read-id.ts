// Reads the IDs in cells and values, in every notation that the check takes.
import { idIn } from '../../content/cell.js'
import { readId, reasonOf, type U64 } from '../../content/id.js'
import type { JobType } from '../../domain.js'

/** IDs as rtweet (`x`) and TwiBot-22 (`u`, `t`) write them, short ones of users too. */
const prefixed = /^[xut](\d{1,19})$/

/**
 * Whether a text is an ID; `into` is it then.
 *
 * @param prefix a letter that stands before the digits of every cell
 */
export function readIdText(
  text: string,
  type: JobType,
  into: U64,
  prefix = ''
): boolean {
  const digits = /^[0-9]+$/.test(text) ? text : prefixed.exec(text)?.[1]
  const found = digits === undefined ? idIn(text, type, prefix) : { id: digits }
  if (!('id' in found)) return false
  const bytes = Buffer.from(found.id)
  return readId(bytes, 0, bytes.length, into)
}

/** Why a text is no ID. */
export function reasonOfText(text: string, type: JobType): string {
  if (text === '') return 'no ID'
  const found = idIn(text, type)
  return 'invalid' in found ? found.invalid : reasonOf(found.id)
}

/** Whether a cell holds nothing, or what programs write for nothing, such as `NA`. */
export function isMissing(text: string): boolean {
  return reasonOf(text) === 'no ID'
}
