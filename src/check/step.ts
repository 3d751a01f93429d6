// What every phase of a run works with: its inputs, its record, its folders, what it touches outside, and its time.
import { randomBytes } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import type { ArtifactStore } from '../artifacts/store.js'
import type { Clock } from '../lib/clock.js'
import { environmentUnusable } from '../lib/environment.js'
import { asFailure, Failure } from '../lib/failure.js'
import type { Environment } from '../lib/inputs.js'
import type { Log } from '../lib/log.js'
import { plain, say } from '../lib/message.js'
import { duration } from '../lib/text.js'
import { version } from '../lib/version.js'
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

/** The folders of a step. */
export interface Folders {
  workspace: string
  /** Goes when the step ends. */
  work: string
  /** Stays: `report-path`. */
  report: string
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
    context: {
      repository: env['GITHUB_REPOSITORY'] ?? '',
      workflow: env['GITHUB_WORKFLOW'] ?? '',
      sha: env['GITHUB_SHA'] ?? '',
      runId: env['GITHUB_RUN_ID'] ?? '0',
      runAttempt: Number(env['GITHUB_RUN_ATTEMPT'] ?? '1'),
      serverUrl: env['GITHUB_SERVER_URL'] ?? 'https://github.com',
      actionVersion: version
    },
    status: 'failed',
    parts: [],
    requests: 0
  }
}

/** The folders of a step that starts now; their names are nobody else's. */
export function foldersOf(env: Environment): Folders {
  const name = `batch-compliance-${randomBytes(6).toString('hex')}`
  const own = resolve(env['RUNNER_TEMP'] ?? tmpdir(), name)
  return {
    workspace: resolve(env['GITHUB_WORKSPACE'] ?? process.cwd()),
    work: join(own, 'work'),
    report: join(own, 'report'),
    results: join(own, 'results.ndjson')
  }
}

/** @throws Failure `environment-unusable` that names RUNNER_TEMP, or `disk-full` */
export async function makeFolders(folders: Folders): Promise<void> {
  const own = dirname(folders.work)
  try {
    await mkdir(dirname(own), { recursive: true })
    // Nobody else may have made it, nor look into it.
    await mkdir(own, { mode: 0o700 })
    await mkdir(folders.work)
    await mkdir(folders.report)
  } catch (thrown) {
    const { code, text } = asFailure(thrown)
    if (code !== 'environment-unusable') throw thrown
    throw environmentUnusable(
      say`The folder for temporary files, \`RUNNER_TEMP\`, cannot be used: ${plain(text.what)}`,
      thrown
    )
  }
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
