// What to do for a part, given the jobs that the service lists: the table of the documentation, and nothing else.
import type { Job } from '../x-api/job.js'
import { parseJobName } from './names.js'

/** What is known about the part, and about jobs that this step has dealt with. */
export interface PartState {
  /** First 16 hex digits of the part's SHA-256. */
  digest: string
  /** Token of the cycle that finished jobs must be of. */
  cycle: string
  /** Token of this workflow run: its `created` jobs are ours to upload to. */
  run: string
  /** Jobs that this step created, or must have created though the answer was lost. */
  created: ReadonlySet<string>
  /** Jobs of other cycles that this step has waited for: they count as adopted. */
  adopted: ReadonlySet<string>
  /** Jobs whose upload was refused, or whose results can't be had. */
  unusable: ReadonlySet<string>
  /** Jobs that this step has tried to cancel. */
  cancelled: ReadonlySet<string>
}

/** What was found: the service's list, and whether it refused a new job since. */
export interface JobList {
  jobs: readonly Job[]
  /** The last attempt to create was answered by 409. */
  conflict: boolean
}

export type NextStep =
  /** Its rows are there. */
  | { do: 'download'; job: Job }
  /** It is being processed: wait, then download. */
  | { do: 'adopt'; job: Job }
  /** It awaits our upload. */
  | { do: 'upload'; job: Job }
  /** It is ours and can't be used: cancel it, then look again. */
  | { do: 'cancel'; job: Job }
  /** Another run made it and should upload to it: look again later. */
  | { do: 'watch'; job: Job }
  /** The slot of this type is taken, by this job if it is known. */
  | { do: 'queue'; job: Job | undefined }
  | { do: 'create' }

/** The next step for a part. The digest decides; part numbers in names are for people. */
export function decide(found: JobList, mine: PartState, now: number): NextStep {
  const ofPart = found.jobs.filter(
    job => parseJobName(job.name)?.digest === mine.digest
  )
  const usable = ofPart.filter(job => !mine.unusable.has(job.id))

  const running = newest(usable.filter(isRunning))
  if (running) return { do: 'adopt', job: running }

  const complete = newest(
    usable.filter(
      job =>
        job.status === 'complete' &&
        job.downloadExpiresAt > now &&
        (mine.adopted.has(job.id) || cycleOf(job) === mine.cycle)
    )
  )
  if (complete) return { do: 'download', job: complete }

  const created = newest(ofPart.filter(isCreated))
  if (created) {
    const open = created.uploadExpiresAt > now
    const ours = mine.created.has(created.id) || cycleOf(created) === mine.run
    if (ours && open && !mine.unusable.has(created.id))
      return { do: 'upload', job: created }
    if (ours && !mine.cancelled.has(created.id))
      return { do: 'cancel', job: created }
    if (!ours && open) return { do: 'watch', job: created }
  }

  const active = newest(found.jobs.filter(job => isActive(job, now)))
  if (active) return { do: 'queue', job: active }
  // A job whose window has closed may hold the slot until the service notices.
  if (found.conflict)
    return { do: 'queue', job: newest(found.jobs.filter(isCreated)) }
  return { do: 'create' }
}

/** Whether a job holds the slot of its type. A `created` one lets go of it when its window closes. */
function isActive(job: Job, now: number): boolean {
  return isRunning(job) || (isCreated(job) && job.uploadExpiresAt > now)
}

function isCreated(job: Job): boolean {
  return job.status === 'created'
}

/** `in_progress`, or a word that is not known: as long as a job has not ended, it goes on. */
function isRunning(job: Job): boolean {
  return !['created', 'complete', 'failed', 'expired'].includes(job.status)
}

function cycleOf(job: Job): string | undefined {
  return parseJobName(job.name)?.cycle
}

function newest(jobs: readonly Job[]): Job | undefined {
  return jobs.toSorted((a, b) => b.createdAt - a.createdAt)[0]
}
