// One part on its way: looks, lets `decide` say what is next, and does it, until its rows are there.
import { plain } from '../lib/message.js'
import { Failure } from '../lib/failure.js'
import { pauseAfterFaults, usualTries } from '../lib/http/transient-error.js'
import type { Job } from '../x-api/job.js'
import type { PartFile } from '../x-api/upload.js'
import { instant, printable } from '../lib/text.js'
import { decide, type JobList, type PartState } from './decide.js'
import {
  jobActive,
  jobNotFound,
  nameOf,
  resultsExpired,
  endedInQueue,
  reportReuse,
  withAge
} from './failures.js'
import { downloadRows } from './downloading.js'
import type { Phase } from './context.js'
import { lagOf, leadOf, uploadTo } from './uploading.js'
import { untilComplete, Wait } from './waiting.js'

/** A part as the ID set lays it out: 1-based number, its IDs as upload bytes on disk. Hashes are hex. */
export interface Part extends PartFile {
  part: number
  of: number
  ids: number
}

/** What does not change from part to part of a run. */
export interface Cycle {
  /** Token of the cycle that finished jobs must be of. */
  token: string
  /** Token of this workflow run. */
  run: string
  /** Attempt of this run, from 1. */
  attempt: number
  /** When this step began, by the runner's clock. */
  startedAt: number
  onActiveJob: 'wait' | 'fail'
}

/** How long a new job may be missing from the list, in ms: a guess, for X states nothing. */
const listLag = 3000

/** The part is done; it needs waiting that is not wanted; or the list must be looked at again. */
type Outcome = 'done' | 'pending' | 'again'

/** Creates whose answers were lost. */
interface UnansweredCreate {
  times: number
  /** IDs of the jobs that were there before. */
  before: ReadonlySet<string>
  /** Whether a list that shows no new job is still to be doubted. */
  mayLag: boolean
}

/** How often a job is asked for when the answers hold none, and the list shows none. */
const createsAnswered = 2

/** How often a part may lose its job (refused, expired, results gone) and get a new one. */
const replacementsBorne = 1

export class PartRun {
  private readonly mine = {
    created: new Set<string>(),
    adopted: new Set<string>(),
    unusable: new Set<string>(),
    cancelled: new Set<string>()
  }
  /** Whether its job had yet to be completed: only then does its time say something about other parts. */
  waited = false
  private conflict = false
  private replacements = 0
  /** Set by a create whose answer was lost. */
  private lost: UnansweredCreate | undefined
  /** Runs from the first look that finds the slot taken. */
  private queue: { wait: Wait; behind: Job | undefined } | undefined

  constructor(
    private readonly part: Part,
    private readonly name: string,
    private readonly cycle: Cycle,
    /** The jobs that were listed last: enough to download from, not to decide anything else. */
    private jobs: readonly Job[],
    private readonly phase: Phase
  ) {}

  /** The service's list as it was seen last. */
  get listed(): readonly Job[] {
    return this.jobs
  }

  /** Downloads the part if the last list is enough for that. */
  async downloadKnown(): Promise<boolean> {
    const step = this.decide()
    return step.do === 'download' && (await this.download(step.job)) === 'done'
  }

  /** Brings the part to its end; false when that needs waiting, and `wait` is false. */
  async run(): Promise<boolean> {
    try {
      if (await this.downloadKnown()) return true
      for (;;) {
        await this.look()
        const outcome = await this.act()
        if (outcome !== 'again') return outcome === 'done'
      }
    } catch (error) {
      throw this.withQueueInfo(error)
    }
  }

  private async look(): Promise<void> {
    const { lost, phase } = this
    this.jobs = await phase.service.list(phase.settings.type)
    if (!lost) return
    // A job of this name that was not there before the create is ours.
    for (const { id, name } of this.jobs)
      if (name === this.name && !lost.before.has(id)) this.mine.created.add(id)
  }

