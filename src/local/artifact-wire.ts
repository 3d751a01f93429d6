// The words and shapes of the artifact service: routes, tokens, answers and errors.
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import type { StoredArtifact } from './artifact-state.js'

const twirpMethods = [
  'CreateArtifact',
  'FinalizeArtifact',
  'ListArtifacts',
  'GetSignedArtifactURL',
  'DeleteArtifact'
] as const

export type TwirpMethod = (typeof twirpMethods)[number]

export type BlobOperation = 'put-block' | 'put-block-list' | 'get-blob'

export type ArtifactOperation = TwirpMethod | BlobOperation

/** An answer: a JSON body, or a blob. */
export interface Answer {
  status: number
  body?: unknown
  headers?: Record<string, string>
  blob?: StoredArtifact
}

/** The text of the real service. */
export const conflict: Answer = {
  status: 409,
  body: {
    code: 'already_exists',
    msg: 'an artifact with this name already exists on the workflow run'
  }
}

export const notFound: Answer = {
  status: 404,
  body: { message: 'Not Found', status: '404' }
}

/** What a request asks for; undefined for what the client of a step does not need. */
export function operationOf(
  method: string,
  url: URL
): ArtifactOperation | undefined {
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
  return undefined
}

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
