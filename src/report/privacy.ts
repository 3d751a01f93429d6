// Keeps IDs and quoted lines out of reports, which are published and passed on.
import { errorCodes } from '../domain.js'
import { Failure } from '../lib/failure.js'
import type { RunRecord } from './record.js'
import { withoutIds } from '../lib/text.js'

/** The record with nothing in its sentences that can be an ID or a quoted line. */
export function shareable(record: RunRecord): RunRecord {
  const { error, ids } = record
  return {
    ...record,
    ...(error && { error: shareableFailure(error) }),
    ...(ids && { ids: { ...ids, findings: ids.findings.map(withoutIds) } })
  }
}

/** Lines of files stand in quotes, or as the value of an input that is advised; so do words of the service, which may name IDs. */
const quoted = /“[^”]*”/g
const advised = /(?<=`ids-column: )[^`]*/g

function shareableFailure({ code, text }: Failure): Failure {
  const clean = errorCodes[code].quotes
    ? (sentence: string) =>
        withoutIds(sentence)
          .replace(quoted, '[left out]')
          .replace(advised, '[left out]')
    : (sentence: string) => sentence.replace(quoted, withoutIds)
  return new Failure(code, {
    what: clean(text.what),
    ...(text.why !== undefined && { why: clean(text.why) }),
    fix: clean(text.fix)
  })
}
