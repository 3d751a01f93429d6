// The phases that concern the artifact: what would stop it is found out first, and it is published last.
import { join } from 'node:path'
import { stageArtifact, writeReports } from '../report/files.js'
import { gate } from './fail-on.js'
import type { Step } from './step.js'

/** Finds out before any work whether the artifact can be published, and who could read it. */
export async function checkArtifact(step: Step): Promise<void> {
  const { inputs, dependencies, signal } = step
  if (inputs.publish === 'none' || inputs.dryRun) return
  const { artifacts, log } = dependencies
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

/** Publishes the artifact, then lets `fail-on` judge; the report that is published knows the verdict. */
export async function publish({
  inputs,
  record,
  folders,
  dependencies
}: Step): Promise<void> {
  const found = gate(record)
  if (found) record.error = found
  if (inputs.publish !== 'none')
    record.artifact = await dependencies.log.group(
      'Publish the artifact',
      async () => {
        await writeReports(record, folders.report)
        const directory = join(folders.work, 'artifact')
        return dependencies.artifacts.publish({
          name: inputs.artifactName,
          directory,
          files: await stageArtifact(record, folders.report, directory),
          retentionDays: inputs.retentionDays,
          compressionLevel: inputs.compressionLevel,
          overwrite: inputs.overwrite,
          signal: dependencies.cancel
        })
      }
    )
  if (found) throw found
}
