// The phases that concern the artifact: what would stop it is found out first, and it is published last.
import { join } from 'node:path'
import { explainTimeout, Failure } from '../lib/failure.js'
import { say } from '../lib/message.js'
import { duration } from '../lib/text.js'
import { stageArtifact, writeReports } from '../report/files.js'
import { gate } from './fail-on.js'
import type { Step } from './step.js'

/** Finds out before any work whether the artifact can be published, and who could read it. */
export async function checkArtifact(step: Step): Promise<void> {
  const { inputs, dependencies, signal } = step
  if (inputs.publish === 'none' || inputs.dryRun) return
  const { artifacts, log } = dependencies
  await artifacts
    .check(inputs.artifactName, { overwrite: inputs.overwrite, signal })
    .catch(explainWait)
  if (
    inputs.publish === 'full' &&
    (await artifacts.isPublic(inputs.githubToken, signal).catch(explainWait))
  )
    log.warning(
      'This repository is public: everyone who is signed in to GitHub can download the artifact, which lists the IDs of removed posts or accounts. Use a private repository, or set `publish: counts` or `publish: none`.'
    )
}

/** Says of a timeout that it was GitHub that was waited for. */
export function explainWait(error: unknown): never {
  throw explainTimeout(
    error,
    say`GitHub's artifact service, or the network between, is slow or does not answer.`
  )
}

/** Publishes the artifact, then applies `fail-on`; the report that is published knows the verdict. */
export async function publish({
  inputs,
  record,
  folders,
  dependencies
}: Step): Promise<void> {
  const found = gate(record)
  if (found) record.error = found
  const over = new AbortController()
  if (inputs.publish !== 'none')
    record.artifact = await dependencies.log
      .group('Publish the artifact', async () => {
        await writeReports(record, folders.report)
        const directory = join(folders.work, 'artifact')
        return dependencies.artifacts.publish({
          name: inputs.artifactName,
          directory,
          files: await stageArtifact(record, folders.report, directory),
          retentionDays: inputs.retentionDays,
          compressionLevel: inputs.compressionLevel,
          overwrite: inputs.overwrite,
          signal: publishBudget(dependencies, over.signal)
        })
      })
      .finally(() => over.abort())
  if (found) throw found
}

/** Publishing may take this long, beyond `timeout`, in ms. */
const longest = 5 * 60_000

/** Aborts when the step is cancelled, or publishing takes too long; its clock stops with `over`. */
export function publishBudget(
  { clock, cancel }: Step['dependencies'],
  over: AbortSignal
): AbortSignal {
  const spent = new AbortController()
  clock.sleep(longest, AbortSignal.any([cancel, over])).then(
    () =>
      spent.abort(
        new Failure('service-unavailable', {
          what: say`The artifact was not published within ${duration(longest)}.`,
          why: say`GitHub's artifact service, or the network between, is slow or does not answer.`,
          fix: say`See https://www.githubstatus.com and run the job again: finished compliance jobs of this run are used again. The results are at \`results-path\`.`
        })
      ),
    () => spent.abort(cancel.reason)
  )
  return spent.signal
}
