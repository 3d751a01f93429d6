// Waiting for something that the service decides, with pauses that grow.
import type { Job } from '../x-api/job.js'
import { triesWithin } from '../lib/http/transient-error.js'
import { clockTime, duration, printable } from '../lib/text.js'
import { jobExpired, jobFailed } from './failures.js'
import { pauseBefore } from './pauses.js'
import type { Phase, Settings } from './context.js'
import { explainTimeout } from '../lib/failure.js'
import { limitReason } from '../x-api/limits.js'

/** Looks at something that the service decides, time and again: counts the looks and knows how long it lasts. */
export class Wait {
  private readonly began: number
  private looks = 0

  /** @param operation by which is looked: its limits are pauses, too */
  constructor(
    private readonly phase: Phase,
    private readonly operation: 'get' | 'list'
  ) {
    this.began = phase.clock.now()
  }

  /**
   * Pauses before the next look, at most `longest` ms, and says so in one line.
   *
   * @param what is waited for; the time that it took is added, except at first
   * @param first said in its place before the first look
   */
  async pause(what: string, first: string, longest = Infinity): Promise<void> {
    const { clock, log, service, settings, signal, jitter } = this.phase
    const now = clock.now()
    const waited = now - this.began
    const usual = pauseBefore(
      this.looks,
      waited,
      settings.pollInterval,
      (jitter ?? Math.random)()
    )
    const limit = service.limitOf(this.operation)
    const limited = limit ? limit.until - service.now() + 500 : 0
    const looks = this.looks++
    const { pause, isLast } = lastLook(
      Math.max(Math.min(usual, longest), limited),
      looks,
      settings,
      now
    )
    const reason = limit && limited > usual ? `, because of ${limit.name}` : ''
    const next = isLast
      ? `No further check before this step ends at ${clockTime(now + pause)}`
      : `Next check at ${clockTime(now + pause)}${reason}`
    const state = looks === 0 ? first : `${what}: ${duration(waited)}`
    log.info(`${state}. ${next}.`)
    await clock.sleep(pause, signal).catch((error: unknown) => {
      if (limit === undefined || reason === '') throw error
      throw explainTimeout(error, limitReason(limit))
    })
  }
}

/**
 * The pause, ended by the time for the last look. What is found then can still
 * be downloaded and published; what is found later could not.
 */
function lastLook(
  pause: number,
  looks: number,
  { deadline, timeout }: Settings,
  now: number
): { pause: number; isLast: boolean } {
  const at = deadline - Math.min(60_000, timeout / 10)
  if (now >= at && looks > 0 && deadline > now)
    return { pause: deadline - now, isLast: true }
  const left = at - now
  return { pause: left > 0 ? Math.min(pause, left) : pause, isLast: false }
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
  const wait = new Wait(phase, 'get')
  const strange = new Set<string>()
  const tries = triesWithin(settings.pollInterval * patience)
  for (let misses = 0; ;) {
    await wait.pause('X is still working', `X is processing job ${job.id}`)
    const seen = await service.get(job, tries)
    if (seen === undefined) {
      if (++misses === missesBorne) return undefined
      continue
    }
    misses = 0
    refuseDead(seen)
    if (seen.status === 'complete') return seen
    if (isKnown(seen) || strange.has(seen.status)) continue
    strange.add(seen.status)
    log.warning(
      `Job ${job.id} has a status that this action does not know (${printable(seen.status, 40)}). The step keeps waiting.`
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
