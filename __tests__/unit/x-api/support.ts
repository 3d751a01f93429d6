// Servers on loopback that say exactly what a test wants, and a client that talks to them.
import {
  createServer,
  type IncomingHttpHeaders,
  type ServerResponse
} from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll } from '@jest/globals'
import {
  type ComplianceService,
  connect
} from '../../../src/x-api/compliance-service.js'
import type { Credentials } from '../../../src/x-api/credentials.js'
import type { Job } from '../../../src/x-api/job.js'
import {
  quickClock,
  type RememberedLog,
  rememberingLog
} from '../../support/dependencies.js'

export interface Received {
  method: string
  path: string
  headers: IncomingHttpHeaders
  body: string
}

export type Handler = (request: Received, response: ServerResponse) => void

export interface Server {
  url: string
  requests: Received[]
}

/** A function that starts servers, which are gone when the tests of a file are over. */
export function servers(): (handler: Handler) => Promise<Server> {
  const closing: (() => void)[] = []
  afterAll(() => closing.forEach(close => close()))
  return async handler => {
    const requests: Received[] = []
    const server = createServer((request, response) => {
      const chunks: Buffer[] = []
      request.on('data', (chunk: Buffer) => chunks.push(chunk))
      request.on('end', () => {
        const received = {
          method: request.method ?? '',
          path: request.url ?? '',
          headers: request.headers,
          body: Buffer.concat(chunks).toString()
        }
        requests.push(received)
        handler(received, response)
      })
    })
    await new Promise<void>(resolve =>
      server.listen(0, '127.0.0.1', () => resolve())
    )
    closing.push(() => {
      server.closeAllConnections()
      server.close()
    })
    const { port } = server.address() as AddressInfo
    return { url: `http://127.0.0.1:${port}`, requests }
  }
}

export const token = 'AAAAAAAAAAAAAAAAAAAAAtoken'

export interface Client {
  service: ComplianceService
  log: RememberedLog
  clock: ReturnType<typeof quickClock>
  cancel: AbortController
}

export function client(
  apiUrl: string,
  silence = 10_000,
  credentials: Credentials = { bearerToken: token }
): Client {
  const log = rememberingLog()
  const clock = quickClock()
  const cancel = new AbortController()
  const service = connect({
    apiUrl,
    credentials,
    userAgent: 'test',
    clock,
    log,
    signal: cancel.signal,
    silence,
    jitter: () => 0
  })
  return { service, log, clock, cancel }
}

/** Answers with JSON. */
export function json(
  response: ServerResponse,
  body: unknown,
  status = 200,
  headers: Record<string, string> = {}
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers })
  response.end(JSON.stringify(body))
}

/** A job whose transfers go to the URLs given. */
export function jobAt(urls: { upload?: string; download?: string }): Job {
  const createdAt = Date.UTC(2026, 10, 21)
  return {
    id: '1967000000000000000',
    type: 'tweets',
    name: 'test',
    status: 'created',
    createdAt,
    uploadUrl: urls.upload,
    uploadExpiresAt: createdAt + 900_000,
    downloadUrl: urls.download,
    downloadExpiresAt: createdAt + 604_800_000,
    error: undefined
  }
}
