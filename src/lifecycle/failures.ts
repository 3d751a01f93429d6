// The failures of jobs, in the words that a user reads.
import { code, quote, say } from '../lib/message.js'
import { Failure } from '../lib/failure.js'
import type { Log } from '../lib/log.js'
import type { Job } from '../x-api/job.js'
import { duration, instant, printable, withoutIds } from '../lib/text.js'

/** `job 123 (compliance-…)` */
export function nameOf(job: Job): string {
  return job.name === undefined
    ? `job ${job.id}`
    : `job ${job.id} (${printable(job.name, 80)})`
}

/** `job 123 (…), created 12 min ago at …` */
export function withAge(job: Job, now: number): string {
  return `${nameOf(job)}, status ${printable(job.status, 40)}, created ${duration(Math.max(now - job.createdAt, 0))} ago at ${instant(job.createdAt)}`
}

const day = 86_400_000

/** Says that results are used which were there before, and warns when they are old. */
export function reportReuse(job: Job, now: number, log: Log): void {
  const age = now - job.createdAt
  log.info(`Using the results of ${withAge(job, now)}.`)
  if (age > day)
    log.warning(
      `The results of ${nameOf(job)} are ${duration(age)} old: they tell what was so at ${instant(job.createdAt)}. For fresh ones, start a new run, or set a shorter \`cycle\`.`
    )
}

function howToCancel(id: string, url: (id: string) => string): string {
  return `If nobody needs its results, cancel job ${id}: curl -X DELETE -H "Authorization: Bearer $X_BEARER_TOKEN" ${url(id)}`
}

export function jobActive(
  other: Job | undefined,
  type: string,
  now: number,
  url: (id: string) => string
): Failure {
  return new Failure('job-active', {
    what: other
      ? say`Another ${type} job is active: ${withAge(other, now)}.`
      : say`Another ${type} job is active (X answered 409), but X lists none.`,
    why: say`X runs one job of a type at a time, and \`on-active-job\` is \`fail\`.`,
    fix: other
      ? say`Wait for it, or set \`on-active-job: wait\`. ${howToCancel(other.id, url)}`
      : say`Wait for it, or set \`on-active-job: wait\`.`
  })
}

/** The end of a run while another job held the slot: says which one, and, when time ran out, how to be rid of it. */
export function endedInQueue(
  ended: Failure,
  other: Job | undefined,
  now: number,
  url: (id: string) => string
): Failure {
  const what = other
    ? `Another job was running the whole time: ${withAge(other, now)}.`
    : 'Another job was running the whole time (409), though X lists none.'
  return new Failure(
    ended.code,
    {
      ...ended.text,
      what: say`${ended.text.what} ${what}`,
      fix:
        other && ended.code === 'timeout'
          ? say`${ended.text.fix} ${howToCancel(other.id, url)}`
          : ended.text.fix
    },
    { cause: ended }
  )
}

export function jobFailed(job: Job): Failure {
  return new Failure('job-failed', {
    what:
      job.error === undefined
        ? say`X reports that ${nameOf(job)} failed, without a reason.`
        : say`X reports that ${nameOf(job)} failed: ${quote(withoutIds(job.error), 200)}.`,
    why: say`It failed while it was processed, or somebody cancelled it.`,
    fix: say`Run the workflow again: unless \`job-ids\` names this job, a new one is created.`
  })
}

export function jobExpired(job: Job): Failure {
  return new Failure('job-expired', {
    what: say`X reports that ${nameOf(job)} expired before it was complete.`,
    why: say`Its upload did not come within 15 minutes, or X gave up on it.`,
    fix: say`Run the workflow again: unless \`job-ids\` names this job, a new one is created.`
  })
}

export function jobNotFound(id: string): Failure {
  return new Failure('job-not-found', {
    what: say`X has no job ${id}.`,
    why: say`Only the App that created a job can see it, and X keeps jobs for about a week.`,
    fix: say`Check the job ID and the bearer token, or leave \`job-ids\` out to create new jobs.`
  })
}

export function wrongType(job: Job, type: string): Failure {
  return new Failure('invalid-input', {
    what: say`Input \`type\` is ${code(type)}, but ${nameOf(job)} in \`job-ids\` is of type ${code(job.type ?? '', 40)}.`,
    fix: say`Give the type of the jobs; download the results of the two types in two steps.`
  })
}

export function uploadRefused(job: Job, status: number, why: string): Failure {
  const tooLarge = status === 413
  return new Failure('upload-refused', {
    what: say`The upload to ${nameOf(job)} was refused: ${why}.`,
    why: tooLarge
      ? say`The part is larger than X accepts.`
      : say`The upload URL does not work; a new job failed in the same way, or this one could not be cancelled.`,
    fix: tooLarge
      ? say`Set a smaller \`max-upload-size\`, such as \`64MB\`.`
      : say`Run the workflow again later; X sometimes refuses uploads for hours.`
  })
}

export function uploadExpired(job: Job): Failure {
  return new Failure('upload-expired', {
    what: say`The upload window of ${nameOf(job)} closed before an upload was accepted.`,
    why: say`The window is 15 minutes; the upload was too slow, or failed too often.`,
    fix: say`Run the workflow again, with a smaller \`max-upload-size\` on a slow connection.`
  })
}

/** A job that goes on, or is complete, though the service accepted none of its uploads. */
export function neverUploaded(job: Job, refusal: Failure): Failure {
  return new Failure(
    'upload-refused',
    {
      what: say`X says that ${nameOf(job)} is ${quote(job.status, 40)}, but it accepted no upload to it. ${refusal.text.what}`,
      why: say`That job did not run on your IDs, so its results are not used.`,
      fix: say`Run the workflow again later; X sometimes refuses uploads for hours.`
    },
    { cause: refusal }
  )
}

export function uploadCorrupt(job: Job, what: string): Failure {
  return new Failure('upload-corrupt', {
    what: say`What X stored for ${nameOf(job)} is not what was uploaded: ${what} differs.`,
    why: say`The upload was damaged between the runner and X.`,
    fix: say`Do not use the results of that job. Once it has ended, run the workflow again with another \`cycle\`.`
  })
}

/** @param now as the service has it */
export function resultsExpired(job: Job, why: string, now: number): Failure {
  const isOver = job.downloadExpiresAt <= now
  return new Failure('results-expired', {
    what: say`The results of ${nameOf(job)} cannot be downloaded: ${why}.`,
    why: isOver
      ? say`X keeps results for 7 days after the creation of a job.`
      : say`The job is complete and X keeps results for 7 days, but it does not hand out these: X has a problem, or something on the way to it.`,
    fix: say`Run the workflow without that job, so that a new one is created.`
  })
}
