// apply-report.json: what an auditor needs to know about a run, in a documented, versioned schema (docs/apply-report.schema.json).
import { errorCodes } from '../domain.js'
import { Failure } from '../lib/failure.js'
import { plain, withoutQuotes } from '../lib/message.js'
import { withoutIds } from '../lib/text.js'
import {
  checkedAt,
  isSimulated,
  totalsOf,
  unreachableOf,
  type ApplyRecord,
  type FileRecord,
  type ResultsRecord
} from './record.js'

/** Raised by one whenever a name or meaning in the file changes; new names alone do not raise it. */
const schemaVersion = 1

/** The report of a run as JSON text. It holds no ID and no line of a data file. */
export function applyReport(record: ApplyRecord): string {
  const { context, inputs, appliedAt } = record
  const at = checkedAt(record)
  const totals = totalsOf(record)
  const report = {
    schema: schemaVersion,
    simulated: isSimulated(record),
    status: record.status,
    error: record.error ? errorOf(shareable(record.error)) : null,
    action: {
      name: 'batch-compliance-action/apply',
      version: context.actionVersion
    },
    run: {
      repository: context.repository,
      workflow: context.workflow,
      commit: context.sha,
      id: context.runId,
      attempt: context.runAttempt,
      url: `${context.serverUrl}/${context.repository}/actions/runs/${context.runId}`,
      started_at: iso(record.startedAt)
    },
    mode: inputs?.mode ?? null,
    settings: inputs
      ? {
          format: inputs.format,
          id_column: cleared(inputs.idColumn),
          author_column: cleared(inputs.authorColumn),
          geo_columns: inputs.geoColumns.map(withoutIds),
          max_removed: inputs.maxRemoved,
          max_age_seconds: inputs.maxAge / 1000,
          on_bad_record: inputs.onBadRecord,
          shard: inputs.shard
            ? `${inputs.shard.index}/${inputs.shard.of}`
            : null,
          remove_posts: inputs.removePosts.length > 0,
          remove_users: inputs.removeUsers.length > 0
        }
      : null,
    results: record.results.map(resultsOf),
    applied_at: iso(appliedAt),
    lag_seconds:
      appliedAt === undefined || at === undefined
        ? null
        : Math.round((appliedAt - at) / 1000),
    totals: {
      files: totals.files,
      files_changed: totals.filesChanged,
      read: totals.read,
      removed: totals.removed,
      kept: totals.kept,
      changed: totals.changed,
      bad: totals.bad,
      unverified: totals.unverified,
      unreachable: totals.unreachable,
      refetch: totals.refetch,
      review: totals.review
    },
    warnings: record.warnings.map(withoutIds),
    files: record.files.map(fileOf)
  }
  return `${JSON.stringify(report, null, 2)}\n`
}

function fileOf(file: FileRecord) {
  return {
    name: withoutIds(file.name),
    format: file.format ?? null,
    compression: file.compression,
    verified: file.verified,
    bytes_before: file.bytesBefore,
    bytes_after: file.bytesAfter ?? null,
    sha256_before: file.sha256Before ?? null,
    sha256_after: file.sha256After ?? null,
    read: file.read,
    removed: file.removed,
    kept: file.read - file.removed,
    changed: file.changed,
    by_rule: file.byRule,
    bad: file.bad,
    unreachable: unreachableOf(file),
    emptied: file.emptied
  }
}

function resultsOf({ type, checkedAt: at, run, sha256, lists }: ResultsRecord) {
  return { type, checked_at: iso(at), run, sha256, lists }
}

/** A failure without what it quotes of files. */
export function shareable({ code, text }: Failure): Failure {
  return new Failure(code, {
    what: withoutQuotes(text.what),
    why: text.why && withoutQuotes(text.why),
    fix: withoutQuotes(text.fix)
  })
}

function errorOf({ code, text }: Failure) {
  return {
    code,
    fault: errorCodes[code].fault,
    what: plain(text.what),
    why: text.why ? plain(text.why) : null,
    fix: plain(text.fix)
  }
}

const cleared = (text: string | undefined) =>
  text === undefined ? null : withoutIds(text)

function iso(ms: number | undefined): string | null {
  return ms === undefined ? null : new Date(ms).toISOString()
}
