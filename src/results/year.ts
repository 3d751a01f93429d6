// The year of a date as rows hold it.

const minus = 0x2d
const zero = 0x30
const capitalZ = 0x5a

/** The year of a row without a readable date. */
export const unknownYear = 0

/** The first post was written in 2006. */
const firstYear = 2006

/** Keeps the number of years small. */
export const lastYear = 2099

/**
 * The year of a date such as `2019-08-10T12:22:39.022Z` or
 * `2019-03-02T03:37:59+00:00`, in UTC.
 */
export function yearOf(bytes: Buffer, start: number, end: number): number {
  if (end - start < 20 || end - start > 40) return unknownYear
  const isUtc =
    bytes[end - 1] === capitalZ ||
    bytes.toString('latin1', end - 6, end) === '+00:00'
  if (!isUtc || bytes[start + 4] !== minus)
    return inRange(
      new Date(bytes.toString('latin1', start, end)).getUTCFullYear()
    )
  let year = 0
  for (let at = start; at < start + 4; at++) {
    const digit = (bytes[at] ?? 0) - zero
    if (digit < 0 || digit > 9) return unknownYear
    year = year * 10 + digit
  }
  return inRange(year)
}

function inRange(year: number): number {
  return year >= firstYear && year <= lastYear ? year : unknownYear
}
