// Keeps IDs and quoted lines out of reports, which are published and passed on.
import { errorCodes, Failure } from '../failure.js'
import type { RunRecord } from '../record.js'
import { withoutIds } from '../text.js'

/** The record with nothing in its sentences that can be an ID or a quoted line. */
export function shareable(record: RunRecord): RunRecord {
  const { error, ids } = record
  return {
    ...record,
    ...(error && errorCodes[error.code].quotes
      ? { error: withoutQuotes(error) }
      : {}),
    ...(ids ? { ids: { ...ids, findings: ids.findings.map(withoutIds) } } : {})
  }
}

function withoutQuotes({ code, text }: Failure): Failure {
  const clean = (sentence: string) =>
    withoutIds(sentence).replace(/“[^”]*”/g, '[left out]')
  return new Failure(code, {
    what: clean(text.what),
    ...(text.why === undefined ? {} : { why: clean(text.why) }),
    fix: clean(text.fix)
  })
}
