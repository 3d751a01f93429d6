// Downloads the results of a complete job.
import type { Job } from '../x-api/job.js'
import { bytes, duration, plural } from '../lib/text.js'
import type { Phase } from './context.js'

/** How often results are asked for that the service does not have, though the job is complete. */
const tries = 3

/** Downloads the rows of a part; says why when the service does not have them (any more). */
export async function downloadRows(
  part: number,
  job: Job,
  phase: Phase
): Promise<{ gone?: string }> {
  const { service, clock, log, signal, ledger } = phase
  const rows = phase.openRows(part)
  log.info(`Downloading the results of job ${job.id}.`)
  const began = clock.now()
  let current = job
  for (let n = 1; ; n++) {
    const outcome = await service.download(current, rows)
    if (outcome.kind === 'stored') {
      const now = clock.now()
      ledger.note(part, {
        downloadedAt: now,
        downloadChecks: outcome.checks,
        rows: { bytes: outcome.bytes }
      })
      log.info(
        `Downloaded ${bytes(outcome.bytes)} in ${duration(now - began)} (checked: ${outcome.checks.join(', ')}), ${plural(service.requests, 'request')} made.`
      )
      return {}
    }
    if (n === tries || current.downloadExpiresAt <= service.now())
      return { gone: outcome.why }
    log.info(
      `The results of job ${job.id} are not there: ${outcome.why}. Asking again.`
    )
    await clock.sleep(1000 * n, signal)
    current = (await service.get(job)) ?? current
  }
}
