// Headers that more than one server sends.
import type { IncomingHttpHeaders } from 'node:http'

/** The whole number that a header is; undefined where it is something else. */
export function wholeNumber(
  value: string | string[] | undefined
): number | undefined {
  return typeof value === 'string' && /^\d+$/.test(value)
    ? Number(value)
    : undefined
}

/** Until when `retry-after` asks to wait, in ms since the epoch: seconds or an HTTP date (RFC 9110, 10.2.3); 0 where it asks for nothing. */
export function retryAfter(headers: IncomingHttpHeaders, now: number): number {
  const value = headers['retry-after']
  const seconds = wholeNumber(value)
  const until =
    seconds === undefined ? Date.parse(value ?? '') : now + seconds * 1000
  return Number.isFinite(until) ? until : 0
}
