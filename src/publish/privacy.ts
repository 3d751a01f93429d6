// Keeps IDs and quoted lines out of reports, which are published and passed on.
import { Failure, type ErrorCode } from '../failure.js'
import type { RunRecord } from '../record.js'
import { withoutIds } from '../text.js'

/** Failures whose text can quote what stands in ID files or results, as a stranger's message may. */
const quoting: readonly ErrorCode[] = [
  'invalid-input',
  'ids-not-found',
  'ids-invalid',
  'ids-damaged',
  'ids-empty',
  'results-corrupt',
  'internal'
]

/** The record with nothing in its sentences that can be an ID or a quoted line. */
export function shareable(record: RunRecord): RunRecord {
  const { error, ids } = record
  return {
    ...record,
    ...(error && quoting.includes(error.code)
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
