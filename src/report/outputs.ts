// The outputs of the action, read off the record of the run.
import { checkedAt, type RunRecord } from './record.js'
import {
  eventKinds,
  eventOutputs,
  requiredActions,
  type EventOutput
} from '../domain.js'

/** What the documents say of an output. */
export interface OutputRow {
  group: string
  description: string
}

const eventRows = mapEvents(event => ({
  group: 'Events',
  description: eventKinds[event].description
}))

/** Every output, in the order of the documents. */
export const outputTable = {
  status: {
    group: 'Status',
    description:
      'How the run ended: `complete`, `submitted`, `checked` (dry run), `timeout`, `cancelled` or `failed`.'
  },
  'error-code': {
    group: 'Status',
    description: 'Code of the failure; empty when the step succeeds.'
  },
  'job-ids': {
    group: 'Jobs',
    description: 'JSON array of the job IDs, in part order.'
  },
  'checked-at': {
    group: 'Jobs',
    description:
      'When the oldest job was created: the answer holds as of that moment (ISO 8601).'
  },
  parts: { group: 'Jobs', description: 'Number of parts, each with one job.' },
  'parts-complete': {
    group: 'Jobs',
    description: 'Number of parts whose results were downloaded.'
  },
  requests: {
    group: 'Jobs',
    description:
      "Number of requests to the API's origin, uploads and downloads included. X may bill each."
  },
  'ids-read': {
    group: 'IDs',
    description:
      'Number of IDs that were read, valid or not; each embedded post or author counts as one.'
  },
  'ids-submitted': {
    group: 'IDs',
    description: 'Number of distinct valid IDs.'
  },
  'ids-duplicate': {
    group: 'IDs',
    description: 'Number of IDs that had been read before.'
  },
  'ids-invalid': {
    group: 'IDs',
    description:
      'Number of lines or records without a valid ID. `ids-read` = submitted + duplicate + invalid.'
  },
  'ids-refused': {
    group: 'IDs',
    description:
      'Number of result rows by which X refused an ID (`invalid_id`).'
  },
  'ids-unchecked': {
    group: 'IDs',
    description:
      'Number of distinct submitted IDs that X refused, so that they were not checked. A refusal that names no submitted ID counts as one. If X refuses all, the step fails as `ids-invalid`.'
  },
  'ids-affected': {
    group: 'IDs',
    description: 'Number of distinct submitted IDs with an event.'
  },
  'ids-unaffected': {
    group: 'IDs',
    description:
      'Number of distinct submitted IDs with neither an event nor a refusal. `ids-submitted` = affected + unaffected + unchecked.'
  },
  'ids-to-delete': {
    group: 'What to do',
    description: 'Number of distinct submitted IDs to delete (`delete.txt`).'
  },
  'ids-to-scrub-geo': {
    group: 'What to do',
    description:
      'Number of distinct submitted IDs whose location must be removed (`scrub-geo.txt`).'
  },
  'ids-to-refetch': {
    group: 'What to do',
    description:
      'Number of distinct submitted IDs to fetch again, since they were edited (`refetch.txt`).'
  },
  'ids-to-review': {
    group: 'What to do',
    description:
      'Number of distinct submitted IDs to review: X gives a reason that this action does not know (`review.txt`).'
  },
  events: {
    group: 'Events',
    description:
      'Number of result rows that are events. Before `status` is `complete`, only those of the finished parts.'
  },
  ...eventRows,
  counts: {
    group: 'Events',
    description:
      'Counts by the words that X uses, as JSON: `{"reasons": {…}, "actions": {…}}`.'
  },
  'results-path': {
    group: 'Files',
    description: 'Absolute path of the results in NDJSON.'
  },
  'report-path': {
    group: 'Files',
    description:
      'Absolute path of a folder with `report.json`, `report.html` and the lists; give it to `apply`.'
  },
  'artifact-name': {
    group: 'Files',
    description: 'Name under which the artifact was published.'
  },
  'artifact-id': { group: 'Files', description: 'ID of the artifact.' },
  'artifact-url': { group: 'Files', description: 'URL of the artifact.' },
  'artifact-digest': {
    group: 'Files',
    description: 'SHA-256 of the artifact, in hexadecimal.'
  },
  simulated: {
    group: 'Status',
    description: 'Whether the results are simulated: `true` or `false`.'
  }
} as const satisfies Record<string, OutputRow>

type OutputName = keyof typeof outputTable

/** Text stays as it is; all else is written as JSON. */
type OutputValue = string | number | boolean | object

/** Every output that is known by now, by name, as the workflow gets it. */
export function outputsOf(record: RunRecord): Record<string, string> {
  return Object.fromEntries(
    Object.entries(outputValues(record)).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : asciiJson(value)
    ])
  )
}

/** Every output that is known by now, by name. Times are ISO 8601 in UTC. */
export function outputValues(record: RunRecord): Record<string, OutputValue> {
  const { inputs, ids, parts, tally, artifact } = record
  const at = checkedAt(record)
  const partsKnown = parts.length > 0 || ids?.submitted === 0
  const required = tally?.required
  const affected =
    required && requiredActions.reduce((sum, act) => sum + required[act], 0)
  const known: Record<OutputName, OutputValue | undefined> = {
    status: record.status,
    'error-code': record.error?.code ?? '',
    'job-ids': partsKnown ? jobIds(record) : undefined,
    'checked-at': at === undefined ? undefined : new Date(at).toISOString(),
    parts: partsKnown ? parts.length : undefined,
    'parts-complete': partsKnown
      ? parts.filter(part => part.rows).length
      : undefined,
    requests: record.requests,
    'ids-read': ids?.read,
    'ids-submitted': ids?.submitted,
    'ids-duplicate': ids?.duplicate,
    'ids-invalid': ids?.invalid,
    'ids-refused': tally?.refused,
    'ids-affected': affected,
    'ids-unchecked': tally?.unchecked,
    'ids-unaffected':
      ids && affected !== undefined
        ? ids.submitted - affected - (tally?.unchecked ?? 0)
        : undefined,
    'ids-to-delete': required?.delete,
    'ids-to-scrub-geo': required?.['scrub-geo'],
    'ids-to-refetch': required?.refetch,
    'ids-to-review': required?.review,
    events: tally?.events,
    ...mapEvents(event => tally?.byEvent[event]),
    counts: tally && { reasons: tally.reasons, actions: tally.actions },
    'results-path': record.resultsPath,
    'report-path': record.reportPath,
    'artifact-name': artifact?.name,
    'artifact-id': artifact?.id,
    'artifact-url': artifact?.url,
    'artifact-digest': artifact?.digest,
    simulated: inputs?.simulate
  }
  return Object.fromEntries(
    Object.entries(known).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]]
    )
  )
}

/** IDs of the jobs that exist, in part order. */
export function jobIds(record: RunRecord): string[] {
  return record.parts.flatMap(part => part.jobId ?? [])
}

function mapEvents<T>(valueOf: (event: EventOutput) => T) {
  return Object.fromEntries(
    eventOutputs.map(event => [event, valueOf(event)])
  ) as Record<EventOutput, T>
}

/** JSON whose texts hold nothing but `[A-Za-z0-9_-]`, all else as `\\u` escapes: no shell or expression can trip over them. */
function asciiJson(value: unknown): string {
  if (typeof value === 'string')
    return `"${value.replace(/[^A-Za-z0-9_-]/g, unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)}"`
  if (Array.isArray(value)) return `[${value.map(asciiJson).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.entries(value).map(
    ([name, member]) => `${asciiJson(name)}:${asciiJson(member)}`
  )
  return `{${members.join(',')}}`
}
