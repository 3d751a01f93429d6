// The words and shapes of GitHub's artifact APIs: routes, tokens, answers and errors.
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import type {
  Repository,
  StoredArtifact,
  WorkflowRun
} from './artifact-state.js'
import type { Fault } from './faults.js'

const twirpMethods = [
  'CreateArtifact',
  'FinalizeArtifact',
  'ListArtifacts',
  'GetSignedArtifactURL',
  'DeleteArtifact'
] as const

export type TwirpMethod = (typeof twirpMethods)[number]

export type BlobOperation = 'put-block' | 'put-block-list' | 'get-blob'

export type RestOperation =
  | 'rest-list'
  | 'rest-run-list'
  | 'rest-run'
  | 'rest-repository'
  | 'rest-download'
  | 'rest-delete'

/** The requests that can be told apart, for faults and for the list of requests. */
export type ArtifactOperation =
  TwirpMethod | BlobOperation | RestOperation | 'unknown'

/** An answer: a JSON body, or a blob. */
export interface Answer {
  status: number
  body?: unknown
  headers?: Record<string, string>
  blob?: StoredArtifact
}

/** Texts of the real service. */
export const conflict = {
  kind: 'answer',
  status: 409,
  body: {
    code: 'already_exists',
    msg: 'an artifact with this name already exists on the workflow run'
  }
} as const satisfies Fault
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

export const notFound: Answer = {
  status: 404,
  body: { message: 'Not Found', status: '404' }
}

export function operationOf(method: string, url: URL): ArtifactOperation {
  const path = url.pathname
  const twirp = twirpMethods.find(name =>
    path.endsWith(`/github.actions.results.api.v1.ArtifactService/${name}`)
  )
  if (twirp && method === 'POST') return twirp
  if (path.startsWith('/storage/')) {
    if (method === 'GET') return 'get-blob'
    const comp = url.searchParams.get('comp')
    if (method === 'PUT' && comp === 'block') return 'put-block'
    if (method === 'PUT' && comp === 'blocklist') return 'put-block-list'
  }
  const rest = restRoutes.find(
    ([verb, pattern]) => verb === method && pattern.test(path)
  )
  return rest?.[2] ?? 'unknown'
}

const restRoutes: readonly [string, RegExp, ArtifactOperation][] = [
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

/** A token whose claims say what the client needs; the signature is for show. */
export function runtimeToken(
  runBackendId: string,
  jobBackendId: string
): string {
  const part = (value: unknown): string =>
    Buffer.from(JSON.stringify(value)).toString('base64url')
  const claims = {
    scp: `Actions.GenericRead:00000000-0000-0000-0000-000000000000 Actions.Results:${runBackendId}:${jobBackendId}`
  }
  return [
    part({ alg: 'RS256', typ: 'JWT' }),
    part(claims),
    randomBytes(32).toString('base64url')
  ].join('.')
}

export function isExpired(artifact: StoredArtifact): boolean {
  return artifact.expiresAt.getTime() <= Date.now()
}

export function repositoryJson({
  id,
  name,
  private: hidden
}: Repository): unknown {
  return {
    id,
    full_name: name,
    name: name.split('/')[1],
    private: hidden,
    visibility: hidden ? 'private' : 'public'
  }
}

export function runJson(run: WorkflowRun): unknown {
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

function artifactJson(artifact: StoredArtifact): unknown {
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
export function page(artifacts: readonly StoredArtifact[], url: URL): unknown {
  const name = url.searchParams.get('name')
  const size = Number(url.searchParams.get('per_page') ?? '30')
  const number = Number(url.searchParams.get('page') ?? '1')
  const found = artifacts.filter(one => name === null || one.name === name)
  return {
    total_count: found.length,
    artifacts: found.slice((number - 1) * size, number * size).map(artifactJson)
  }
}

export function disposition(fileName: string): string {
  const plain = fileName.replaceAll(/[^ -~]|"/g, '_')
  return `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(fileName)}`
}

export const ok = (body: unknown): Answer => ({ status: 200, body })

export const twirpError = (
  status: number,
  code: string,
  msg: string
): Answer => ({
  status,
  body: { code, msg }
})

export const githubError = (status: number, message: string): Answer => ({
  status,
  body: { message, status: String(status) }
})

export const storageError = (status: number, code: string): Answer => ({
  status,
  headers: { 'x-ms-error-code': code, 'content-type': 'application/xml' },
  body: `<?xml version="1.0" encoding="utf-8"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`
})

export const stored = (): Answer => ({
  status: 201,
  headers: {
    etag: `"${createHash('md5').update(randomUUID()).digest('hex')}"`,
    'last-modified': new Date().toUTCString(),
    'x-ms-request-id': randomUUID(),
    'x-ms-version': '2026-04-06'
  }
})
