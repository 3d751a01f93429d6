// Publishing the results: found out beforehand what would stop it, and never lost to a name that is taken.
import { code, say } from '../lib/message.js'
import type { ArtifactClient } from '@actions/artifact'
import { Failure } from '../lib/failure.js'
import type { ArtifactRecord } from './artifact-record.js'
import { printable } from '../lib/text.js'
import {
  artifactClient,
  callOnce,
  callWithRetries,
  faultOf,
  hasAnswer,
  isOutOfReach,
  phaseOf,
  statusOf,
  type UploadPhase
} from './client.js'
import type { Edges } from './dependencies.js'
import { messageOf, requireArtifactService, unsupported } from './failures.js'
import { namesToTry } from './names.js'

export interface PublishRequest {
  name: string
  /** The folder whose files make up the artifact. */
  directory: string
  /** Absolute paths below `directory`. */
  files: readonly string[]
  /** Undefined: the repository's setting. */
  retentionDays: number | undefined
  /** 0 to 9. */
  compressionLevel: number
  /** Whether an artifact of that name in this run is replaced. */
  overwrite: boolean
  signal: AbortSignal
}

/** Longest wait for what is asked for an early warning only, in ms. */
const patience = 120_000

/** How often an upload is tried when faults that pass come up. */
const uploadTries = 3

/**
 * Finds out, before a job exists, what would stop the publishing after it.
 * Throws `artifact-unsupported` or `artifact-conflict`.
 */
export async function checkBeforehand(
  { runner, log, clock }: Edges,
  {
    name,
    overwrite,
    signal
  }: Pick<PublishRequest, 'name' | 'overwrite' | 'signal'>
): Promise<void> {
  requireArtifactService(runner)
  if (overwrite || runner.runAttempt > 1) return
  try {
    const client = await artifactClient()
    await callWithRetries(
      () => client.getArtifact(name),
      clock,
      AbortSignal.any([signal, AbortSignal.timeout(patience)])
    )
  } catch (error) {
    signal.throwIfAborted()
    const fault = faultOf(error)
    if (fault === 'unsupported')
      throw unsupported(say`${messageOf(error)}`, error)
    if (fault !== 'not-found')
      log.warning(
        `Whether an artifact named ${printable(name)} exists could not be determined (${messageOf(error)}). The step continues: the results stay at results-path in any case.`
      )
    return
  }
  throw nameTaken(name)
}

/** The name is taken, before a job is created. */
export function nameTaken(name: string): Failure {
  return new Failure('artifact-conflict', {
    what: say`This run has an artifact named ${code(name)} already, so the results could not be published under that name.`,
    why: say`Another step or job of the run, such as another leg of a matrix, uses the same name.`,
    fix: say`Give each its own \`artifact-name\`, or set \`overwrite: true\`. No job was created.`
  })
}

/**
 * Uploads the files as a zip. A name that turns out to be taken, or that an
 * upload of ours has used up without success, is no reason to lose the
 * results: `<name>-2` … `<name>-10` are tried, with a warning.
 * Throws `artifact-conflict`, `artifact-quota`, `artifact-unsupported` or
 * `service-unavailable`.
 */
export async function publish(
  edges: Edges,
  request: PublishRequest
): Promise<ArtifactRecord> {
  const { runner, log } = edges
  const client = await artifactClient()
  if (request.overwrite) await remove(edges, client, request)
  const broken: unknown[] = []
  for (const name of namesToTry(request.name)) {
    const outcome = await upload(edges, client, { ...request, name })
    if ('error' in outcome) {
      broken.push(outcome.error)
      if (broken.length === uploadTries)
        throw publishFailure(name, outcome.error)
    }
    if (!('id' in outcome)) continue
    if (name !== request.name)
      log.warning(
        broken.length > 0
          ? `An upload broke off (${messageOf(broken[0])}), and GitHub lets its name be used only once in a run: the results are published as ${printable(name)}.`
          : `This run has an artifact named ${printable(request.name)} already: the results are published as ${printable(name)}.`
      )
    const { serverUrl, repository, runId } = runner
    return {
      ...outcome,
      name,
      url: `${serverUrl}/${repository}/actions/runs/${runId}/artifacts/${outcome.id}`
    }
  }
  throw allNamesTaken(request.name)
}

/** All names that may be tried are taken. */
export function allNamesTaken(name: string): Failure {
  return new Failure('artifact-conflict', {
    what: say`The names ${code(name)} to \`${printable(name)}-10\` are all taken by artifacts of this run.`,
    fix: say`Give each step its own \`artifact-name\`. The results are at \`results-path\`.`
  })
}

