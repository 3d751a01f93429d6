// One request and its answer: the log, the faults, and how an answer goes out.
import { createReadStream } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import {
  empty,
  html,
  Refusal,
  xml,
  type Answer,
  type FilePiece
} from './answers.js'
import { answerApi, routeApi } from './api.js'
import type { RequestFault } from './faults.js'
import { rateHeaders } from './rate-limits.js'
import { logEntry } from './request-log.js'
import type { Call, Service } from './service.js'
import { answerStorage, routeStorage } from './storage.js'
import { limits, type Origin } from './types.js'

/** Answers one request of this origin; never throws. */
export async function exchange(
  service: Service,
  origin: Origin,
  request: IncomingMessage,
  response: ServerResponse
): Promise<void> {
  const { method = '' } = request
  const url = new URL(request.url ?? '/', 'http://simulator')
  const now = service.clock.now()
  const route =
    origin === 'api'
      ? routeApi(service, method, url.pathname)
      : { ...routeStorage(method, url.pathname), pathKnown: true }
  const { operation, jobId } = route
  const entry = logEntry(request, url, { time: now, origin, operation, jobId })
  service.log.push(entry)
  const fault = operation && service.faults.forRequest(operation)
  entry.fault = fault?.kind
  const call: Call = { request, url, entry, now, fault, headers: {} }

  if (fault?.kind === 'hang') return
  if (fault?.kind === 'reset') {
    reset(response)
    return
  }
  if (fault?.kind === 'delay') await delay(fault.ms, undefined, { ref: false })
  try {
    const answer =
      (fault && faultAnswer(service, origin, fault, now)) ??
      (await (origin === 'api'
        ? answerApi(service, call, route)
        : answerStorage(service, call, route)))
    if (fault?.kind === 'lost') reset(response)
    else await send(call, response, answer, origin)
  } catch (error) {
    if (error instanceof Refusal)
      await send(call, response, error.answer, origin)
    else if (!request.readableAborted)
      await send(call, response, service.problems.plain(500), origin)
  }
}

/** What a fault answers in the service's place; undefined where the service answers itself. */
function faultAnswer(
  { problems }: Service,
  origin: Origin,
  fault: RequestFault,
  now: number
): Answer | undefined {
  switch (fault.kind) {
    case 'html':
      return html(fault.status ?? 200)
    case 'status':
      if (fault.empty) return empty(fault.status)
      if (origin === 'storage')
        return xml(fault.status, 'InternalError', 'We encountered an error.')
      return fault.status === 402
        ? problems.paymentRequired()
        : problems.plain(fault.status)
    case 'rate-limited': {
      const resetAt = now + (fault.ms ?? limits.rateLimitWindow)
      return problems.plain(
        429,
        fault.retryAfter
          ? { 'retry-after': `${Math.ceil((resetAt - now) / 1000)}` }
          : rateHeaders(150, 0, resetAt)
      )
    }
    case 'usage-capped':
      return problems.usageCapped()
    case 'not-enrolled':
      return problems.notEnrolled()
    case 'user-context':
      return problems.userContext()
    case 'redirect':
      return empty(307, { location: fault.location })
    case 'reset':
    case 'hang':
    case 'delay':
    case 'lost':
    case 'truncate':
    case 'corrupt':
      return undefined
  }
}

function reset(response: ServerResponse): void {
  response.socket?.resetAndDestroy()
}

/** Recorded on every JSON answer of the API. */
const apiHeaders = {
  'api-version': '2.168',
  'cache-control': 'no-cache, no-store, max-age=0',
  'content-disposition': 'attachment; filename=json.json',
  server: 'tsa_o',
  'strict-transport-security': 'max-age=631138519',
  'x-access-level': 'read',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'SAMEORIGIN',
  'x-xss-protection': '0'
}

async function send(
  { request, entry, fault, now, headers }: Call,
  response: ServerResponse,
  given: Answer,
  origin: Origin
): Promise<void> {
  const answer = origin === 'api' ? compressed(given, request) : given
  const { length } = answer.body
  entry.status = answer.status
  response.writeHead(answer.status, {
    date: new Date(now).toUTCString(),
    ...(origin === 'api' && !isFile(answer.body) && apiHeaders),
    ...headers,
    ...Object.fromEntries(
      Object.entries(answer.headers).map(([name, value]) => [
        name,
        typeof value === 'string' ? value : [...value]
      ])
    ),
    'content-length': length
  })
  const harm = fault?.kind
  const end = harm === 'truncate' ? Math.floor(length / 2) : length
  const damaged =
    harm === 'corrupt' && entry.operation !== 'upload'
      ? Math.floor(length / 2)
      : -1
  for await (const chunk of chunksOf(answer.body)) {
    const piece = chunk.subarray(0, end - entry.bytesSent)
    const at = damaged - entry.bytesSent
    if (at >= 0 && at < piece.length) piece[at] = (piece[at] ?? 0) ^ 1
    if (piece.length > 0 && !(await write(response, piece))) return
    entry.bytesSent += piece.length
  }
  if (harm === 'truncate') response.socket?.end()
  else response.end()
}

/** JSON goes out packed to whoever takes that, as recorded. */
function compressed(answer: Answer, request: IncomingMessage): Answer {
  const accepted = request.headers['accept-encoding'] ?? ''
  if (isFile(answer.body) || answer.body.length === 0) return answer
  if (!/\bgzip\b/.test(accepted)) return answer
  return {
    ...answer,
    headers: { ...answer.headers, 'content-encoding': 'gzip' },
    body: gzipSync(answer.body)
  }
}

const isFile = (body: Answer['body']): body is FilePiece => 'path' in body

async function* chunksOf(body: Answer['body']): AsyncGenerator<Buffer> {
  if (!isFile(body)) yield Buffer.from(body)
  else if (body.length > 0)
    for await (const chunk of createReadStream(body.path, {
      start: body.start,
      end: body.start + body.length - 1
    }))
      yield chunk as Buffer
}

/** Waits until the bytes are handed on; false when the other side has gone. */
function write(response: ServerResponse, chunk: Buffer): Promise<boolean> {
  return new Promise(resolve => {
    if (response.destroyed) resolve(false)
    else response.write(chunk, error => resolve(!error))
  })
}
