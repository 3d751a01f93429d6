// report.json: what an auditor needs to know about a run, in a documented, versioned schema (docs/report.schema.json).
import { errorCodes } from '../domain.js'
import type { Failure } from '../lib/failure.js'
import { plain } from '../lib/message.js'
import { outputValues } from './outputs.js'
import type { PartRecord } from '../lifecycle/part-record.js'
import type { RunRecord } from './record.js'
import { shareable } from './privacy.js'

/** Raised by one whenever a name or meaning in the file changes; new names alone do not raise it. */
const schemaVersion = 2

/**
 * The report of a run as JSON text. It holds no tweet or user ID, no quoted
 * line of an ID file and no secret.
 */
export function reportJson(run: RunRecord): string {
  const record = shareable(run)
  const { context, inputs, ids, tally } = record
  const report = {
    schema: schemaVersion,
    simulated: inputs?.simulate ?? false,
    status: record.status,
    error: record.error ? errorOf(record.error) : null,
    action: {
      name: 'batch-compliance-action',
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
    settings: inputs
      ? {
          type: inputs.type,
          ids_format: inputs.idsFormat,
          ids_column: inputs.idsColumn.join(', ') || null,
          on_invalid_ids: inputs.onInvalidIds,
          on_damaged_ids: inputs.onDamagedIds,
          cycle: inputs.cycle,
          max_upload_size: inputs.maxUploadSize,
          dry_run: inputs.dryRun,
          publish: inputs.publish,
          fail_on: inputs.failOn,
          api_url: inputs.apiUrl
        }
      : null,
    outputs: outputValues(record),
    results: tally
      ? {
          rows: tally.rows,
          events: tally.events,
          refused: tally.refused,
          unsubmitted: tally.unsubmitted,
          by_event: tally.byEvent,
          refused_without_id: tally.refusedWithoutId,
          unchecked: tally.unchecked ?? null,
          required_actions: tally.required ?? null,
          reasons: tally.rawReasons,
          actions: tally.rawActions,
          by_year: tally.byYear
        }
      : null,
    lists: tally?.lists ?? null,
    parts: record.parts.map(partOf),
    id_files: ids
      ? {
          read: ids.read,
          submitted: ids.submitted,
          duplicate: ids.duplicate,
          invalid: ids.invalid,
          invalid_by_reason: ids.invalidByReason,
          span: ids.span
            ? {
                first: iso(ids.span.first),
                last: iso(ids.span.last),
                undated: ids.span.undated
              }
            : null,
          findings: ids.findings,
          files: ids.files.map(file => ({
            name: file.name,
            bytes: file.bytes,
            sha256: file.sha256,
            format: file.format,
            compression: file.compression,
            column: file.column ?? null,
            read: file.read,
            invalid: file.invalid
          }))
        }
      : null
  }
  return `${JSON.stringify(report, null, 2)}\n`
}

function errorOf(failure: Failure) {
  const { what, why, fix } = failure.text
  return {
    code: failure.code,
    fault: errorCodes[failure.code].fault,
    what: plain(what),
    why: why ? plain(why) : null,
    fix: plain(fix)
  }
}

function partOf(part: PartRecord) {
  return {
    part: part.part,
    ids: part.ids ?? null,
    digest: part.digest ?? null,
    job_id: part.jobId ?? null,
    job_name: part.jobName ?? null,
    origin: part.origin ?? null,
    created_at: iso(part.createdAt),
    uploaded_at: iso(part.uploadedAt),
    completed_at: iso(part.completedAt),
    downloaded_at: iso(part.downloadedAt),
    result_bytes: part.rows?.bytes ?? null,
    upload_checks: part.uploadChecks ?? [],
    download_checks: part.downloadChecks ?? []
  }
}

function iso(ms: number | undefined): string | null {
  return ms === undefined ? null : new Date(ms).toISOString()
}
