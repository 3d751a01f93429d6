// How a run that left jobs behind is resumed: the same advice for log, summary and report.
import type { ErrorCode } from '../domain.js'
import { code, say, type Message } from '../lib/message.js'
import { jobIds } from './outputs.js'
import { isSimulated, type RunRecord } from './record.js'

/** Failures after which the jobs that exist are of no use. */
const deadEnds: readonly ErrorCode[] = [
  'invalid-input',
  'upload-refused',
  'upload-expired',
  'upload-corrupt',
  'job-failed',
  'job-expired',
  'job-not-found',
  'results-expired'
]

/** What to do to get the missing results; undefined when nothing is missing, or nothing can be resumed. */
export function resumeAdvice(record: RunRecord): Message | undefined {
  const { status, error, parts, inputs } = record
  const ids = jobIds(record)
  const isWhole = parts.every(({ rows }) => rows)
  if (status === 'complete' || ids.length === 0 || isWhole) return undefined
  // The simulated service ends with the step.
  if (isSimulated(record)) return undefined
  if (error && deadEnds.includes(error.code)) return undefined
  if (inputs && inputs.jobIds.length > 0)
    return say`To resume, run the workflow again with the same \`job-ids\`: it downloads what is complete by then.`
  const cycle = inputs?.cycle ?? 'run'
  const again =
    cycle === 'run'
      ? say`choose “Re-run jobs” on this workflow run`
      : say`run the workflow again with ${code(`cycle: ${cycle}`)} and the same ID files`
  // Some parts of a set would be taken for the whole, and a job without its upload expires.
  const canDownload = parts.every(
    ({ jobId, origin, uploadedAt }) =>
      jobId !== undefined && (origin !== 'created' || uploadedAt !== undefined)
  )
  const orDownload = canDownload
    ? say`, or give ${code(`job-ids: '${JSON.stringify(ids)}'`)}`
    : ''
  return say`To resume, ${again}${orDownload}. The jobs are found at X by their names, and nothing is submitted twice.`
}
