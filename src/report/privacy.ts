// Keeps IDs and quoted lines out of reports, which are published and passed on.
import { errorCodes } from '../domain.js'
import { Failure } from '../lib/failure.js'
import type { RunRecord } from './record.js'
import { withoutIds } from '../lib/text.js'
import { withoutQuotedIds, withoutQuotes } from '../lib/message.js'

/** The record with nothing in its sentences that can be an ID or a quoted line. */
export function shareable(record: RunRecord): RunRecord {
  const { error, ids } = record
  return {
    ...record,
    ...(error && { error: shareableFailure(error) }),
    ...(ids && { ids: { ...ids, findings: ids.findings.map(withoutIds) } })
  }
}

function shareableFailure({ code, text }: Failure): Failure {
  const clean = errorCodes[code].quotes ? withoutQuotes : withoutQuotedIds
  return new Failure(code, {
    what: clean(text.what),
    why: text.why && clean(text.why),
    fix: clean(text.fix)
  })
}
