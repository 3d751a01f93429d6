// One run of `apply`, phase by phase: inputs, results, data, gates, and only then the first byte that is written.
import { rm } from 'node:fs/promises'
import { checkEnvironment } from '../lib/environment.js'
import { asFailure, Failure } from '../lib/failure.js'
import { joined, plain, say } from '../lib/message.js'
import {
  makeStepFolders,
  stepFolders,
  type StepFolders
} from '../lib/step-folders.js'
import { count, plural } from '../lib/text.js'
import { reportEnding, writeOutputs } from './ending.js'
import { Lists } from './evidence.js'
import { findData, outputFolder } from './find-data.js'
import { readInputs } from './inputs.js'
import { scanData } from './scan-data.js'
import { Locks } from './lock.js'
import { totalsOf, type ApplyRecord } from './record.js'
import { loadResults } from './results.js'
import { warn, type Dependencies } from './step.js'
import { warnOf } from './warnings.js'
import { copyFiles, replaceFiles } from './write-data.js'

/** Runs the action to its end, whatever that is: the record then says it all, and is written. */
export async function run(
  record: ApplyRecord,
  dependencies: Dependencies
): Promise<void> {
  const folders = stepFolders(dependencies.env)
  const locks = new Locks()
  try {
    await work(record, folders, dependencies, locks)
  } catch (thrown) {
    const failure = asFailure(thrown)
    record.error = failure
    record.status = failure.code === 'cancelled' ? 'cancelled' : 'failed'
  }
  await locks.releaseAll()
  await reportEnding(record, folders, dependencies)
  try {
    writeOutputs(record, dependencies)
  } catch (thrown) {
    if (record.error === undefined) {
      record.error = asFailure(thrown)
      dependencies.announce(record.error)
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
  record: ApplyRecord,
  folders: StepFolders,
  dependencies: Dependencies,
  locks: Locks
): Promise<void> {
  const { log, cancel, clock } = dependencies
  const inputs = readInputs(dependencies.env)
  record.inputs = inputs
  await checkEnvironment(dependencies.env)
  await makeStepFolders(folders)
  record.reportPath = folders.report
  const step = { inputs, record, folders, dependencies }
  const { results, verdicts, sources } = await log.group(
    'Read the results',
    () =>
      loadResults({
        inputs,
        workspace: folders.workspace,
        directory: folders.work,
        now: clock.now(),
        signal: cancel
      })
  )
  record.results = results
  const files = await findData(step, sources)
  const output =
    inputs.mode === 'copy' ? await outputFolder(step, files) : undefined
  const lists = new Lists(folders.work, cancel)
  const scanned = await log.group('Scan the data', () =>
    scanData(step, files, verdicts, locks, lists)
  )
  const sizes = await lists.write(folders.report)
  record.refetch = sizes.refetch
  record.review = sizes.review
  const { read, removed, changed } = totalsOf(record)
  log.info(
    `${plural(read, 'record')} in ${plural(files.length, 'file')}: ${count(removed)} to remove, ${count(changed)} to change.`
  )
  await warnOf(step, verdicts, files)
  const pending = scanned.files.filter(({ edits }) => edits.size > 0).length
  if (inputs.mode === 'plan') {
    for (const { text, code } of scanned.obstacles)
      warn(
        step,
        `\`mode: replace\` would stop (${code}): ${plain(joined([text.what, text.why]))}`
      )
    record.filesChanged = pending
    record.status = 'planned'
    return
  }
  if (scanned.obstacles[0]) throw together(scanned.obstacles)
  const context = { inputs, verdicts, signal: cancel }
  await log.group('Write the data', () =>
    output === undefined
      ? replaceFiles(step, scanned.files, context, locks)
      : copyFiles(step, scanned.files, context, output, locks)
  )
  record.status =
    output === undefined && pending === 0 ? 'unchanged' : 'applied'
}

/** The first of several failures, which tells of the others. */
function together(failures: readonly Failure[]): Failure {
  const [first, ...others] = failures
  if (first === undefined) throw new Error('there is no failure')
  if (others.length === 0) return first
  const some = others.slice(0, 9).map(({ text }) => say`\n- ${text.what}`)
  return new Failure(first.code, {
    ...first.text,
    what: joined(
      [
        first.text.what,
        say`\n${plural(others.length, 'more obstacle')}:`,
        ...some
      ],
      ''
    )
  })
}
