// Keeps IDs and quoted lines out of reports, which are published and passed on.
import { errorCodes } from '../domain.js'
import { Failure } from '../lib/failure.js'
import type { RunRecord } from './record.js'
import { withoutIds } from '../lib/text.js'
import { withoutQuotedIds, withoutQuotes } from '../lib/message.js'

/** The record with nothing in its sentences, and in the names of files, columns and jobs, that can be an ID or a quoted line. */
export function shareable(record: RunRecord): RunRecord {
  const { error, ids, inputs, parts } = record
  return {
    ...record,
    ...(error && { error: shareableFailure(error) }),
    ...(inputs && {
      inputs: { ...inputs, idsColumn: inputs.idsColumn.map(withoutIds) }
    }),
    ...(ids && {
      ids: {
        ...ids,
        findings: ids.findings.map(withoutIds),
        badLines: [],
        files: ids.files.map(file => ({
          ...file,
          name: withoutIds(file.name),
          column: withoutIdsIn(file.column)
        }))
      }
    }),
    parts: parts.map(part =>
      part.jobName === undefined || ours.test(part.jobName)
        ? part
        : { ...part, jobName: withoutIds(part.jobName) }
    )
  }
}

/** A name that this action gives: its digits are of a digest, a run and a count. */
const ours = /^compliance-[0-9a-f]{16}-[\w.]{1,20}-\d{1,9}of\d{1,9}$/

const withoutIdsIn = (text: string | undefined) =>
  text === undefined ? undefined : withoutIds(text)

function shareableFailure({ code, text }: Failure): Failure {
  const clean = errorCodes[code].quotes ? withoutQuotes : withoutQuotedIds
  return new Failure(code, {
    what: clean(text.what),
    why: text.why && clean(text.why),
    fix: clean(text.fix)
  })
}
