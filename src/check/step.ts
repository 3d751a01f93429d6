// What every phase of a run works with: its inputs, its record, its folders, what it touches outside, and its time.
import { join } from 'node:path'
import type { ArtifactStore } from '../artifacts/store.js'
import type { Clock } from '../lib/clock.js'
import { Failure } from '../lib/failure.js'
import type { Environment } from '../lib/inputs.js'
import type { Log } from '../lib/log.js'
import { say } from '../lib/message.js'
import { stepFolders, type StepFolders } from '../lib/step-folders.js'
import { duration } from '../lib/text.js'
import { runContext } from '../lib/run-context.js'
import type { RunRecord } from '../report/record.js'
import type { PartRows } from '../results/rows.js'
import type { Inputs } from './inputs.js'

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
  artifacts: ArtifactStore
  /** Starts the embedded simulator, which keeps its files in the folder. */
  startSimulator(directory: string): Promise<SimulatedService>
}

interface SimulatedService {
  url: string
  token: string
  close(): Promise<void>
}

/** The folders of a step, and its results. */
export interface Folders extends StepFolders {
  /** Stays, unless `results-path` says otherwise. */
  results: string
}

/** The record of a run with all inputs of the action. */
export interface CheckRecord extends RunRecord {
  inputs?: Inputs
}

/** What every phase needs. */
export interface Step {
  inputs: Inputs
  record: CheckRecord
  folders: Folders
  dependencies: Dependencies
  /** The results of each part that was downloaded, by its number. */
  rows: Map<number, PartRows>
  /** Ends everything before publication: the budget is spent, or the step cancelled. */
  signal: AbortSignal
}

/** The empty record of a run that starts now. */
export function openRecord(env: Environment, clock: Clock): CheckRecord {
  return {
    startedAt: clock.now(),
    context: runContext(env),
    status: 'failed',
    parts: [],
    requests: 0
  }
}

/** The folders of a step that starts now. */
export function foldersOf(env: Environment): Folders {
  const folders = stepFolders(env)
  return { ...folders, results: join(folders.own, 'results.ndjson') }
}

/**
 * A signal that aborts when the step is cancelled or its budget is spent; the
 * clock stops with `over`.
 *
 * @param waitsForX whether it is X that has not finished by then
 */
export function budget(
  { timeout, onTimeout }: Inputs,
  { clock, cancel }: Pick<Dependencies, 'clock' | 'cancel'>,
  over: AbortSignal,
  waitsForX: () => boolean
): AbortSignal {
  const spent = new AbortController()
  const goesOn = say`, or set \`on-timeout: continue\` with a longer \`cycle\` and let scheduled runs resume`
  clock.sleep(timeout, AbortSignal.any([cancel, over])).then(
    () => {
      const isX = waitsForX()
      spent.abort(
        new Failure('timeout', {
          what: say`${isX ? 'X' : 'The step'} did not finish within the \`timeout\` of ${duration(timeout)}.`,
          why: isX
            ? say`Jobs take from minutes to hours, and X states no maximum.`
            : undefined,
          fix: say`Run the workflow again: it resumes the jobs that exist. Or raise \`timeout\`${onTimeout === 'continue' ? '' : goesOn}.`
        })
      )
    },
    () => spent.abort(cancel.reason)
  )
  return spent.signal
}
