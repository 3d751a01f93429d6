// The made-up verdicts: which result rows an ID gets, by its last two digits.
import { eventKinds, type EventKind, type RequiredAction } from '../domain.js'
import { longestLine } from './lines.js'
import { timeOfSnowflake } from './snowflake.js'
import type { Flow, JobType } from './types.js'

/** One event of the result file, before its dates are known. */
export interface Verdict {
  readonly action: string
  readonly reason: string
}

/** Last two digits from `from` to `to`, both included, get these events; digits named nowhere are in order. */
export interface VerdictRange {
  readonly from: number
  readonly to: number
  readonly events: readonly Verdict[]
}

const range = (from: number, to: number, ...events: Verdict[]) => ({
  from,
  to,
  events
})
const deletion = (reason: string) => ({ action: 'delete', reason })

/** What the service tells to do, by what is then required. */
const actionOf: Record<RequiredAction, string> = {
  delete: 'delete',
  review: 'review',
  refetch: 'rehydrate',
  'scrub-geo': 'scrub_geo'
}

/** The endings of every event that has some, in order; each in its newest word. */
function rangesOf(type: JobType): VerdictRange[] {
  return Object.values<EventKind>(eventKinds)
    .flatMap(({ simulated, requiredAction, reasons }) => {
      const endings = simulated?.[type]
      const reason = reasons.at(-1)
      return endings && reason !== undefined && requiredAction
        ? [range(...endings, { action: actionOf[requiredAction], reason })]
        : []
    })
    .sort((a, b) => a.from - b.from)
}

/** What both flows tell alike. */
const shared = rangesOf('users')

/** The whole rule: docs/simulator.md shows it as a table. Of the storage flow only `delete` was ever recorded. */
export const verdictRanges: Record<
  Flow,
  Record<JobType, readonly VerdictRange[]>
> = {
  current: { tweets: rangesOf('tweets'), users: shared },
  storage: {
    tweets: [
      ...shared,
      range(95, 95, deletion('bounced')),
      range(96, 97, deletion('scrub_geo')),
      range(98, 98, deletion('geo_scrubbed')),
      range(99, 99, deletion('deleted'), deletion('suspended'))
    ],
    users: [
      ...shared,
      range(99, 99, deletion('deleted'), deletion('suspended'))
    ]
  }
}

/** Result rows (JSON, without line end) for one line of an upload. */
export type RowsFor = (line: string) => readonly string[]

const none: readonly string[] = []
const validId = /^[1-9][0-9]{0,18}$/

/**
 * The rows of one job. A line that is not 1 to 19 digits gets an `invalid_id` row; dates follow from the ID
 * and never lie after `createdAt`, the time of the job in milliseconds.
 */
export function rowsByRule(
  flow: Flow,
  type: JobType,
  createdAt: number
): RowsFor {
  const byDigits = Array.from(
    { length: 100 },
    (_, digits) =>
      verdictRanges[flow][type].find(
        ({ from, to }) => digits >= from && digits <= to
      )?.events
  )
  return line => {
    if (!validId.test(line)) return [invalidRow(line)]
    const events = byDigits[Number(line.slice(-2))]
    if (!events) return none
    const dates = datesOf(BigInt(line), type, createdAt)
    return events.map(event => row(line, event, dates, flow, type))
  }
}

/** Pure ASCII: some line readers split at U+2028 and its like. */
function invalidRow(line: string): string {
  return JSON.stringify({
    id: line.slice(0, longestLine),
    error: 'invalid_id'
  }).replace(
    /[\u007f-\uffff]/g,
    unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
  )
}

/** Milliseconds since the epoch. */
interface Dates {
  readonly created: number
  readonly redacted: number
}

/** Put together by hand, as no part of it needs escapes and there may be millions. */
function row(
  id: string,
  { action, reason }: Verdict,
  { created, redacted }: Dates,
  flow: Flow,
  type: JobType
): string {
  const dated = reason === 'deleted' || reason === 'tweet_edited'
  const date = dated ? `"${dateText(redacted, flow, type)}"` : 'null'
  const redaction = dated || flow === 'current' ? `,"redacted_at":${date}` : ''
  const deletion =
    reason === 'deleted' && flow === 'current' ? `,"deleted_at":${date}` : ''
  return `{"id":"${id}","action":"${action}","created_at":"${dateText(created, flow, type)}"${redaction}${deletion},"reason":"${reason}"}`
}

/** The recorded users files have whole seconds with an offset, all others milliseconds with a Z. */
function dateText(time: number, flow: Flow, type: JobType): string {
  const text = new Date(time).toISOString()
  return flow === 'storage' && type === 'users'
    ? `${text.slice(0, 19)}+00:00`
    : text
}

const serviceStart = Date.UTC(2006, 2, 21)
const day = 86_400_000

/** Sequential IDs came before Snowflakes: how many there were, and when they ended. */
const sequential = {
  tweets: { count: 29_700_000_000n, end: Date.UTC(2010, 10, 4) },
  users: { count: 5_000_000_000n, end: Date.UTC(2015, 10, 1) }
}

function datesOf(id: bigint, type: JobType, createdAt: number): Dates {
  const { count, end } = sequential[type]
  const made =
    id < count
      ? serviceStart +
        (Number((id * 1_000_000n) / count) / 1_000_000) * (end - serviceStart)
      : timeOfSnowflake(id)
  const created = Math.min(Math.floor(made), createdAt)
  const later = created + (1 + Number(id % 700n)) * day
  const redacted =
    later <= createdAt ? later : Math.floor((created + createdAt) / 2)
  return { created, redacted }
}
