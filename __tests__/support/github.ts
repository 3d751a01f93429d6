// GitHub for tests: the embedded artifact service with the REST API, seeds, faults, and a list of the requests.
import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import {
  ArtifactService,
  bearerOf,
  bodyBytes,
  send
} from '../../src/local/artifact-service.js'
import {
  ArtifactState,
  type StoredArtifact,
  type WorkflowRun
} from '../../src/local/artifact-state.js'
import {
  conflict as conflictAnswer,
  notFound,
  ok,
  operationOf,
  type Answer,
  type ArtifactOperation
} from '../../src/local/artifact-wire.js'
import { measure } from '../../src/local/block-blobs.js'

export interface Repository {
  id: number
  /** `owner/name` */
  name: string
  private: boolean
}

export interface Run extends WorkflowRun {
  repository: Repository
  /** The same as `repository`, except for a pull request from a fork. */
  headRepository: Repository
  event: string
  branch: string
  status: string
  conclusion: string | null
}

export interface RunSeed {
  id?: string
  /** Default: the first repository. */
  repository?: string
  /** Another repository makes the run one of a fork. */
  headRepository?: string
  event?: string
  branch?: string
  status?: string
  conclusion?: string | null
}

export interface ArtifactSeed {
  name: string
  run: Run
  content: Uint8Array | string
  /** False: a single file, kept as it is. */
  zip: boolean
  createdAt?: Date
  expired?: boolean
  /** Null: none is stated; a string is stated instead of the true one. */
  digest?: string | null
}

type RestOperation =
  | 'rest-list'
  | 'rest-run-list'
  | 'rest-run'
  | 'rest-repository'
  | 'rest-download'
  | 'rest-delete'

/** The requests that can be told apart, for faults and for the list of requests. */
export type Operation = ArtifactOperation | RestOperation | 'unknown'

/**
 * What goes wrong:
 * - `answer`: this answer instead of the real one, and nothing is done
 * - `reset`: the connection breaks before anything is done
 * - `lose`: all is done, and the connection breaks before the answer
 * - `hang`: no answer ever, and nothing is done
 * - `truncate`: all is done, and half of the answer's body arrives
 * - `corrupt`: all is done, and one byte of the answer's body is another
 */
export type Fault =
  | {
      kind: 'answer'
      status: number
      body?: unknown
      headers?: Record<string, string>
    }
  | { kind: 'reset' | 'lose' | 'hang' | 'truncate' | 'corrupt' }

/** Faults waiting for their requests, first in first out per operation. */
export class Faults<Operation extends string> {
  private readonly waiting: { operation: Operation; fault: Fault }[] = []

  add(operation: Operation, fault: Fault, times = 1): void {
    for (let i = 0; i < times; i++) this.waiting.push({ operation, fault })
  }

  take(operation: Operation): Fault | undefined {
    const at = this.waiting.findIndex(one => one.operation === operation)
    return at < 0 ? undefined : this.waiting.splice(at, 1)[0]?.fault
  }

  /** How many have not come up yet: a test that planned a fault asserts 0. */
  get left(): number {
    return this.waiting.length
  }
}

/** Texts of the real service. */
export const conflict: Fault = { kind: 'answer', ...conflictAnswer }
export const quotaReached: Fault = {
  kind: 'answer',
  status: 403,
  body: {
    code: 'permission_denied',
    msg: 'insufficient usage to create artifact'
  }
}
export const unavailable: Fault = {
  kind: 'answer',
  status: 503,
  body: { code: 'unavailable', msg: 'the service is not available' }
}

export interface GithubRequest {
  operation: Operation
  method: string
  /** Path and query. */
  url: string
  authorization: string | undefined
  /** Undefined when the connection was broken instead. */
  status: number | undefined
}

class GithubState extends ArtifactState {
  declare readonly runs: Map<string, Run>
  declare artifacts: StoredArtifact<Run>[]
  readonly repositories = new Map<string, Repository>()

  constructor(private readonly ownRepository: string) {
    super()
    this.addRepository(ownRepository)
  }

  addRepository(name: string, isPrivate = true): Repository {
    const known = this.repositories.get(name.toLowerCase())
    if (known) {
      known.private = isPrivate
      return known
    }
    const repository = { id: this.nextId++, name, private: isPrivate }
    this.repositories.set(name.toLowerCase(), repository)
    return repository
  }

  repository(name: string): Repository {
    return this.repositories.get(name.toLowerCase()) ?? this.addRepository(name)
  }

  /** A run that is not known is made as the one that is going on. */
  override addRun(id: string): Run {
    return this.seedRun({ id, status: 'in_progress', conclusion: null })
  }

