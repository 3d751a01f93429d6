// One step of `apply`: what a run touches outside itself, the signals of the runner, and the exit code.
import { inspect } from 'node:util'
import { systemClock } from '../lib/clock.js'
import { asFailure, type Failure } from '../lib/failure.js'
import { joined, plain } from '../lib/message.js'
import {
  issueError,
  runnerLog,
  setOutput,
  writeSummary
} from '../lib/runner-commands.js'
import { cancelled, writeOutputs } from './ending.js'
import { run } from './run.js'
import { openRecord, type Dependencies } from './step.js'

/** After SIGINT a runner waits 7.5 s before it sends SIGTERM, and 2.5 s more before it kills. */
const limitAfterCancel = 4000

const cancel = new AbortController()
const log = runnerLog()
const record = openRecord(process.env, systemClock)
let isAnnounced = false

const dependencies: Dependencies = {
  env: process.env,
  clock: systemClock,
  log,
  cancel: cancel.signal,
  setOutput: (name, value) => setOutput(process.env, name, value),
  writeSummary: markdown => {
    writeSummary(process.env, markdown)
  },
  announce
}

function announce(failure: Failure): void {
  isAnnounced = true
  const { what, why, fix } = failure.text
  const lines = joined([what, joined([why, fix])], '\n')
  issueError(
    `${plain(lines)} (${failure.code})`,
    `batch-compliance-action/apply: ${failure.code}`
  )
  if (failure.code === 'internal') log.debug(inspect(failure.cause))
}

/** Ends at once, with what is known by now; for when the orderly way out is barred. */
function abandon(failure: Failure): void {
  const isFirst = !isAnnounced
  if (isFirst) {
    record.error = failure
    record.status = failure.code === 'cancelled' ? 'cancelled' : 'failed'
  }
  try {
    writeOutputs(record, dependencies)
  } finally {
    if (isFirst) announce(failure)
    process.exit(1)
  }
}

function onSignal(signal: NodeJS.Signals): void {
  if (cancel.signal.aborted) return
  const failure = cancelled(signal)
  cancel.abort(failure)
  setTimeout(abandon, limitAfterCancel, failure)
}

/**
 * Runs the step and ends the process.
 *
 * @param signals those by which a runner ends a step
 * @param early those that came before this was loaded
 */
export async function main(
  signals: readonly NodeJS.Signals[],
  early: readonly NodeJS.Signals[]
): Promise<void> {
  for (const signal of signals) process.on(signal, onSignal)
  early.forEach(onSignal)
  process.on('uncaughtException', error => abandon(asFailure(error)))
  process.on('beforeExit', () =>
    abandon(asFailure(new Error('the process stopped before its end')))
  )
  await run(record, dependencies)
  process.stdout.write('', () => process.exit(record.error ? 1 : 0))
}
