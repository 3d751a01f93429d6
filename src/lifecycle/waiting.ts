// Waiting for something that the service decides, with pauses that grow.
import type { Job } from '../x-api/job.js'
import { triesWithin } from '../lib/http/transient-error.js'
import { duration, plural, printable } from '../lib/text.js'
import { jobExpired, jobFailed } from './failures.js'
import { pauseBefore } from './pauses.js'
import type { Phase } from './context.js'

/** One wait: counts its looks and knows how long it lasts. */
export class Wait {
  private readonly began: number
  private looks = 0

  constructor(private readonly phase: Phase) {
    this.began = phase.clock.now()
  }

  /** Pauses before the next look, at most `longest` ms; `what` is awaited. */
  async pause(what: string, longest = Infinity): Promise<void> {
    const { clock, log, service, settings, signal, jitter } = this.phase
    const waited = clock.now() - this.began
    const pause = Math.min(
      pauseBefore(
        this.looks++,
        waited,
        settings.pollInterval,
        (jitter ?? Math.random)()
      ),
      longest
    )
    log.info(
      `Waiting for ${what}: ${duration(waited)} so far, next look in ${duration(pause)}, ${plural(service.requests, 'request')} made.`
    )
    await clock.sleep(pause, signal)
  }
}

/** An outage of this many poll intervals is borne while a job is processed. */
const patience = 20

/** How often a job that must exist may be missing before that is believed. */
const missesBorne = 3

/**
 * Waits until a job is complete; undefined when the service knows it no longer.
 *
 * @throws Failure `job-failed`, `job-expired`
 */
export async function untilComplete(
  job: Job,
  phase: Phase
): Promise<Job | undefined> {
  const { service, settings, log } = phase
  const wait = new Wait(phase)
  const strange = new Set<string>()
  const tries = triesWithin(settings.pollInterval * patience)
  let status = ''
  for (let misses = 0; ;) {
    await wait.pause(`job ${job.id}${status}`)
    const seen = await service.get(job, tries)
    if (seen === undefined) {
      if (++misses === missesBorne) return undefined
      continue
    }
    misses = 0
    refuseDead(seen)
    if (seen.status === 'complete') return seen
    status = `, ${printable(seen.status, 40)}`
    if (isKnown(seen) || strange.has(seen.status)) continue
    strange.add(seen.status)
    log.warning(
      `Job ${job.id} has a status that this action does not know${status}. It goes on waiting.`
    )
  }
}

/** @throws Failure `job-failed` or `job-expired` for a job that will never be complete */
export function refuseDead(job: Job): void {
  if (job.status === 'failed') throw jobFailed(job)
  if (job.status === 'expired') throw jobExpired(job)
}

function isKnown({ status }: Job): boolean {
  return status === 'created' || status === 'in_progress'
}
