// Fetching an artifact: this run's, another run's, or the latest that may be trusted; checked and unpacked.
import { code, say, type Message } from '../lib/message.js'
import { mkdir, readdir, rename, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { FindOptions } from '@actions/artifact'
import { Failure, systemFailure } from '../lib/failure.js'
import { freeSpace, requireSpace } from '../lib/free-space.js'
import { bytes, plural, printable } from '../lib/text.js'
import {
  artifactClient,
  callWithRetries,
  faultOf,
  type Limit
} from './client.js'
import type { Edges } from './dependencies.js'
import { messageOf, requireArtifactService, unsupported } from './failures.js'
import { githubRest, type RestAnswer } from './github-rest.js'
import { artifactList, findLatest, type ListedArtifact } from './latest.js'
import { isZip, reserve, unpack, type LeftOut } from './unpack.js'

export interface FetchRequest {
  name: string
  /** Digits, `latest`, or undefined for this run. */
  runId: string | undefined
  /** `owner/name` of that run. */
  repository: string
  /** For the REST API; not needed for this run's artifacts. */
  token: string
  /** The folder for the files; made if missing, and empty. */
  directory: string
  signal: AbortSignal
}

/** An artifact that was found, and how the client gets at it. */
interface Located {
  id: number
  runId: string
  bytes: number
  /** `sha256:<hex>`, where GitHub knows it. */
  digest: string | undefined
  options: FindOptions
}

/** At most this many entries that were left out are named. */
const namesShown = 5

/**
 * Puts the files of an artifact into the folder.
 * Throws `artifact-not-found`, `artifact-unsupported`, `ids-invalid`,
 * `disk-full` or `service-unavailable`.
 */
export async function fetchArtifact(
  edges: Edges,
  request: FetchRequest
): Promise<void> {
  const { name, directory, signal } = request
  const located = await locate(edges, request)
  const download = `${directory}.download`
  await mkdir(directory, { recursive: true })
  try {
    const file = await fetchFile(edges, request, located, download)
    const leftOut = (await isZip(file))
      ? await unpack(file, directory, signal)
      : await keep(file, directory, name)
    warnOfLeftOut(edges, name, leftOut)
    edges.log.info(
      `Read the artifact ${printable(name)} of run ${located.runId} (${bytes(located.bytes)}).`
    )
  } finally {
    await rm(download, { recursive: true, force: true })
  }
}

async function locate(edges: Edges, request: FetchRequest): Promise<Located> {
  const { runner } = edges
  const here =
    request.repository.toLowerCase() === runner.repository.toLowerCase()
  const thisRun = request.runId === undefined || request.runId === runner.runId
  if (here && thisRun) return locateHere(edges, request)
  if (request.token === '')
    throw notFound(request, 'no `github-token` was given', {
      fix: say`Leave \`github-token\` at its default, or give a token that may read the artifacts of that repository.`
    })
  const { runId = '', repository } = request
  return runId === 'latest'
    ? locateLatest(edges, request)
    : locateInRun(edges, request, runId, repository)
}

/** This run's artifacts need the runner's own token only. */
async function locateHere(
  { runner, clock }: Edges,
  request: FetchRequest
): Promise<Located> {
  requireArtifactService(runner)
  const client = await artifactClient()
  const get = () => client.getArtifact(request.name)
  try {
    const { artifact } = await callWithRetries(get, clock, request.signal)
    const { id, size, digest } = artifact
    return { id, runId: runner.runId, bytes: size, digest, options: {} }
  } catch (error) {
    request.signal.throwIfAborted()
    throw fetchFailure(request, error)
  }
}

async function locateInRun(
  edges: Edges,
  request: FetchRequest,
  runId: string,
  repository: string
): Promise<Located> {
  const query = new URLSearchParams({ name: request.name, per_page: '100' })
  const answer = await ask(
    edges,
    request,
    `/repos/${repository}/actions/runs/${runId}/artifacts?${query.toString()}`
  )
  const list = artifactList.safeParse(answer.body)
  if (answer.status !== 200 || !list.success)
    throw restFailure(request, answer.status)
  const found = list.data.artifacts
    .filter(one => one.name === request.name)
    .sort((a, b) => b.id - a.id)
  const valid = found.find(one => !one.expired)
  if (valid) return byRest(valid, runId, request)
  throw found.length > 0
    ? notFound(request, 'it has expired', {
        fix: say`Run the workflow that creates it again, or raise its \`retention-days\`.`
      })
    : notFound(
        request,
        `run ${runId} of ${repository} has no artifact of that name`
      )
}

async function locateLatest(
  edges: Edges,
  request: FetchRequest
): Promise<Located> {
  const { runner } = edges
  const { name, token, signal } = request
  const wanted = {
    name,
    repository: runner.repository,
    branch: runner.branch
  }
  const get = githubRest(edges, token, signal)
  const latest = await reaching(request, () => findLatest(get, wanted))
  if (latest.found) return byRest(latest.found, latest.runId, request)
  if (latest.status !== 200) throw restFailure(request, latest.status)
  const reasons = latest.reasons.slice(0, namesShown).map(one => printable(one))
  throw notFound(
    request,
    `no successful push, schedule or workflow_dispatch run of this repository on the branch ${printable(runner.branch)} has one that is not expired${reasons.length > 0 ? ` (${reasons.join('; ')})` : ''}`,
    {
      fix: say`Run the workflow that creates it on that branch, or name the run in \`ids-artifact-run-id\`.`
    }
  )
}

function byRest(
  artifact: ListedArtifact,
  runId: string,
  { token, repository }: FetchRequest
): Located {
  const [repositoryOwner = '', repositoryName = ''] = repository.split('/')
  const workflowRunId = Number(runId)
  return {
    id: artifact.id,
    runId,
    bytes: artifact.size_in_bytes ?? 0,
    digest: artifact.digest ?? undefined,
    options: {
      findBy: { token, workflowRunId, repositoryOwner, repositoryName }
    }
  }
}

/** Downloads the artifact as it is, and compares its digest; a damaged copy is fetched once more. */
async function fetchFile(
  { clock, log }: Edges,
  request: FetchRequest,
  located: Located,
  folder: string
): Promise<string> {
  const client = await artifactClient()
  const { id, digest, options } = located
  const limit = await limitOf(located, request)
  let copies = 0
  const download = async () => {
    // A try that was given up may still write: each has a folder of its own.
    const path = join(folder, String(++copies))
    await mkdir(path, { recursive: true })
    await requireSpace(located.bytes, path, free => ({
      what: say`The artifact has ${bytes(located.bytes)}, and the disk has ${free} free.`,
      fix: say`Use a runner with a larger disk, or make the artifact smaller.`
    }))
    const { digestMismatch } = await client.downloadArtifact(id, {
      ...options,
      path,
      skipDecompress: true,
      ...(digest !== undefined && { expectedHash: digest })
    })
    const [file] = await readdir(path)
    return digestMismatch || file === undefined ? undefined : join(path, file)
  }
  for (const last of [false, true]) {
    try {
      const file = await callWithRetries(download, clock, request.signal, limit)
      if (file !== undefined) return file
    } catch (error) {
      request.signal.throwIfAborted()
      throw fetchFailure(request, error)
    }
    if (!last)
      log.info('The download of the artifact is corrupt. Downloading it again.')
  }
  throw notFound(request, 'every download of it was corrupt', {
    why: say`Its SHA-256 differs from the one that GitHub states.`,
    fix: say`Run the job again. If it fails again, create the artifact again.`
  })
}

/** What the answer has beside the artifact, with room. */
const overhead = 1_000_000

/** A download may be as long as GitHub says that it is, or else as the disk is free. */
export async function limitOf(
  located: Pick<Located, 'bytes'>,
  { name, directory }: Pick<FetchRequest, 'name' | 'directory'>
): Promise<Limit> {
  if (located.bytes > 0)
    return {
      bytes: located.bytes + overhead,
      failure: new Failure('service-unavailable', {
        what: say`The download of the artifact ${code(name)} is longer than the ${bytes(located.bytes)} that GitHub states.`,
        why: say`GitHub's artifact service, or a proxy before it, returns something else.`,
        fix: say`See https://www.githubstatus.com and run the job again. No job was created.`
      })
    }
  const free = Math.max((await freeSpace(directory)) - reserve, 0)
  return {
    bytes: free,
    failure: new Failure('disk-full', {
      what: say`The download of the artifact ${code(name)} is longer than the ${bytes(free)} that the disk has free.`,
      fix: say`Use a runner with a larger disk, or make the artifact smaller.`
    })
  }
}

/** A single file keeps its own name; the client calls it `artifact` where the answer names none. */
async function keep(
  file: string,
  directory: string,
  artifactName: string
): Promise<[]> {
  const name = basename(file)
  await rename(file, join(directory, name === 'artifact' ? artifactName : name))
  return []
}

function warnOfLeftOut(
  { log }: Edges,
  artifact: string,
  leftOut: readonly LeftOut[]
): void {
  if (leftOut.length === 0) return
  const shown = leftOut
    .slice(0, namesShown)
    .map(({ name, reason }) => `${printable(name, 60)} (${reason})`)
  const more = leftOut.length - shown.length
  log.warning(
    `${plural(leftOut.length, 'entry', 'entries')} of the artifact ${printable(artifact)} ${leftOut.length === 1 ? 'was' : 'were'} left out: ${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}.`
  )
}

/** Asks the REST API; an API out of reach is `service-unavailable`. */
async function ask(
  edges: Edges,
  request: FetchRequest,
  path: string
): Promise<RestAnswer> {
  const { token, signal } = request
  const get = githubRest(edges, token, signal)
  return reaching(request, () => get(path))
}

async function reaching<T>(
  request: FetchRequest,
  asked: () => Promise<T>
): Promise<T> {
  try {
    return await asked()
  } catch (error) {
    request.signal.throwIfAborted()
    throw outOfReach(request, error)
  }
}

/** What a failed fetch means. */
export function fetchFailure(
  request: Pick<FetchRequest, 'name' | 'runId' | 'repository'>,
  error: unknown
): Failure {
  if (error instanceof Failure) return error
  const system = systemFailure(error)
  if (system) return system
  const fault = faultOf(error)
  if (fault === 'unsupported')
    return unsupported(say`${messageOf(error)}`, error)
  if (fault === 'not-found')
    return notFound(request, `${ofRun(request)} has no artifact of that name`, {
      fix: say`Check the name, and let the job that uploads it run before this one (\`needs\`). An artifact of another run needs \`ids-artifact-run-id\`.`
    })
  return outOfReach(request, error)
}

function ofRun({
  runId,
  repository
}: Pick<FetchRequest, 'runId' | 'repository'>): string {
  return runId === undefined ? 'this run' : `run ${runId} of ${repository}`
}

function outOfReach(
  { name }: Pick<FetchRequest, 'name'>,
  error: unknown
): Failure {
  return new Failure(
    'service-unavailable',
    {
      what: say`The artifact ${code(name)} could not be fetched: ${messageOf(error)}.`,
      why: say`GitHub's artifact service did not return it.`,
      fix: say`See https://www.githubstatus.com and run the job again. No job was created.`
    },
    { cause: error }
  )
}

/** What a refusal of GitHub's REST API means. */
export function restFailure(
  request: Pick<FetchRequest, 'name' | 'runId' | 'repository'>,
  status: number
): Failure {
  const { repository } = request
  if (status === 401)
    return notFound(request, 'GitHub does not accept the `github-token`', {
      fix: say`Leave \`github-token\` at its default, or give one that is valid.`
    })
  if (status === 403 || status === 404)
    return notFound(
      request,
      `GitHub does not show ${ofRun(request)} to the github-token (status ${status})`,
      {
        why: say`The token may lack the permission to read artifacts, or the repository ${repository} or the run does not exist.`,
        fix: say`Add \`actions: read\` to the permissions of the job (with \`contents: read\`, if it checks out the repository); for another repository give a \`github-token\` that has it there.`
      }
    )
  return outOfReach(request, new Error(`GitHub answered with ${status}`))
}

function notFound(
  { name }: Pick<FetchRequest, 'name'>,
  because: string,
  text: { why?: Message; fix: Message } = {
    fix: say`Check the name of the artifact and the run.`
  }
): Failure {
  return new Failure('artifact-not-found', {
    what: say`The artifact ${code(name)} cannot be read: ${because}.`,
    ...text
  })
}
