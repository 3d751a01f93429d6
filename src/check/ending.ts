// How a run ends: its status, its reports and outputs, and the advice on resuming it, on every path.
import { asFailure, Failure } from '../lib/failure.js'
import type { Log } from '../lib/log.js'
import { plain, say } from '../lib/message.js'
import { withStanding } from '../lifecycle/interrupted.js'
import { writeReports } from '../report/files.js'
import { outputsOf } from '../report/outputs.js'
import { resumeAdvice } from '../report/resume-advice.js'
import { summary } from '../report/summary.js'
import type { CheckRecord, Dependencies, Folders } from './step.js'

/** Settles how the run ended, other than well. */
export function settle(record: CheckRecord, failure: Failure, log: Log): void {
  const { code } = failure
  if (code !== 'timeout' && code !== 'cancelled') {
    record.status = code === 'events-found' ? 'complete' : 'failed'
    record.error = failure
    return
  }
  const ended = withStanding(failure, record.parts)
  record.status = code
  if (code === 'timeout' && record.inputs?.onTimeout === 'continue')
    log.warning(ended.message)
  else record.error = ended
}

/** Writes reports and summary, and says in the log how it ended. */
export async function reportEnding(
  record: CheckRecord,
  folders: Folders,
  dependencies: Dependencies
): Promise<void> {
  const { log } = dependencies
  if (record.reportPath !== undefined)
    await writeReports(record, folders.report).catch((thrown: unknown) => {
      // What went wrong first is what the user must know.
      if (record.error)
        log.warning(`The reports were not written: ${String(thrown)}`)
      else settle(record, asFailure(thrown), log)
    })
  if (record.inputs?.summary !== false)
    try {
      dependencies.writeSummary(summary(record))
    } catch (error) {
      log.warning(`The job summary was not written: ${String(error)}`)
    }
  const advice = resumeAdvice(record)
  if (advice) log.info(plain(advice))
  if (record.error) dependencies.announce(record.error)
}

/** The runner ended the step by a signal. */
export function cancelled(
  signal: NodeJS.Signals,
  isSimulated: boolean
): Failure {
  return new Failure('cancelled', {
    what: say`The step was cancelled (${signal}).`,
    why: say`Somebody cancelled the run, \`timeout-minutes\` was reached, a concurrency group has \`cancel-in-progress\`, or the runner was shut down.`,
    fix: isSimulated
      ? say`The simulated service ended with the step; run it again from the start.`
      : say`A submitted job continues at X. To download its results, run the workflow again: choose “Re-run jobs” on this run under \`cycle: run\`, or give its ID as \`job-ids\`.`
  })
}

/** Sets every output that is known. */
export function writeOutputs(
  record: CheckRecord,
  { setOutput }: Pick<Dependencies, 'setOutput'>
): void {
  for (const [name, value] of Object.entries(outputsOf(record)))
    setOutput(name, value)
}
