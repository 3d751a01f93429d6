// The phase that counts the result rows and writes the lists, as far as parts are complete.
import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { eventOutputs } from '../domain.js'
import type { Log } from '../lib/log.js'
import { count, plural } from '../lib/text.js'
import { partsLeftOut, tieOf, type Tie } from '../lifecycle/job-match.js'
import { tallyRows } from '../results/tally.js'
import type { PreparedIds } from './prepare-ids.js'
import { resultsPathOf } from './results-path.js'
import type { Step } from './step.js'

/** Time for joining the finished parts after the step was cancelled, in ms; ten times this when its budget is spent. */
const grace = 2000

/** Counts the rows of the finished parts; nothing when there are none. */
export async function countResults(
  step: Step,
  prepared: PreparedIds | undefined
): Promise<void> {
  const { inputs, record, folders, dependencies, signal } = step
  const { log, cancel } = dependencies
  const done = record.parts.flatMap(({ part, rows }) => {
    const opened = rows && step.rows.get(part)
    return opened ? [opened] : []
  })
  const isEmptySet = prepared?.parts.length === 0 && record.parts.length === 0
  if (done.length === 0 && !isEmptySet) return
  const tie =
    prepared &&
    tieOf(
      record.parts,
      prepared.parts.map(({ sha256 }) => sha256)
    )
  const whole = done.length === record.parts.length
  if (whole && inputs.jobIds.length > 0)
    warnOfStrangeJobs(tie, partsLeftOut(record.parts), log)
  const submitted = whole && tie !== 'other' ? prepared?.set : undefined
  const resultsPath = resultsPathOf(step)
  await mkdir(dirname(resultsPath), { recursive: true })
  const { counts, failure } = await tallyRows(
    {
      parts: done,
      resultsPath,
      submitted,
      mayHoldOthers: tie !== 'same',
      listsDirectory: submitted && folders.report,
      directory: folders.work
    },
    {
      log,
      // Of a run that has ended already, a little is saved.
      signal: signal.aborted
        ? AbortSignal.timeout(cancel.aborted ? grace : 10 * grace)
        : signal
    }
  )
  record.tally = counts
  record.resultsPath = resultsPath
  const { events, byEvent } = counts
  const named = eventOutputs.map(name => `${count(byEvent[name])} ${name}`)
  log.info(`${plural(events, 'event')}: ${named.join(', ')}.`)
  if (failure) throw failure
}

/** What the names of the jobs in `job-ids` tell about what their answer is not. */
function warnOfStrangeJobs(
  tie: Tie | undefined,
  leftOut: number,
  log: Log
): void {
  if (tie === 'unknown')
    log.warning(
      'The names of the jobs in `job-ids` do not tell which IDs they hold. IDs without a row count as unaffected, which is true only if these jobs contained all of them.'
    )
  if (tie === 'other')
    log.warning(
      'The jobs in `job-ids` are for other IDs than those of `ids`, or for other parts of them. Their rows are counted, but which of the IDs need no action is not known.'
    )
  if (leftOut > 0)
    log.warning(
      `By their names, the jobs in \`job-ids\` are parts of larger sets: ${plural(leftOut, 'part is', 'parts are')} missing, and nothing is known about the IDs in them.`
    )
}
