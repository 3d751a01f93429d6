// One run of the check, phase by phase: inputs, IDs, jobs, results, publication.
import { rm } from 'node:fs/promises'
import { checkEnvironment } from '../lib/environment.js'
import { asFailure } from '../lib/failure.js'
import { normalizeProxies } from '../lib/http/proxy.js'
import { requireVerifiedTls } from '../lib/http/verified-tls.js'
import { makeStepFolders } from '../lib/step-folders.js'
import type { PartRows } from '../results/rows.js'
import { requireRoom } from '../results/room.js'
import { secretsIn } from '../x-api/credentials.js'
import { countResults } from './count-results.js'
import { reportEnding, settle, writeOutputs } from './ending.js'
import { credentialsOf, readInputs } from './inputs.js'
import type { PreparedIds } from './prepare-ids.js'
import { checkArtifact, publish } from './publish.js'
import { readIds } from './read-ids.js'
import { checkResultsPath, requireRoomForResults } from './results-path.js'
import { obtainResults } from './run-jobs.js'
import {
  budget,
  foldersOf,
  type CheckRecord,
  type Dependencies,
  type Folders,
  type Step
} from './step.js'

/** Runs the action to its end, whatever that is: the record then says it all, and is written. */
export async function run(
  record: CheckRecord,
  dependencies: Dependencies
): Promise<void> {
  const folders = foldersOf(dependencies.env)
  const over = new AbortController()
  try {
    await work(record, folders, dependencies, over.signal)
  } catch (thrown) {
    settle(record, asFailure(thrown), dependencies.log)
  } finally {
    over.abort()
  }
  await reportEnding(record, folders, dependencies)
  try {
    writeOutputs(record, dependencies)
  } catch (thrown) {
    // One error is enough: what went wrong first.
    if (record.error === undefined) {
      const failure = asFailure(thrown)
      settle(record, failure, dependencies.log)
      dependencies.announce(failure)
    }
  }
  await rm(folders.work, { recursive: true, force: true }).catch(
    (error: unknown) =>
      dependencies.log.debug(
        `The working folder was not removed: ${String(error)}`
      )
  )
}

async function work(
  record: CheckRecord,
  folders: Folders,
  dependencies: Dependencies,
  over: AbortSignal
): Promise<void> {
  const inputs = readInputs(dependencies.env)
  record.inputs = inputs
  const credentials = credentialsOf(inputs)
  const secrets = credentials ? secretsIn(credentials) : []
  for (const secret of secrets) dependencies.log.mask(secret)
  await checkEnvironment(dependencies.env)
  await makeStepFolders(folders)
  record.reportPath = folders.report
  normalizeProxies(dependencies.env)
  if (credentials) requireVerifiedTls(dependencies.env)
  const signal = budget(inputs, dependencies, over, () => {
    const current = record.parts.find(({ rows }) => !rows)
    return current !== undefined && current.completedAt === undefined
  })
  const rows = new Map<number, PartRows>()
  const step = { inputs, record, folders, dependencies, rows, signal }

  await checkResultsPath(step)
  await checkArtifact(step)
  const prepared = await readIds(step)
  if (inputs.dryRun) {
    record.status = 'checked'
    return
  }
  await requireRoom(prepared?.set.size ?? 0, folders.work)
  await requireRoomForResults(step, prepared?.set.size ?? 0)
  record.status = await runAndCount(step, prepared)
  if (record.status === 'complete') await publish(step)
}

/** Runs the jobs and counts their rows, also those of the finished parts when something fails. */
async function runAndCount(
  step: Step,
  prepared: PreparedIds | undefined
): Promise<'complete' | 'submitted'> {
  const { signal } = step
  const { log } = step.dependencies
  const outcome = await log
    .group('Run the jobs', () => obtainResults(step, prepared))
    .then(
      status => ({ status }),
      (thrown: unknown) => ({ thrown })
    )
  try {
    await log.group('Count the results', () => countResults(step, prepared))
  } catch (thrown) {
    if (!('thrown' in outcome)) {
      signal.throwIfAborted()
      throw thrown
    }
    const why = signal.aborted ? 'no time was left.' : asFailure(thrown).message
    log.info(`The rows of the finished parts were not joined: ${why}`)
  }
  if ('thrown' in outcome) throw outcome.thrown
  return outcome.status
}
