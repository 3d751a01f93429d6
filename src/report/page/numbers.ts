// How numbers and times are written for people, on every page.

/** A share as people read it: never `0%` or `100%` unless it is exactly that. */
export function share(part: number, whole: number): string {
  if (whole === 0 || part === 0) return '0%'
  if (part === whole) return '100%'
  const percent = (part / whole) * 100
  if (percent < 0.1) return '<\u00a00.1%'
  if (percent > 99.9) return '>\u00a099.9%'
  return `${percent.toFixed(1)}%`
}

/** An instant: `2026-11-21 22:44 UTC`. */
export function moment(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 16).replace('T', ' ')} UTC`
}

/** A day for a sentence: `21 November 2026` (UTC). */
export function day(ms: number): string {
  return new Date(ms).toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC'
  })
}