  seedRun(seed: RunSeed): Run {
    const repository = this.repository(seed.repository ?? this.ownRepository)
    const run: Run = {
      id: seed.id ?? String(this.nextId++),
      repository,
      headRepository: seed.headRepository
        ? this.repository(seed.headRepository)
        : repository,
      event: seed.event ?? 'push',
      branch: seed.branch ?? 'main',
      status: seed.status ?? 'completed',
      conclusion: seed.conclusion === undefined ? 'success' : seed.conclusion,
      backendId: randomUUID()
    }
    this.runs.set(run.id, run)
    return run
  }

  /** Finalized artifacts of a repository, newest first, as the REST API lists them. */
  ofRepository(repository: Repository): StoredArtifact<Run>[] {
    return this.artifacts
      .filter(one => one.finalized && one.run.repository === repository)
      .sort(
        (a, b) => b.createdAt.getTime() - a.createdAt.getTime() || b.id - a.id
      )
  }
}

/** Starts it on a port of 127.0.0.1. */
export async function startGithub(options: {
  /** Where the blobs are kept. */
  directory: string
  /** `owner/name` of the repository that runs belong to unless told otherwise. */
  repository?: string
}): Promise<Github> {
  await mkdir(options.directory, { recursive: true })
  const github = new Github(options)
  await github.listen(0)
  return github
}

export class Github extends ArtifactService {
  override readonly state: GithubState
  readonly faults = new Faults<Operation>()
  readonly requests: GithubRequest[] = []
  /** What `github.token` may do with `actions`. */
  actionsPermission: 'none' | 'read' | 'write' = 'read'

  constructor(options: { directory: string; repository?: string }) {
    super(options)
    this.state = new GithubState(options.repository ?? 'octocat/stored-posts')
  }

  addRun(seed: RunSeed = {}): Run {
    return this.state.seedRun(seed)
  }

  /** Puts an artifact there as if an earlier step had uploaded it. */
  async addArtifact(seed: ArtifactSeed): Promise<StoredArtifact<Run>> {
    const artifact = this.state.create(seed.run, seed.name, {
      mimeType: seed.zip ? 'application/zip' : 'application/octet-stream',
      path: this.blobPath()
    })
    if (!artifact) throw new Error(`${seed.name} exists already in that run`)
    await writeFile(artifact.path, seed.content)
    const { bytes, sha256 } = await measure(artifact.path)
    const digest = seed.digest === undefined ? `sha256:${sha256}` : seed.digest
    artifact.bytes = bytes
    artifact.digest = digest ?? undefined
    artifact.createdAt = seed.createdAt ?? artifact.createdAt
    if (seed.expired) artifact.expiresAt = new Date(0)
    artifact.finalized = true
    return artifact
  }

  protected override async serve(
    request: IncomingMessage,
    response: ServerResponse
  ): Promise<void> {
    const { method = '', url = '/', headers } = request
    const operation = anyOperationOf(method, new URL(url, this.url))
    const { authorization } = headers
    const entry: GithubRequest = {
      operation,
      method,
      url,
      authorization,
      status: undefined
    }
    this.requests.push(entry)
    const fault = this.faults.take(operation)
    if (fault?.kind === 'hang') return
    if (fault?.kind === 'reset') {
      breakConnection(response)
      return
    }
    const answer =
      fault?.kind === 'answer'
        ? await skip(request, fault)
        : await this.answer(request)
    if (fault?.kind === 'lose') {
      breakConnection(response)
      return
    }
    entry.status = answer.status
    if (fault) await sendHarmed(response, answer, fault)
    else await send(response, answer)
  }

  protected override async answer(request: IncomingMessage): Promise<Answer> {
    const url = new URL(request.url ?? '/', this.url)
    const rest = restOperationOf(request.method ?? '', url)
    return rest ? this.rest(rest, request, url) : super.answer(request)
  }

  private rest(
    operation: RestOperation,
    request: IncomingMessage,
    url: URL
  ): Answer {
    const [, , , owner = '', repo = '', , , id = ''] = url.pathname.split('/')
    const repository = this.state.repositories.get(
      decodeURIComponent(`${owner}/${repo}`).toLowerCase()
    )
    if (bearerOf(request) !== this.githubToken)
      return githubError(401, 'Bad credentials')
    if (!repository) return notFound
    if (operation === 'rest-repository') return ok(repositoryJson(repository))
    const needed = operation === 'rest-delete' ? ['write'] : ['read', 'write']
    if (!needed.includes(this.actionsPermission))
      return githubError(403, 'Resource not accessible by integration')

    const artifacts = this.state.ofRepository(repository)
    const artifact = artifacts.find(one => String(one.id) === id)
    const run = this.state.runs.get(id)
    switch (operation) {
      case 'rest-list':
        return ok(page(artifacts, url))
      case 'rest-run-list':
        return run?.repository === repository
          ? ok(
              page(
                artifacts.filter(one => one.run === run),
                url
              )
            )
          : notFound
      case 'rest-run':
        return run?.repository === repository ? ok(runJson(run)) : notFound
      case 'rest-download':
        if (!artifact) return notFound
        return isExpired(artifact)
          ? githubError(410, 'Artifact has expired')
          : { status: 302, headers: { location: this.signedUrl(artifact) } }
      case 'rest-delete':
        if (!artifact) return notFound
        this.state.delete(artifact)
        return { status: 204 }
    }
  }
}

