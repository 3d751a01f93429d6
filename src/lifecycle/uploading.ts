// Uploading a part to its job: never twice once it was accepted, whatever became of the answer.
import { plain } from '../lib/message.js'
import { explainTimeout, type Failure } from '../lib/failure.js'
import { pauseAfterFaults, usualTries } from '../lib/http/transient-error.js'
import type { Job } from '../x-api/job.js'
import type { PartFile, UploadOutcome } from '../x-api/upload.js'
import { bytes, duration } from '../lib/text.js'
import {
  nameOf,
  neverUploaded,
  uploadCorrupt,
  uploadExpired,
  uploadRefused
} from './failures.js'
import type { Phase } from './context.js'

/** The job has its upload, or it is of no use for the reason given. */
export type Uploading =
  /** `by` this step, or by another one. */
  | { kind: 'accepted'; by: 'us' | 'another'; checks?: readonly string[] }
  | { kind: 'useless'; failure: Failure; final: boolean }

/** How long a status may lag behind an upload of so many bytes: so long a job is watched before it is uploaded to again, in ms. */
export const lagOf = (length: number) => 7000 + length / 10_000

/** How long after its creation another step may still upload so many bytes to a job: then it is taken for abandoned. In ms. */
export const leadOf = (length: number) => 30_000 + length / 1000

/** How often one URL may refuse an upload. */
const refusalsBorne = 3

/**
 * Uploads to a `created` job until that is accepted or useless.
 *
 * @param lead how long somebody else's upload to it may take to show, in ms; 0 for a job that only this step knows
 */
export async function uploadTo(
  given: Job,
  file: PartFile,
  lead: number,
  phase: Phase
): Promise<Uploading> {
  const { service, clock, log } = phase
  let job = given
  const mayHaveIt = lead > 0
  // A window that has only just opened lasts its full time, whatever the clocks say.
  const opened = mayHaveIt ? service.now() : job.createdAt
  const closesAt = clock.now() + job.uploadExpiresAt - opened
  if (mayHaveIt) {
    log.info(
      `The upload of ${nameOf(job)} has not begun. Checking that no other step is uploading to it.`
    )
    const fate = await watch(job, lead, phase)
    if (fate.status !== 'created') return fateOf(fate, 'another')
    job = fate
  }
  let refusals = 0
  let arrived = false
  let limited: Failure | undefined
  for (let n = 1; ; n++) {
    if (closesAt <= clock.now())
      return {
        kind: 'useless',
        failure: limited ?? uploadExpired(job),
        final: false
      }
    log.info(`Uploading ${bytes(file.bytes)} to job ${job.id}.`)
    const began = clock.now()
    const outcome = await service.upload(job, file)
    if (outcome.kind === 'stored') {
      log.info(
        `Uploaded in ${duration(clock.now() - began)}${checked(outcome.checks)}.`
      )
      return { kind: 'accepted', by: 'us', checks: outcome.checks }
    }
    if (outcome.kind === 'corrupt')
      return {
        kind: 'useless',
        failure: uploadCorrupt(job, outcome.what),
        final: false
      }
    if (outcome.kind === 'refused') refusals++
    const failure = failureOf(job, outcome)
    log.info(`The upload was not accepted: ${plain(failure.text.what)}`)
    // A limit is waited out as long as the window is open.
    limited = failure.code === 'rate-limited' ? failure : undefined
    job = await watch(job, waitAfter(outcome, n, file, phase), phase).catch(
      (error: unknown) => {
        throw explainTimeout(error, failure.text.what)
      }
    )
    arrived ||= outcome.kind === 'lost' && outcome.arrived && !outcome.answered
    if (job.status !== 'created')
      // Nothing but an upload moves a job: without one, it does not hold our IDs, whatever it says.
      return arrived || mayHaveIt || isOver(job)
        ? fateOf(job, arrived ? 'us' : 'another', limited)
        : {
            kind: 'useless',
            failure: neverUploaded(job, failure),
            final: false
          }
    const tooLarge = outcome.kind === 'refused' && outcome.status === 413
    if (tooLarge || refusals === refusalsBorne)
      return { kind: 'useless', failure, final: tooLarge }
    if (n >= usualTries && !limited) throw failure
  }
}

function failureOf(
  job: Job,
  outcome: Extract<UploadOutcome, { kind: 'refused' | 'lost' }>
): Failure {
  return outcome.kind === 'lost'
    ? outcome.failure
    : uploadRefused(job, outcome.status, outcome.why)
}

function checked(checks: readonly string[]): string {
  return checks.length === 0 ? '' : ` (checked: ${checks.join(', ')})`
}

function waitAfter(
  outcome: UploadOutcome,
  n: number,
  file: PartFile,
  { jitter }: Phase
): number {
  const pause = pauseAfterFaults(n, (jitter ?? Math.random)())
  const arrived = outcome.kind === 'lost' && outcome.arrived
  return arrived ? Math.max(pause, lagOf(file.bytes)) : pause
}

/** What became of a job that is no longer `created`. */
function fateOf(job: Job, by: 'us' | 'another', limited?: Failure): Uploading {
  return isOver(job)
    ? { kind: 'useless', failure: limited ?? uploadExpired(job), final: false }
    : { kind: 'accepted', by }
}

function isOver({ status }: Job): boolean {
  return status === 'expired' || status === 'failed'
}

/** Watches a job for `ms`, or until it is no longer `created`, and gives it as it is then. */
async function watch(job: Job, ms: number, phase: Phase): Promise<Job> {
  const { service, clock, signal } = phase
  let last = job
  for (let pause = 1000, left = ms; left > 0; pause *= 2) {
    const next = Math.min(pause, left)
    await clock.sleep(next, signal)
    left -= next
    last = (await service.get(job)) ?? last
    if (last.status !== 'created') break
  }
  return last
}
