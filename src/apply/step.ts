// What every phase of a run of `apply` works with.
import type { Clock } from '../lib/clock.js'
import type { Failure } from '../lib/failure.js'
import type { Environment } from '../lib/inputs.js'
import type { Log } from '../lib/log.js'
import type { StepFolders } from '../lib/step-folders.js'
import { runContext } from '../lib/run-context.js'
import type { Inputs } from './inputs.js'
import type { ApplyRecord } from './record.js'

/** What a run touches outside itself. */
export interface Dependencies {
  env: Environment
  clock: Clock
  log: Log
  /** Aborts, with a `Failure` of code `cancelled`, when the runner ends the step. */
  cancel: AbortSignal
  setOutput(name: string, value: string): void
  writeSummary(markdown: string): void
  /** Prints the one error of a failed step. */
  announce(failure: Failure): void
}

export interface Step {
  inputs: Inputs
  record: ApplyRecord
  folders: StepFolders
  dependencies: Dependencies
}

/** Logs a warning, and keeps it for the reports. */
export function warn(
  { record, dependencies }: Pick<Step, 'record' | 'dependencies'>,
  sentence: string
): void {
  record.warnings.push(sentence)
  dependencies.log.warning(sentence)
}

/** The empty record of a run that starts now. */
export function openRecord(env: Environment, clock: Clock): ApplyRecord {
  return {
    startedAt: clock.now(),
    context: runContext(env),
    status: 'failed',
    results: [],
    files: [],
    filesChanged: 0,
    refetch: 0,
    review: 0,
    warnings: []
  }
}