/** Deletes the artifact of that name, if there is one. */
async function remove(
  { log, clock }: Edges,
  client: ArtifactClient,
  { name, signal }: PublishRequest
): Promise<void> {
  try {
    await callWithRetries(() => client.deleteArtifact(name), clock, signal)
  } catch (error) {
    signal.throwIfAborted()
    if (faultOf(error) !== 'not-found')
      log.warning(
        `The artifact named ${printable(name)} could not be removed (${messageOf(error)}).`
      )
  }
}

type Uploaded = Pick<ArtifactRecord, 'id' | 'digest' | 'bytes'>

/**
 * Uploads under exactly this name. What began an upload can't begin another
 * one (the service keeps the name), so only the creation is tried again.
 */
async function upload(
  edges: Edges,
  client: ArtifactClient,
  request: PublishRequest
): Promise<Uploaded | { taken: true } | { error: unknown }> {
  const { name, directory, files, retentionDays, signal } = request
  const options = {
    compressionLevel: request.compressionLevel,
    ...(retentionDays !== undefined && { retentionDays })
  }
  const lost: unknown[] = []
  for (;;) {
    try {
      const { id, digest, size } = await callOnce(
        () => client.uploadArtifact(name, [...files], directory, options),
        signal
      )
      return { id: id ?? 0, digest: digest ?? '', bytes: size ?? 0 }
    } catch (error) {
      signal.throwIfAborted()
      const phase = phaseOf(error)
      const fault = faultOf(error)
      if (phase === 'create' && fault === 'conflict')
        return lost.length > 0 ? { error: lost[0] } : { taken: true }
      if (phase === 'finalize') {
        const stored = await find(edges, client, request)
        if (stored) return stored
      }
      if (!mayPass(error, phase)) throw publishFailure(name, error)
      if (phase !== 'create') return { error }
      lost.push(error)
      if (lost.length === uploadTries) throw publishFailure(name, error)
      edges.log.info(
        `Creating the artifact failed (${messageOf(error)}). Trying again.`
      )
      await edges.clock.sleep(1000 * lost.length, signal)
    }
  }
}

/** Whether another upload may succeed where this one failed. */
function mayPass(error: unknown, phase: UploadPhase): boolean {
  // The client has tried for a while: a store that can't be reached now will not be for the next name.
  if (phase === 'store') return hasAnswer(error)
  // The service refuses to complete uploads at random (actions/upload-artifact#710).
  if (phase === 'finalize' && statusOf(error) === 403) return true
  return faultOf(error) === 'passing'
}

/**
 * The artifact of this name, if it is complete: after a lost answer to the
 * request that completes the upload it is ours, as a name is unique in a run.
 */
async function find(
  { clock }: Edges,
  client: ArtifactClient,
  { name, signal }: PublishRequest
): Promise<Uploaded | undefined> {
  try {
    const { artifact } = await callWithRetries(
      () => client.getArtifact(name),
      clock,
      signal
    )
    const digest = artifact.digest?.replace(/^sha256:/, '') ?? ''
    return { id: artifact.id, digest, bytes: artifact.size }
  } catch {
    signal.throwIfAborted()
    return undefined
  }
}

/** What a failed upload means. */
export function publishFailure(name: string, error: unknown): Failure {
  const fault = faultOf(error)
  if (fault === 'unsupported')
    return unsupported(say`${messageOf(error)}`, error)
  if (fault === 'quota')
    return new Failure(
      'artifact-quota',
      {
        what: say`GitHub refused the artifact ${code(name)}: the storage for artifacts is used up.`,
        why: say`The quota is for the whole account, and GitHub updates it only every 6 to 12 hours.`,
        fix: say`Delete old artifacts, shorten \`retention-days\`, set \`publish: counts\` or \`publish: none\`, or raise the spending limit. The results are at \`results-path\`.`
      },
      { cause: error }
    )
  return new Failure(
    'service-unavailable',
    {
      what: say`The artifact ${code(name)} could not be published: ${messageOf(error)}.`,
      why: isOutOfReach(error)
        ? say`The runner cannot reach the storage behind GitHub's artifacts. A firewall or proxy may not allow \`*.blob.core.windows.net\`.`
        : say`GitHub's artifact service did not accept it.`,
      fix: say`See https://www.githubstatus.com and run the job again: finished compliance jobs of this run are used again. The results are at \`results-path\`.`
    },
    { cause: error }
  )
}
