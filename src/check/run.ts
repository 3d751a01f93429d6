// One run of the action, phase by phase: inputs, IDs, jobs, results, publication.
import { code, say } from '../lib/message.js'
import { randomBytes } from 'node:crypto'
import { mkdir, open, realpath, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import type { ArtifactStore } from '../artifacts/store.js'
import type { Clock } from '../lib/clock.js'
import { asFailure, Failure, isErrnoException } from '../lib/failure.js'
import type { ErrorCode } from '../domain.js'
import { judgeEmpty } from './empty-set.js'
import { prepareIds, type PreparedIds } from './prepare-ids.js'
import { readInputs, type Inputs } from './inputs.js'
import type { Environment } from '../lib/inputs.js'
import { collectJobs, runJobs } from '../lifecycle/run-jobs.js'
import { withStanding } from '../lifecycle/interrupted.js'
import { partsLeftOut, tieOf, type Tie } from '../lifecycle/job-match.js'
import type { Log } from '../lib/log.js'
import { jobIds, outputsOf } from '../report/outputs.js'
import { stageArtifact, writeReports } from '../report/files.js'
import { gate } from './fail-on.js'
import { summary } from '../report/summary.js'
import { eventOutputs } from '../domain.js'
import { isSimulated, type RunRecord } from '../report/record.js'
import type { PartRecord } from '../lifecycle/part-record.js'
import { requireRoom } from '../results/room.js'
import { tallyRows } from '../results/tally.js'
import { connect } from '../x-api/compliance-service.js'
import { formsOf } from '../x-api/origin.js'
import { normalizeProxies } from '../lib/http/proxy.js'
import { count, duration, plural } from '../lib/text.js'
import { version } from '../lib/version.js'

/** What a run touches outside itself. */
export interface Edges {
  env: Environment
  clock: Clock
  log: Log
  /** Aborts, with a `Failure` of code `cancelled`, when the runner ends the step. */
  cancel: AbortSignal
  setOutput(name: string, value: string): void
  writeSummary(markdown: string): Promise<void>
  /** Prints the one error of a failed step. */
  announce(failure: Failure): void
  artifacts: ArtifactStore
  /** Starts the embedded simulator. */
  startSimulator(): Promise<SimulatedService>
}

interface SimulatedService {
  url: string
  token: string
  close(): Promise<void>
}

/** The record of a run with all inputs of the action. */
export interface CheckRecord extends RunRecord {
  inputs?: Inputs
}

/** The folders of a step. */
interface Folders {
  workspace: string
  /** Goes when the step ends. */
  work: string
  /** Stays: `report-path`. */
  report: string
  /** Stays, unless `results-path` says otherwise. */
  results: string
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

/** Runs the action to its end, whatever that is: the record then says it all, and is written. */
export async function run(record: CheckRecord, edges: Edges): Promise<void> {
  const folders = foldersOf(edges.env)
  const over = new AbortController()
  try {
    await work(record, folders, edges, over.signal)
  } catch (thrown) {
    settle(record, asFailure(thrown), edges.log)
  } finally {
    over.abort()
  }
  await tell(record, folders, edges)
  writeOutputs(record, edges)
  await rm(folders.work, { recursive: true, force: true }).catch(
    (error: unknown) =>
      edges.log.debug(`The working folder stays: ${String(error)}`)
  )
}

/** Sets every output that is known. */
export function writeOutputs(
  record: CheckRecord,
  edges: Pick<Edges, 'setOutput'>
): void {
  for (const [name, value] of Object.entries(outputsOf(record)))
    edges.setOutput(name, value)
}

/** What every phase of a run needs. */
interface Step {
  inputs: Inputs
  record: CheckRecord
  folders: Folders
  edges: Edges
  /** Ends everything before publication: the budget is spent, or the step cancelled. */
  signal: AbortSignal
}

async function work(
  record: CheckRecord,
  folders: Folders,
  edges: Edges,
  over: AbortSignal
): Promise<void> {
  const inputs = readInputs(edges.env)
  record.inputs = inputs
  for (const form of formsOf(inputs.bearerToken)) edges.log.mask(form)
  await mkdir(folders.work, { recursive: true })
  await mkdir(folders.report, { recursive: true })
  record.reportPath = folders.report
  normalizeProxies(edges.env)
  const signal = budget(inputs, edges, over)
  const step = { inputs, record, folders, edges, signal }

  await checkResultsPath(step)
  await checkArtifact(step)
  const prepared = await prepare(step)
  if (inputs.dryRun) {
    record.status = 'checked'
    return
  }
  await requireRoom(prepared?.set.size ?? 0, folders.work)
  record.status = await obtain(step, prepared)
  if (record.status === 'complete') await publish(step)
}

/** A signal that aborts when the step is cancelled or its budget is spent; the clock stops with `over`. */
function budget(
  { timeout, onTimeout }: Inputs,
  { clock, cancel }: Edges,
  over: AbortSignal
): AbortSignal {
  const spent = new AbortController()
  clock.sleep(timeout, AbortSignal.any([cancel, over])).then(
    () =>
      spent.abort(
        new Failure('timeout', {
          what: say`The budget of ${duration(timeout)} (\`timeout\`) is spent and the work is not done.`,
          why: say`Jobs take from minutes to hours, and X states no maximum.`,
          fix: say`Run the workflow again: it goes on with what exists. Or raise \`timeout\`${
            onTimeout === 'continue'
              ? '.'
              : say`, or set \`on-timeout: continue\` with a longer \`cycle\` and let scheduled runs go on.`
          }`
        })
      ),
    () => spent.abort(cancel.reason)
  )
  return spent.signal
}

/** @throws Failure `invalid-input` when the results cannot be put where they are wanted */
async function checkResultsPath({ inputs, folders }: Step): Promise<void> {
  const path = resultsPathOf(inputs, folders)
  const found = await stat(path).catch(() => undefined)
  if (found && !found.isFile())
    throw wrongResultsPath(path, 'exists and is no file')
  if (inputs.dryRun) return
  const probe = `${path}.${process.pid}.probe`
  try {
    await mkdir(dirname(path), { recursive: true })
    await (await open(probe, 'w')).close()
    await rm(probe)
  } catch (error) {
    if (!isErrnoException(error) || error.code === 'ENOSPC') throw error
    throw wrongResultsPath(path, `cannot be written (${error.code ?? ''})`)
  }
}

/** Whether a path leads to one of the files, through links of folders too. */
async function isAmong(
  path: string,
  root: string,
  files: readonly { name: string }[]
): Promise<boolean> {
  const folder = await realpath(dirname(path)).catch(() => undefined)
  if (folder === undefined) return false
  const real = join(folder, basename(path))
  for (const { name } of files) {
    const file = resolve(root, name)
    if ((await realpath(file).catch(() => file)) === real) return true
  }
  return false
}

function wrongResultsPath(path: string, because: string): Failure {
  return new Failure('invalid-input', {
    what: say`\`results-path\` is ${code(path, 200)}, which ${because}.`,
    fix: say`Name a file for the results alone, in a folder that can be written to, such as \`results.ndjson\`.`
  })
}

function resultsPathOf({ resultsPath }: Inputs, folders: Folders): string {
  return resolve(folders.workspace, resultsPath ?? folders.results)
}

/** Finds out before any work whether the artifact can be published, and who could read it. */
async function checkArtifact(step: Step): Promise<void> {
  const { inputs, edges, signal } = step
  if (inputs.publish === 'none' || inputs.dryRun) return
  const { artifacts, log } = edges
  await artifacts.check(inputs.artifactName, {
    overwrite: inputs.overwrite,
    signal
  })
  if (
    inputs.publish === 'full' &&
    (await artifacts.isPublic(inputs.githubToken, signal))
  )
    log.warning(
      'This repository is public: everyone who is signed in to GitHub can download the artifact, which lists the IDs of removed posts or accounts. Use a private repository, or set `publish: counts` or `publish: none`.'
    )
}

/** Reads and judges the ID files; undefined when there are none (`job-ids` alone). */
async function prepare(step: Step): Promise<PreparedIds | undefined> {
  const { inputs, record, folders, edges, signal } = step
  const { log } = edges
  if (inputs.ids.length === 0 && inputs.idsArtifact === undefined)
    return undefined
  return log.group('Read the ID files', async () => {
    const root =
      inputs.idsArtifact === undefined
        ? folders.workspace
        : await fetchArtifact(step, inputs.idsArtifact)
    const prepared = await prepareIds(
      {
        patterns: inputs.ids,
        root,
        origin: inputs.idsArtifact === undefined ? 'workspace' : 'artifact',
        type: inputs.type,
        format: inputs.idsFormat,
        column: inputs.idsColumn,
        onInvalid: inputs.onInvalidIds,
        onDamaged: inputs.onDamagedIds,
        maxUploadSize: inputs.maxUploadSize,
        directory: folders.work
      },
      {
        log,
        signal,
        report: ids => {
          record.ids = ids
        }
      }
    )
    const { read, submitted, duplicate, invalid } = prepared.record
    log.info(
      `${count(read)} read: ${plural(submitted, 'distinct ID')}, ${count(duplicate)} duplicate, ${count(invalid)} invalid.`
    )
    record.ids = prepared.record
    const resultsPath = resultsPathOf(inputs, folders)
    if (await isAmong(resultsPath, root, record.ids.files))
      throw wrongResultsPath(resultsPath, 'is one of the ID files')
    record.parts = prepared.parts.map(({ part, ids, sha256 }) => ({
      part,
      ids,
      digest: sha256
    }))
    judgeEmpty(prepared.record, inputs.ifNoIdsFound, log)
    return prepared
  })
}

async function fetchArtifact(step: Step, name: string): Promise<string> {
  const { inputs, folders, edges, signal } = step
  const directory = join(folders.work, 'ids-artifact')
  await edges.artifacts.fetch({
    name,
    runId: inputs.idsArtifactRunId,
    repository: inputs.idsArtifactRepository,
    token: inputs.githubToken,
    directory,
    signal
  })
  return directory
}

/** Runs or collects the jobs and counts their rows, also those of the finished parts when something fails. */
async function obtain(
  step: Step,
  prepared: PreparedIds | undefined
): Promise<'complete' | 'submitted'> {
  const { edges } = step
  const run = () => runOrCollect(step, prepared)
  const outcome = await edges.log.group('Run the jobs', run).then(
    status => ({ status }),
    (thrown: unknown) => ({ thrown })
  )
  try {
    await edges.log.group('Count the results', () => tally(step, prepared))
  } catch (thrown) {
    if (!('thrown' in outcome)) {
      edges.cancel.throwIfAborted()
      throw thrown
    }
    edges.log.info(
      `The rows of the finished parts were not joined: ${asFailure(thrown).message}`
    )
  }
  if ('thrown' in outcome) throw outcome.thrown
  return outcome.status
}

async function runOrCollect(
  step: Step,
  prepared: PreparedIds | undefined
): Promise<'complete' | 'submitted'> {
  const { inputs, record, folders, edges, signal } = step
  if (prepared?.parts.length === 0 && inputs.jobIds.length === 0)
    return 'complete'
  const simulator = inputs.simulate ? await edges.startSimulator() : undefined
  if (simulator)
    edges.log.warning(
      'These results are simulated: the embedded simulator made them up, and nothing was sent to X.'
    )
  const service = connect({
    apiUrl: simulator?.url ?? inputs.apiUrl,
    token: simulator?.token ?? inputs.bearerToken,
    userAgent: `batch-compliance-action/${version}`,
    clock: edges.clock,
    log: edges.log,
    signal
  })
  const phase = {
    service,
    clock: edges.clock,
    log: edges.log,
    signal,
    report: (parts: readonly PartRecord[]) => {
      const before = JSON.stringify(jobIds(record))
      record.parts = [...parts]
      record.requests = service.requests
      const now = JSON.stringify(jobIds(record))
      if (now !== before) edges.setOutput('job-ids', now)
    }
  }
  const common = {
    type: inputs.type,
    wait: inputs.wait,
    pollInterval: inputs.pollInterval,
    directory: folders.work
  }
  try {
    return inputs.jobIds.length > 0
      ? await collectJobs({ ...common, jobIds: inputs.jobIds }, phase)
      : await runJobs(
          {
            ...common,
            parts: prepared?.parts ?? [],
            cycle: inputs.cycle,
            runId: record.context.runId,
            onActiveJob: inputs.onActiveJob,
            deadline: record.startedAt + inputs.timeout
          },
          phase
        )
  } finally {
    record.requests = service.requests
    await simulator?.close()
  }
}

/** Time for joining the finished parts after the step was cancelled, in ms. */
const graceAfterCancel = 2000

async function tally(
  { inputs, record, folders, edges }: Step,
  prepared: PreparedIds | undefined
): Promise<void> {
  const done = record.parts.flatMap(({ part, rows }) =>
    rows ? { part, path: rows.path } : []
  )
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
    warnOfStrangeJobs(tie, partsLeftOut(record.parts), edges.log)
  const submitted = whole && tie !== 'other' ? prepared?.set : undefined
  const resultsPath = resultsPathOf(inputs, folders)
  await mkdir(dirname(resultsPath), { recursive: true })
  record.tally = await tallyRows(
    {
      parts: done,
      resultsPath,
      submitted,
      listsDirectory: submitted && folders.report,
      directory: folders.work
    },
    {
      log: edges.log,
      signal: edges.cancel.aborted
        ? AbortSignal.timeout(graceAfterCancel)
        : edges.cancel
    }
  )
  record.resultsPath = resultsPath
  const { events, byEvent } = record.tally
  const named = eventOutputs.map(name => `${count(byEvent[name])} ${name}`)
  edges.log.info(`${plural(events, 'event')}: ${named.join(', ')}.`)
}

/** What the names of the jobs in `job-ids` tell about what their answer is not. */
function warnOfStrangeJobs(
  tie: Tie | undefined,
  leftOut: number,
  log: Log
): void {
  if (tie === 'unknown')
    log.warning(
      'The names of the jobs in `job-ids` do not tell which IDs they hold. IDs without a row count as in order; that is so only if all of them were in these jobs.'
    )
  if (tie === 'other')
    log.warning(
      'The jobs in `job-ids` were made for other IDs than those of `ids`, or for other parts of them. Their rows are counted, but which of these IDs are in order is not known.'
    )
  if (leftOut > 0)
    log.warning(
      `By their names, the jobs in \`job-ids\` are some parts of larger sets: ${plural(leftOut, 'part is', 'parts are')} not among them, and nothing is known of the IDs in these.`
    )
}

/** Publishes the artifact, then lets `fail-on` judge; the report that is published knows the verdict. */
async function publish({
  inputs,
  record,
  folders,
  edges
}: Step): Promise<void> {
  const found = gate(record)
  if (found) record.error = found
  if (inputs.publish !== 'none')
    record.artifact = await edges.log.group(
      'Publish the artifact',
      async () => {
        await writeReports(record, folders.report)
        const directory = join(folders.work, 'artifact')
        return edges.artifacts.publish({
          name: inputs.artifactName,
          directory,
          files: await stageArtifact(record, folders.report, directory),
          retentionDays: inputs.retentionDays,
          compressionLevel: inputs.compressionLevel,
          overwrite: inputs.overwrite,
          signal: edges.cancel
        })
      }
    )
  if (found) throw found
}

/** Settles how the run ended, other than well. */
function settle(record: CheckRecord, failure: Failure, log: Log): void {
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
async function tell(
  record: CheckRecord,
  folders: Folders,
  edges: Edges
): Promise<void> {
  const { log } = edges
  if (record.reportPath !== undefined)
    await writeReports(record, folders.report).catch((thrown: unknown) => {
      // What went wrong first is what the user must know.
      if (record.error)
        log.warning(`The reports were not written: ${String(thrown)}`)
      else settle(record, asFailure(thrown), log)
    })
  if (record.inputs?.summary !== false)
    await edges
      .writeSummary(summary(record))
      .catch((error: unknown) =>
        log.warning(`The job summary was not written: ${String(error)}`)
      )
  sayHowToGoOn(record, log)
  if (record.error) edges.announce(record.error)
}

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

/** With a job left behind, the next run needs to know what to do with it. Simulated ones are gone. */
function sayHowToGoOn(record: RunRecord, log: Log): void {
  const { status, error, parts } = record
  const ids = jobIds(record)
  if (status === 'complete' || ids.length === 0 || isSimulated(record)) return
  if (error && deadEnds.includes(error.code)) return
  // Some parts of a set would be taken for the whole, and a job without its upload expires.
  const isWhole = parts.every(
    ({ jobId, origin, uploadedAt }) =>
      jobId !== undefined && (origin !== 'created' || uploadedAt !== undefined)
  )
  log.info(
    `To go on, run this workflow again with the same \`cycle\` and ID files (for \`cycle: run\`: re-run this very run)${isWhole ? `, or collect the jobs with \`job-ids: '${JSON.stringify(ids)}'\`` : ''}.`
  )
}

function foldersOf(env: Environment): Folders {
  const name = `batch-compliance-${randomBytes(6).toString('hex')}`
  const own = resolve(env['RUNNER_TEMP'] ?? tmpdir(), name)
  return {
    workspace: resolve(env['GITHUB_WORKSPACE'] ?? process.cwd()),
    work: join(own, 'work'),
    report: join(own, 'report'),
    results: join(own, 'results.ndjson')
  }
}