function anyOperationOf(method: string, url: URL): Operation {
  return operationOf(method, url) ?? restOperationOf(method, url) ?? 'unknown'
}

function restOperationOf(method: string, url: URL): RestOperation | undefined {
  return restRoutes.find(
    ([verb, pattern]) => verb === method && pattern.test(url.pathname)
  )?.[2]
}

const restRoutes: readonly [string, RegExp, RestOperation][] = [
  ['GET', /^\/api\/repos\/[^/]+\/[^/]+$/, 'rest-repository'],
  ['GET', /^\/api\/repos\/[^/]+\/[^/]+\/actions\/artifacts$/, 'rest-list'],
  [
    'GET',
    /^\/api\/repos\/[^/]+\/[^/]+\/actions\/runs\/\d+\/artifacts$/,
    'rest-run-list'
  ],
  ['GET', /^\/api\/repos\/[^/]+\/[^/]+\/actions\/runs\/\d+$/, 'rest-run'],
  [
    'GET',
    /^\/api\/repos\/[^/]+\/[^/]+\/actions\/artifacts\/\d+\/zip$/,
    'rest-download'
  ],
  [
    'DELETE',
    /^\/api\/repos\/[^/]+\/[^/]+\/actions\/artifacts\/\d+$/,
    'rest-delete'
  ]
]

function isExpired(artifact: StoredArtifact<Run>): boolean {
  return artifact.expiresAt.getTime() <= Date.now()
}

function repositoryJson({ id, name, private: hidden }: Repository): unknown {
  return {
    id,
    full_name: name,
    name: name.split('/')[1],
    private: hidden,
    visibility: hidden ? 'private' : 'public'
  }
}

function runJson(run: Run): unknown {
  return {
    id: Number(run.id),
    event: run.event,
    status: run.status,
    conclusion: run.conclusion,
    head_branch: run.branch,
    head_sha: '7638417db6d59f3c431d3e1f261cc637155684cd',
    repository: repositoryJson(run.repository),
    head_repository: {
      ...(repositoryJson(run.headRepository) as object),
      fork: run.headRepository !== run.repository
    }
  }
}

function artifactJson(artifact: StoredArtifact<Run>): unknown {
  const { run } = artifact
  return {
    id: artifact.id,
    name: artifact.name,
    size_in_bytes: artifact.bytes,
    expired: isExpired(artifact),
    digest: artifact.digest ?? null,
    created_at: artifact.createdAt.toISOString(),
    expires_at: artifact.expiresAt.toISOString(),
    workflow_run: {
      id: Number(run.id),
      repository_id: run.repository.id,
      head_repository_id: run.headRepository.id,
      head_branch: run.branch,
      head_sha: '7638417db6d59f3c431d3e1f261cc637155684cd'
    }
  }
}

/** One page of a listing, with the filter by name. */
function page(artifacts: readonly StoredArtifact<Run>[], url: URL): unknown {
  const name = url.searchParams.get('name')
  const size = Number(url.searchParams.get('per_page') ?? '30')
  const number = Number(url.searchParams.get('page') ?? '1')
  const found = artifacts.filter(one => name === null || one.name === name)
  return {
    total_count: found.length,
    artifacts: found.slice((number - 1) * size, number * size).map(artifactJson)
  }
}

const githubError = (status: number, message: string): Answer => ({
  status,
  body: { message, status: String(status) }
})

/** Ends the response's connection without another byte. */
function breakConnection(response: ServerResponse): void {
  response.socket?.resetAndDestroy()
}

/** The planned answer; what the client sends is read first, as a real server would. */
async function skip(
  request: IncomingMessage,
  { status, body, headers }: Fault & { kind: 'answer' }
): Promise<Answer> {
  await request.resume().toArray()
  return { status, body, ...(headers && { headers }) }
}

async function sendHarmed(
  response: ServerResponse,
  { status, body, headers, blob }: Answer,
  { kind }: Fault
): Promise<void> {
  const bytes = blob
    ? Buffer.concat((await createReadStream(blob.path).toArray()) as Buffer[])
    : bodyBytes(body)
  const middle = bytes.length >> 1
  if (kind === 'corrupt' && bytes.length > 0)
    bytes[middle] = (bytes[middle] ?? 0) ^ 0xff
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': String(bytes.length),
    ...headers
  })
  if (kind === 'truncate') {
    response.write(bytes.subarray(0, middle))
    setImmediate(() => response.socket?.destroy())
    return
  }
  response.end(bytes)
}
