// From parts to rows: every part gets its job, one after the other, or the results of existing jobs are downloaded.
import type { PartRecord } from './part-record.js'
import type { Job } from '../x-api/job.js'
import { plural } from '../lib/text.js'
import { jobNotFound, nameOf, resultsExpired, wrongType } from './failures.js'
import { downloadRows } from './downloading.js'
import { cycleToken, formatJobName, runToken } from './names.js'
import { type Cycle, type Part, PartRun } from './part-run.js'
import {
  type Dependencies,
  openPhase,
  type Phase,
  type Settings
} from './context.js'
import { progressLine } from './progress.js'
import { refuseDead, untilComplete } from './waiting.js'

export interface RunJobs extends Settings {
  parts: readonly Part[]
  /** `run`, `day`, `week`, `month` or a word of the user's own. */
  cycle: string
  runId: string
  runAttempt: number
  onActiveJob: Cycle['onActiveJob']
}

export interface DownloadJobs extends Settings {
  jobIds: readonly string[]
}

/**
 * Runs the jobs of all parts, one after the other, and leaves their rows in
 * `directory`. What exists at the service is used, so that a run that was
 * ended at any moment is gone on with by the next.
 *
 * @returns `submitted` when `wait` is false and something is still to come
 * @throws Failure
 */
export async function runJobs(
  request: RunJobs,
  dependencies: Dependencies
): Promise<'complete' | 'submitted'> {
  const { parts, runId, runAttempt: attempt, onActiveJob } = request
  const { clock, log } = dependencies
  const phase = openPhase(
    request,
    dependencies,
    parts.map(({ part, ids, sha256 }) => ({ part, ids, digest: sha256 }))
  )
  const token = cycleToken(request.cycle, runId, clock.now())
  const startedAt = clock.now()
  const cycle = { token, run: runToken(runId), attempt, startedAt, onActiveJob }
  const took: number[] = []
  let listed: readonly Job[] = []
  let pending = false
  for (const part of parts) {
    const began = clock.now()
    const name = formatJobName({
      ...part,
      digest: part.sha256,
      cycle: token
    })
    const run = new PartRun(part, name, cycle, listed, phase)
    log.info(`Part ${part.part} of ${part.of}: ${plural(part.ids, 'ID')}.`)
    // Behind a part that is pending there is nothing to start, but there may be rows.
    const done: boolean = pending ? await run.downloadKnown() : await run.run()
    pending ||= !done
    listed = run.listed
    if (!run.waited || part.of === 1) continue
    took.push(clock.now() - began)
    const left = request.deadline - clock.now()
    log.info(progressLine(took, part.part, part.of, left))
  }
  return pending ? 'submitted' : 'complete'
}

/**
 * Downloads the results of existing jobs, in the order given.
 *
 * @returns `submitted` when `wait` is false and a job is not complete
 * @throws Failure
 */
export async function downloadJobs(
  request: DownloadJobs,
  dependencies: Dependencies
): Promise<'complete' | 'submitted'> {
  const phase = openPhase(
    request,
    dependencies,
    request.jobIds.map((jobId, index) => given(jobId, index + 1))
  )
  const jobs: Job[] = []
  for (const [index, id] of request.jobIds.entries()) {
    const job = await dependencies.service.get({ id })
    if (!job) throw jobNotFound(id)
    if ((job.type ?? request.type) !== request.type)
      throw wrongType(job, request.type)
    jobs.push(job)
    phase.ledger.note(index + 1, {
      ...(job.name !== undefined && { jobName: job.name }),
      createdAt: job.createdAt
    })
  }
  let pending = false
  for (const [index, job] of jobs.entries())
    pending = !(await downloadJob(index + 1, job, phase)) || pending
  return pending ? 'submitted' : 'complete'
}

function given(jobId: string, part: number): PartRecord {
  return { part, ids: undefined, digest: undefined, jobId, origin: 'given' }
}

async function downloadJob(
  part: number,
  job: Job,
  phase: Phase
): Promise<boolean> {
  const { clock, service, settings, log, ledger } = phase
  refuseDead(job)
  const isComplete = job.status === 'complete'
  if (!isComplete && !settings.wait) {
    log.info(`\`wait\` is false, and ${nameOf(job)} is not complete.`)
    return false
  }
  const complete = isComplete ? job : await untilComplete(job, phase)
  if (complete === undefined) throw jobNotFound(job.id)
  ledger.note(part, { completedAt: clock.now() })
  const { gone } = await downloadRows(part, complete, phase)
  if (gone !== undefined) throw resultsExpired(complete, gone, service.now())
  return true
}