  private decide() {
    const { part, cycle, jobs, conflict, mine } = this
    const found: JobList = { jobs, conflict }
    const known: PartState = {
      ...mine,
      digest: part.sha256.slice(0, 16),
      cycle: cycle.token,
      run: cycle.run
    }
    return decide(found, known, this.phase.service.now())
  }

  private async act(): Promise<Outcome> {
    const step = this.decide()
    if (step.do === 'queue' || step.do === 'watch')
      return this.waitInQueue(step)
    if (step.do !== 'create') this.queue = undefined
    switch (step.do) {
      case 'download':
        return this.download(step.job)
      case 'adopt':
        return this.adopt(step.job)
      case 'upload':
        this.noteJob(step.job)
        return this.upload(step.job, this.leadFor(step.job))
      case 'cancel':
        await this.cancel(step.job)
        return 'again'
      case 'create':
        return this.lost?.mayLag ? this.recheckList(this.lost) : this.create()
    }
  }

  private noteJob(job: Job): void {
    this.phase.ledger.note(this.part.part, {
      jobId: job.id,
      jobName: job.name ?? this.name,
      origin: this.mine.created.has(job.id) ? 'created' : 'adopted',
      createdAt: job.createdAt
    })
  }

  /** Waits while another job holds the slot. */
  private async waitInQueue(step: {
    do: 'queue' | 'watch'
    job: Job | undefined
  }): Promise<Outcome> {
    const { settings, service } = this.phase
    const { job } = step
    const now = service.now()
    if (step.do === 'queue' && this.cycle.onActiveJob === 'fail')
      throw jobActive(job, settings.type, now, id => service.jobUrl(id))
    if (!settings.wait) {
      this.phase.log.info(
        `Another ${settings.type} job is running; \`wait\` is false, so this part is left for a later run.`
      )
      return 'pending'
    }
    this.conflict = false
    if (step.do === 'watch' && job) this.mine.adopted.add(job.id)
    this.queue = {
      wait: this.queue?.wait ?? new Wait(this.phase, 'list'),
      behind: job
    }
    const closesIn =
      job?.status === 'created' ? job.uploadExpiresAt - now + 1000 : 0
    const other = job ? withAge(job, now) : 'one that X does not list'
    await this.queue.wait.pause(
      `Still waiting for the other ${settings.type} job (${other})`,
      `X runs one ${settings.type} job at a time; it is now running ${other}`,
      // The service may take its time to notice that a window has closed.
      closesIn > 0 ? closesIn : Infinity
    )
    return 'again'
  }

  private async adopt(job: Job): Promise<Outcome> {
    this.mine.adopted.add(job.id)
    this.noteJob(job)
    const { log, service } = this.phase
    log.info(`Using ${withAge(job, service.now())}: it is for the same IDs.`)
    return this.waitFor(job)
  }

  private async waitFor(job: Job): Promise<Outcome> {
    if (!this.phase.settings.wait) return 'pending'
    this.waited = true
    const complete = await untilComplete(job, this.phase)
    if (complete) return this.download(complete)
    this.replaceJob(jobNotFound(job.id))
    return 'again'
  }

  /** Downloads the rows; when the service no longer has them, a new job is needed. */
  private async download(job: Job): Promise<Outcome> {
    const { clock, service, ledger, log } = this.phase
    this.noteJob(job)
    if (!this.waited) reportReuse(job, service.now(), log)
    ledger.note(this.part.part, { completedAt: clock.now() })
    const { gone } = await downloadRows(this.part.part, job, this.phase)
    if (gone === undefined) return 'done'
    const failure = resultsExpired(job, gone, service.now())
    // A job that has only just become complete: another would fare no better.
    if (this.waited) throw failure
    this.mine.unusable.add(job.id)
    this.replaceJob(failure)
    return 'again'
  }

