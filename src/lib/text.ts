// Text from outside made fit to be shown, and the few formats that every room writes the same way.

/** Controls, characters without a shape (bidirectional ones among them), and ends of lines. */
const unprintable = /[\p{Cc}\p{Cf}\u2028\u2029]/gu

/**
 * One line of at most `max` characters, without control or bidirectional
 * characters and without the marks that start a workflow command.
 */
export function printable(text: string, max = 400): string {
  const shown = visible(text)
    .replaceAll('::', ':\\u003a')
    .replaceAll('##[', '#\\u0023[')
  const characters = Array.from(shown)
  return characters.length > max
    ? `${characters.slice(0, max - 1).join('')}…`
    : shown
}

/** Control and bidirectional characters as `\uXXXX`. */
export function visible(text: string): string {
  return text.replace(unprintable, c => `\\u${hex4(c.codePointAt(0) ?? 0)}`)
}

/**
 * A text in quotes that it cannot close: reports leave out, or clean, what
 * stands between them.
 */
export function quoted(text: string, max?: number): string {
  return `“${printable(text, max).replace(/[“”]/g, '"')}”`
}

function hex4(code: number): string {
  return code.toString(16).padStart(4, '0')
}

/** Without runs of digits that may be IDs; counts have separators and stay. */
export function withoutIds(text: string): string {
  return text.replace(/\d{5,}/g, '[left out]')
}

/** 1234567 → `1,234,567`. Without `Intl`, whose start takes longer than reading a million IDs. */
export function count(n: number): string {
  const digits = String(n)
  const first = digits.length % 3 || 3
  const groups = [digits.slice(0, first)]
  for (let at = first; at < digits.length; at += 3)
    groups.push(digits.slice(at, at + 3))
  return groups.join(',')
}

/** `1 part`, `2 parts`. */
export function plural(n: number, one: string, many = `${one}s`): string {
  return `${count(n)} ${n === 1 ? one : many}`
}

/** `the first row`, `the first 20 rows`. */
export function firstOf(n: number, one: string): string {
  return n === 1 ? `the first ${one}` : `the first ${plural(n, one)}`
}

/** Milliseconds as `45 s`, `12 min 5 s` or `3 h 20 min`. */
export function duration(ms: number): string {
  const seconds = Math.round(ms / 1000)
  if (seconds < 60) return `${seconds} s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60)
    return seconds % 60 === 0
      ? `${minutes} min`
      : `${minutes} min ${seconds % 60} s`
  const hours = Math.floor(minutes / 60)
  if (hours >= 48 && minutes % (24 * 60) === 0) return `${hours / 24} days`
  return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`
}

/** Bytes in decimal units, as GitHub shows them: `1.2 MB`. */
export function bytes(n: number): string {
  const units = ['kB', 'MB', 'GB', 'TB']
  if (n < 1000) return plural(n, 'byte')
  let value = n
  let unit = ''
  for (const next of units) {
    if (value < 1000) break
    value /= 1000
    unit = next
  }
  return `${value.toFixed(1)} ${unit}`
}

/** An instant as ISO 8601 in UTC with whole seconds: `2026-11-21T22:44:00Z`. */
export function instant(ms: number): string {
  const date = new Date(ms)
  // What a service states may lie beyond the years that a date can have.
  return Number.isNaN(date.getTime())
    ? 'a time out of reach'
    : date.toISOString().replace(/\.\d{3}Z$/, 'Z')
}

/** The time of day in UTC, for a log: `19:34 UTC`. */
export function clockTime(ms: number): string {
  return `${instant(ms).slice(11, 16)} UTC`
}
