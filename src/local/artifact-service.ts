// The artifact service of GitHub on loopback, as far as @actions/artifact uses it: Twirp and block blobs.
import { randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
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
  type StoredArtifact,
  type WorkflowRun
} from './artifact-state.js'
import {
  conflict,
  disposition,
  notFound,
  ok,
  operationOf,
  runtimeToken,
  storageError,
  stored,
  twirpError,
  type Answer,
  type BlobOperation,
  type TwirpMethod
} from './artifact-wire.js'
import { commitBlocks, measure, putBlock } from './block-blobs.js'

export interface ArtifactServiceOptions {
  /** Where the blobs are kept. */
  directory: string
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
  readonly state: ArtifactState = new ArtifactState()
  /** What `github.token` is. */
  readonly githubToken = `ghs_${randomBytes(18).toString('hex')}`

  private readonly tokens = new Map<
    string,
    { run: WorkflowRun; jobBackendId: string }
  >()
  private readonly server = createServer((request, response) => {
    this.serve(request, response).catch(() => {
      response.destroy()
    })
  })

  constructor(private readonly options: { readonly directory: string }) {}

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

  /** The variables that a runner gives a step of the run; a run that is not known is made. */
  environment(runId: string): Record<string, string> {
    const run = this.state.runs.get(runId) ?? this.state.addRun(runId)
    const jobBackendId = randomUUID()
    const token = runtimeToken(run.backendId, jobBackendId)
    this.tokens.set(token, { run, jobBackendId })
    return {
      ACTIONS_RESULTS_URL: `${this.url}/`,
      ACTIONS_RUNTIME_TOKEN: token,
      GITHUB_API_URL: `${this.url}/api`
    }
  }

  /** The finalized artifacts of a run, oldest first. */
  artifactsOf(runId: string): StoredArtifact[] {
    const run = this.state.runs.get(runId)
    return run ? this.state.ofRun(run).filter(one => one.finalized) : []
  }

  protected async serve(
    request: IncomingMessage,
    response: ServerResponse
  ): Promise<void> {
    await send(response, await this.answer(request))
  }

  /** Does what is asked; nothing has been sent yet. */
  protected async answer(request: IncomingMessage): Promise<Answer> {
    const url = new URL(request.url ?? '/', this.url)
    const operation = operationOf(request.method ?? '', url)
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
      case undefined:
        return notFound
    }
  }

  private async twirp(
    method: TwirpMethod,
    request: IncomingMessage
  ): Promise<Answer> {
    const token = bearerOf(request)
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

  protected blobPath(): string {
    return join(this.options.directory, `${randomUUID()}.blob`)
  }

  protected signedUrl(artifact: StoredArtifact): string {
    const url = new URL(`${this.url}/storage/artifacts/${artifact.id}`)
    url.searchParams.set('se', '2100-01-01T00:00:00Z')
    url.searchParams.set('sig', artifact.signature)
    return url.href
  }
}

export function bearerOf(request: IncomingMessage): string | undefined {
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

export async function send(
  response: ServerResponse,
  { status, body, headers, blob }: Answer
): Promise<void> {
  if (blob) {
    response.writeHead(status, headers)
    await pipeline(createReadStream(blob.path), response)
    return
  }
  const bytes = bodyBytes(body)
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': String(bytes.length),
    ...headers
  })
  response.end(bytes)
}

export function bodyBytes(body: unknown): Buffer {
  if (body === undefined) return Buffer.alloc(0)
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body))
}
