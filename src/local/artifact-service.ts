// The artifact service of GitHub on loopback, as far as @actions/artifact and the REST API show it: Twirp, block blobs, REST.
import { randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import {
  createServer,
  type IncomingMessage,
  type ServerResponse
} from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import {
  ArtifactState,
  type RunSeed,
  type StoredArtifact,
  type WorkflowRun
} from './artifact-state.js'
import {
  conflict,
  disposition,
  githubError,
  isExpired,
  notFound,
  ok,
  operationOf,
  page,
  repositoryJson,
  runJson,
  runtimeToken,
  storageError,
  stored,
  twirpError,
  type Answer,
  type ArtifactOperation,
  type BlobOperation,
  type RestOperation,
  type TwirpMethod
} from './artifact-wire.js'
import { commitBlocks, measure, putBlock } from './block-blobs.js'
import { breakConnection, Faults, type Fault } from './faults.js'

export interface ArtifactRequest {
  operation: ArtifactOperation
  method: string
  /** Path and query. */
  url: string
  authorization: string | undefined
  /** Undefined when the connection was broken instead. */
  status: number | undefined
}

export interface ArtifactSeed {
  name: string
  run: WorkflowRun
  content: Uint8Array | string
  /** False: a single file, kept as it is. */
  zip: boolean
  createdAt?: Date
  expired?: boolean
  /** Null: none is stated; a string is stated instead of the true one. */
  digest?: string | null
}

export interface ArtifactServiceOptions {
  /** Where the blobs are kept. */
  directory: string
  /** `owner/name` of the repository that runs belong to unless told otherwise. */
  repository?: string
  port?: number
}

/** Starts the service on a port of 127.0.0.1. */
export async function startArtifactService(
  options: ArtifactServiceOptions
): Promise<ArtifactService> {
  await mkdir(options.directory, { recursive: true })
  const service = new ArtifactService(options)
  await service.listen(options.port ?? 0)
  return service
}

export class ArtifactService {
  readonly state = new ArtifactState()
  readonly faults = new Faults<ArtifactOperation>()
  readonly requests: ArtifactRequest[] = []
  /** The token that the REST API takes. */
  readonly githubToken = `ghs_${randomBytes(18).toString('hex')}`
  /** What that token may do with `actions`. */
  actionsPermission: 'none' | 'read' | 'write' = 'read'

  private readonly repository: string
  private readonly tokens = new Map<
    string,
    { run: WorkflowRun; jobBackendId: string }
  >()
  private readonly server = createServer((request, response) => {
    this.serve(request, response).catch(() => {
      response.destroy()
    })
  })

  constructor(private readonly options: ArtifactServiceOptions) {
    this.repository = options.repository ?? 'octocat/stored-posts'
    this.state.addRepository(this.repository)
  }

  async listen(port: number): Promise<void> {
    this.server.listen(port, '127.0.0.1')
    await once(this.server, 'listening')
  }

  /** `http://127.0.0.1:<port>` */
  get url(): string {
    const { port } = this.server.address() as AddressInfo
    return `http://127.0.0.1:${port}`
  }

  async close(): Promise<void> {
    this.server.close()
    this.server.closeAllConnections()
    await once(this.server, 'close')
  }

  addRun(seed: RunSeed = {}): WorkflowRun {
    return this.state.addRun(seed, this.repository)
  }

  /** The variables that a runner gives a step of the run; a run that is not known is made. */
  environment(runId: string): Record<string, string> {
    const run =
      this.state.runs.get(runId) ??
      this.addRun({ id: runId, status: 'in_progress', conclusion: null })
    const jobBackendId = randomUUID()
    const token = runtimeToken(run.backendId, jobBackendId)
    this.tokens.set(token, { run, jobBackendId })
    return {
      ACTIONS_RESULTS_URL: `${this.url}/`,
      ACTIONS_RUNTIME_TOKEN: token,
      GITHUB_API_URL: `${this.url}/api`
    }
  }

  /** Puts an artifact there as if an earlier step had uploaded it. */
  async addArtifact(seed: ArtifactSeed): Promise<StoredArtifact> {
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

  /** The finalized artifacts of a run, oldest first. */
  artifactsOf(runId: string): StoredArtifact[] {
    const run = this.state.runs.get(runId)
    return run ? this.state.ofRun(run).filter(one => one.finalized) : []
  }

  private async serve(
    request: IncomingMessage,
    response: ServerResponse
  ): Promise<void> {
    const url = new URL(request.url ?? '/', this.url)
    const operation = operationOf(request.method ?? '', url)
    const entry: ArtifactRequest = {
      operation,
      method: request.method ?? '',
      url: request.url ?? '',
      authorization: request.headers.authorization,
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
        : await this.answer(operation, request, url)
    if (fault?.kind === 'lose') {
      breakConnection(response)
      return
    }
    entry.status = answer.status
    await send(response, answer, fault)
  }

  private async answer(
    operation: ArtifactOperation,
    request: IncomingMessage,
    url: URL
  ): Promise<Answer> {
    switch (operation) {
      case 'CreateArtifact':
      case 'FinalizeArtifact':
      case 'ListArtifacts':
      case 'GetSignedArtifactURL':
      case 'DeleteArtifact':
        return this.twirp(operation, request)
      case 'put-block':
      case 'put-block-list':
      case 'get-blob':
        return this.blob(operation, request, url)
      case 'rest-list':
      case 'rest-run-list':
      case 'rest-run':
      case 'rest-repository':
      case 'rest-download':
      case 'rest-delete':
        return this.rest(operation, request, url)
      case 'unknown':
        return notFound
    }
  }

  private async twirp(
    method: TwirpMethod,
    request: IncomingMessage
  ): Promise<Answer> {
    const token = bearer(request)
    const caller = token === undefined ? undefined : this.tokens.get(token)
    const body = jsonObject(await text(request))
    if (!caller)
      return twirpError(401, 'unauthenticated', 'the token is not known')
    if (request.headers['content-type'] !== 'application/json')
      return twirpError(415, 'malformed', 'JSON is expected')
    const { run, jobBackendId } = caller
    if (body['workflow_run_backend_id'] !== run.backendId)
      return twirpError(403, 'permission_denied', 'another workflow run')
    const name = field(body, 'name')
    const found = this.state
      .ofRun(run)
      .find(one => one.name === name && one.finalized)
    switch (method) {
      case 'CreateArtifact':
        return this.create(run, jobBackendId, body)
      case 'FinalizeArtifact':
        return this.finalize(run, body)
      case 'ListArtifacts':
        return ok({ artifacts: this.list(run, body) })
      case 'GetSignedArtifactURL':
        return found
          ? ok({ signed_url: this.signedUrl(found) })
          : twirpError(404, 'not_found', 'artifact not found')
      case 'DeleteArtifact':
        if (!found) return twirpError(404, 'not_found', 'artifact not found')
        this.state.delete(found)
        return ok({ ok: true, artifact_id: String(found.id) })
    }
  }

  private create(
    run: WorkflowRun,
    jobBackendId: string,
    body: Record<string, unknown>
  ): Answer {
    const mimeType = field(body, 'mime_type')
    if (!mimeType.includes('/'))
      return twirpError(
        400,
        'invalid_argument',
        'mime_type a valid mime_type is required for this artifact version'
      )
    const expiresAt = field(body, 'expires_at')
    const artifact = this.state.create(run, field(body, 'name'), {
      jobBackendId,
      mimeType,
      expiresAt: expiresAt ? new Date(expiresAt) : undefined,
      path: this.blobPath()
    })
    if (!artifact) return conflict
    return ok({ ok: true, signed_upload_url: this.signedUrl(artifact) })
  }

  private async finalize(
    run: WorkflowRun,
    body: Record<string, unknown>
  ): Promise<Answer> {
    const artifact = this.state
      .ofRun(run)
      .find(one => one.name === field(body, 'name') && !one.finalized)
    if (!artifact) return twirpError(404, 'not_found', 'artifact not found')
    const { bytes, sha256 } = await measure(artifact.path)
    const size = Number(field(body, 'size') || '0')
    const digest = `sha256:${sha256}`
    if (size !== bytes || field(body, 'hash') !== digest)
      return twirpError(400, 'invalid_argument', 'size or hash do not match')
    Object.assign(artifact, { bytes, digest, finalized: true })
    return ok({ ok: true, artifact_id: String(artifact.id) })
  }

  private list(run: WorkflowRun, body: Record<string, unknown>): unknown[] {
    const name = field(body, 'name_filter')
    const id = field(body, 'id_filter')
    return this.state
      .ofRun(run)
      .filter(one => one.finalized)
      .filter(one => name === '' || one.name === name)
      .filter(one => id === '' || String(one.id) === id)
      .map(one => ({
        workflow_run_backend_id: run.backendId,
        workflow_job_run_backend_id: one.jobBackendId,
        database_id: String(one.id),
        name: one.name,
        size: String(one.bytes),
        created_at: one.createdAt.toISOString(),
        ...(one.digest && { digest: one.digest })
      }))
  }

  private async blob(
    operation: BlobOperation,
    request: IncomingMessage,
    url: URL
  ): Promise<Answer> {
    const id = Number(url.pathname.split('/').at(-1))
    const artifact = this.state.artifacts.find(one => one.id === id)
    const signed = url.searchParams.get('sig') === artifact?.signature
    // Azure refuses a request that is both signed and authorized.
    if (!artifact || !signed || request.headers.authorization !== undefined)
      return storageError(403, 'AuthenticationFailed')
    if (operation === 'get-blob')
      return {
        status: 200,
        blob: artifact,
        headers: {
          'content-type': artifact.mimeType,
          'content-length': String(artifact.bytes),
          'content-disposition': disposition(artifact.fileName)
        }
      }
    if (operation === 'put-block') {
      const blockId = url.searchParams.get('blockid') ?? ''
      await putBlock(artifact.path, blockId, request)
      return stored()
    }
    return (await commitBlocks(artifact.path, await text(request)))
      ? stored()
      : storageError(400, 'InvalidBlockList')
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
    if (bearer(request) !== this.githubToken)
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

  private blobPath(): string {
    return join(this.options.directory, `${randomUUID()}.blob`)
  }

  private signedUrl(artifact: StoredArtifact): string {
    const url = new URL(`${this.url}/storage/artifacts/${artifact.id}`)
    url.searchParams.set('se', '2100-01-01T00:00:00Z')
    url.searchParams.set('sig', artifact.signature)
    return url.href
  }
}

function bearer(request: IncomingMessage): string | undefined {
  return /^(?:bearer|token) (.+)$/i.exec(
    request.headers.authorization ?? ''
  )?.[1]
}

function jsonObject(json: string): Record<string, unknown> {
  const value: unknown = JSON.parse(json)
  return value as Record<string, unknown>
}

function field(body: Readonly<Record<string, unknown>>, name: string): string {
  const value = body[name]
  return typeof value === 'string' || typeof value === 'number'
    ? String(value)
    : ''
}

/** The planned answer; what the client sends is read first, as a real server would. */
async function skip(
  request: IncomingMessage,
  fault: Fault & { kind: 'answer' }
): Promise<Answer> {
  await request.resume().toArray()
  const { status, body, headers } = fault
  return { status, body, ...(headers && { headers }) }
}

async function send(
  response: ServerResponse,
  answer: Answer,
  fault: Fault | undefined
): Promise<void> {
  const { status, body, headers, blob } = answer
  if (blob && !fault) {
    response.writeHead(status, headers)
    await pipeline(createReadStream(blob.path), response)
    return
  }
  const bytes = blob ? await blobBytes(blob) : bodyBytes(body)
  if (fault?.kind === 'corrupt' && bytes.length > 0)
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 0xff
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': String(bytes.length),
    ...headers
  })
  if (fault?.kind === 'truncate') {
    response.write(bytes.subarray(0, bytes.length >> 1))
    setImmediate(() => response.socket?.destroy())
    return
  }
  response.end(bytes)
}

function bodyBytes(body: unknown): Buffer {
  if (body === undefined) return Buffer.alloc(0)
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body))
}

async function blobBytes(blob: StoredArtifact): Promise<Buffer> {
  const chunks = await createReadStream(blob.path).toArray()
  return Buffer.concat(chunks as Buffer[])
}
