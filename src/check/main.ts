// One step: what a run touches outside itself, the signals of the runner, and the exit code.
import { inspect } from 'node:util'
import { artifactStore } from '../artifacts/store.js'
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

// What the step leaves is for its own user: 0700 and 0600.
process.umask(0o077)

const cancel = new AbortController()
const log = runnerLog()
const dependencies: Dependencies = {
  env: process.env,
  clock: systemClock,
  log,
  cancel: cancel.signal,
  setOutput: (name, value) => setOutput(process.env, name, value),
  writeSummary: markdown => {
    writeSummary(process.env, markdown)
  },
  announce,
  artifacts: artifactStore({ env: process.env, log }),
  startSimulator: async directory => {
    const { startSimulator } = await import('../simulator/index.js')
    return startSimulator({ directory })
  }
}
const record = openRecord(process.env, systemClock)

let isAnnounced = false

function announce(failure: Failure): void {
  isAnnounced = true
  const { what, why, fix } = failure.text
  const lines = joined([what, joined([why, fix])], '\n')
  issueError(
    `${plain(lines)} (${failure.code})`,
    `batch-compliance-action: ${failure.code}`
  )
  // A stranger's message says little; where it comes from says more.
  if (failure.code === 'internal') log.debug(inspect(failure.cause))
}

/** Ends at once, with what is known by now; for when the orderly way out is barred. */
function abandon(failure: Failure): void {
  // What comes after the one error, such as of work that was given up, is its consequence.
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
  const failure = cancelled(signal, record.inputs?.simulate === true)
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
  // A process whose event loop drains would otherwise end in the middle of its work.
  process.on('beforeExit', () =>
    abandon(asFailure(new Error('the process stopped before its end')))
  )
  await run(record, dependencies)
  process.stdout.write('', () => process.exit(record.error ? 1 : 0))
}
