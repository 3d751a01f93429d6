// The phase that reads the ID files, of the workspace or of an artifact, and lays their IDs out as parts.
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { count, plural } from '../lib/text.js'
import { refuseEmpty } from './empty-set.js'
import { prepareIds, type PreparedIds } from './prepare-ids.js'
import { explainWait } from './publish.js'
import { checkNotAmong } from './results-path.js'
import type { Step } from './step.js'

/** The IDs of the files; undefined when there are none (`job-ids` alone). */
export async function readIds(step: Step): Promise<PreparedIds | undefined> {
  const { inputs, record, folders, dependencies, signal } = step
  const { log } = dependencies
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
        columns: inputs.idsColumn,
        onInvalid: inputs.onInvalidIds,
        onDamaged: inputs.onDamagedIds,
        maxUploadSize: inputs.maxUploadSize,
        invalidPath: join(folders.report, 'invalid.txt'),
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
      `${count(read)} read: ${plural(submitted, `distinct ${inputs.type === 'tweets' ? 'tweet' : 'user'} ID`)}, ${count(duplicate)} duplicate, ${count(invalid)} invalid.`
    )
    record.ids = prepared.record
    await checkNotAmong(step, root, record.ids.files)
    record.parts = prepared.parts.map(({ part, ids, sha256 }) => ({
      part,
      ids,
      digest: sha256
    }))
    if (inputs.dryRun) await keepIds(prepared, join(folders.report, 'ids.txt'))
    refuseEmpty(prepared.record, inputs.ifNoIdsFound, log)
    return prepared
  })
}

/** Leaves the distinct IDs, ascending, one a line. */
async function keepIds({ parts }: PreparedIds, path: string): Promise<void> {
  const file = await open(path, 'wx', 0o600)
  try {
    for (const part of parts)
      for await (const bytes of createReadStream(part.path))
        await file.writeFile(bytes as Buffer)
  } finally {
    await file.close()
  }
}

async function fetchArtifact(step: Step, name: string): Promise<string> {
  const { inputs, folders, dependencies, signal } = step
  const directory = join(folders.work, 'ids-artifact')
  await dependencies.artifacts
    .fetch({
      name,
      runId: inputs.idsArtifactRunId,
      repository: inputs.idsArtifactRepository,
      token: inputs.githubToken,
      directory,
      signal
    })
    .catch(explainWait)
  return directory
}
