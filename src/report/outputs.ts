// The outputs of the action, read off the record of the run.
import { checkedAt, type RunRecord } from './record.js'
import { eventOutputs, requiredActions } from '../domain.js'

/** Text stays as it is; all else is written as JSON. */
type OutputValue = string | number | boolean | object

/** Every output that is known by now, by name, as the workflow gets it. */
export function outputsOf(record: RunRecord): Record<string, string> {
  return Object.fromEntries(
    Object.entries(outputValues(record)).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : JSON.stringify(value)
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
  const known: Record<string, OutputValue | undefined> = {
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
    'ids-unaffected':
      ids && affected !== undefined ? ids.submitted - affected : undefined,
    'ids-to-delete': required?.delete,
    'ids-to-scrub-geo': required?.['scrub-geo'],
    'ids-to-refetch': required?.refetch,
    'ids-to-review': required?.review,
    events: tally?.events,
    ...Object.fromEntries(
      eventOutputs.map(event => [event, tally?.byEvent[event]])
    ),
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
