// One step: what a run touches outside itself.
import { artifactStore } from '../artifacts/store.js'
import { systemClock } from '../lib/clock.js'
import { runnerLog, setOutput, writeSummary } from '../lib/runner-commands.js'
import { StepProcess } from '../lib/step-process.js'
import { cancelled, writeOutputs } from './ending.js'
import { run } from './run.js'
import { openRecord, type Dependencies } from './step.js'

// What the step leaves is for its own user: 0700 and 0600.
process.umask(0o077)

const log = runnerLog()
const record = openRecord(process.env, systemClock)
const step = new StepProcess({
  title: 'batch-compliance-action',
  log,
  record,
  cancelled: signal => cancelled(signal, record.inputs?.simulate === true)
})
const dependencies: Dependencies = {
  env: process.env,
  clock: systemClock,
  log,
  cancel: step.cancel,
  setOutput: (name, value) => setOutput(process.env, name, value),
  writeSummary: markdown => {
    writeSummary(process.env, markdown)
  },
  announce: failure => {
    step.announce(failure)
  },
  artifacts: artifactStore({ env: process.env, log }),
  startSimulator: async directory => {
    const { startSimulator } = await import('../simulator/index.js')
    return startSimulator({ directory })
  }
}

/** Runs the step and ends the process; see `StepProcess`. */
export function main(
  signals: readonly NodeJS.Signals[],
  early: readonly NodeJS.Signals[]
): Promise<void> {
  return step.run(
    () => run(record, dependencies),
    () => {
      writeOutputs(record, dependencies)
    },
    signals,
    early
  )
}