  /** Allows a new job in place of one that is of no use, once. */
  private replaceJob(failure: Failure): void {
    if (++this.replacements > replacementsBorne) throw failure
    this.phase.ledger.forget(this.part.part)
    this.phase.log.warning(`${plain(failure.text.what)} A new job is needed.`)
  }

  private async create(): Promise<Outcome> {
    const { service, settings, log } = this.phase
    const outcome = await service.create(settings.type, this.name)
    switch (outcome.kind) {
      case 'conflict':
        this.conflict = true
        return 'again'
      case 'lost':
        return this.afterLost(outcome.failure)
      case 'created':
        this.queue = undefined
        this.mine.created.add(outcome.job.id)
        this.noteJob(outcome.job)
        log.info(
          `Created job ${outcome.job.id} as ${printable(this.name, 80)}; its upload window closes at ${instant(outcome.job.uploadExpiresAt)}.`
        )
        return this.upload(outcome.job, 0)
    }
  }

  /** The list may lag behind a job whose creation was not answered. */
  private async recheckList(lost: UnansweredCreate): Promise<Outcome> {
    const { clock, signal } = this.phase
    lost.mayLag = false
    await clock.sleep(listLag, signal)
    return 'again'
  }

  private async afterLost(failure: Failure): Promise<Outcome> {
    const { clock, log, signal, jitter } = this.phase
    const times = (this.lost?.times ?? 0) + 1
    // What was answered, though without a job, may have made one each time.
    const isAnswered = failure.code === 'request-refused'
    if (times === (isAnswered ? createsAnswered : usualTries)) throw failure
    log.info(`${plain(failure.text.what)} Checking whether a job exists now.`)
    await clock.sleep(
      pauseAfterFaults(times, (jitter ?? Math.random)()),
      signal
    )
    const before = new Set(this.jobs.map(({ id }) => id))
    this.lost = { times, before, mayLag: true }
    return 'again'
  }

  /** How long a `created` job is watched: another step of this attempt may be uploading to it. */
  private leadFor(job: Job): number {
    const { clock, service } = this.phase
    const { bytes } = this.part
    const began = service.now() - (clock.now() - this.cycle.startedAt)
    const isEarlier = this.cycle.attempt > 1 && job.createdAt < began
    if (isEarlier || this.mine.created.has(job.id)) return lagOf(bytes)
    const over = job.createdAt + leadOf(bytes) - service.now()
    return Math.max(over, lagOf(bytes))
  }

  private async upload(job: Job, lead: number): Promise<Outcome> {
    const { clock, ledger } = this.phase
    const result = await uploadTo(job, this.part, lead, this.phase)
    if (result.kind === 'accepted') {
      this.mine.adopted.add(job.id)
      if (result.by === 'us')
        ledger.note(this.part.part, {
          uploadedAt: clock.now(),
          ...(result.checks && { uploadChecks: result.checks })
        })
      return this.waitFor(job)
    }
    this.mine.unusable.add(job.id)
    const cancelled = await this.cancel(job)
    if (result.final || !cancelled) throw result.failure
    this.replaceJob(result.failure)
    return 'again'
  }

  private async cancel(job: Job): Promise<boolean> {
    const { service, log } = this.phase
    this.mine.cancelled.add(job.id)
    log.info(`Cancelling ${nameOf(job)}: it cannot be used any more.`)
    if (await service.cancel(job.id)) return true
    // The answer that was lost may have been a yes.
    const seen = await service.get(job)
    return seen?.status === 'failed' || seen?.status === 'expired'
  }

  /** What ends a run in the queue names the job that held the slot. */
  private withQueueInfo(error: unknown): unknown {
    const { service } = this.phase
    const isEnd =
      error instanceof Failure &&
      (error.code === 'timeout' || error.code === 'cancelled')
    return this.queue && isEnd
      ? endedInQueue(error, this.queue.behind, service.now(), id =>
          service.jobUrl(id)
        )
      : error
  }
}
