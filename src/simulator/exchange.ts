// One request and its answer: the log, the faults, and how an answer goes out.
import { open } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import {
  empty,
  html,
  json,
  Refusal,
  xml,
  type Answer,
  type FilePiece,
  type ShortAnswer
} from './answers.js'
import { foreignPage, preflight } from './browsers.js'
import { answerControl } from './control.js'
import { answerExplorer } from './explorer.js'
import { openApi } from './openapi.js'
import { answerApi, routeApi } from './api.js'
import type { RequestFault } from './faults.js'
import { rateHeaders } from './rate-limits.js'
import { logEntry, remember, type LogEntry } from './request-log.js'
import type { Call, Service } from './service.js'
import { answerStorage, routeStorage } from './storage.js'
import { limits, type Origin } from './types.js'

/** Answers one request of this origin and gives its log entry, if it has one. Throws when a stored file can't be read. */
export async function exchange(
  service: Service,
  origin: Origin,
  request: IncomingMessage,
  response: ServerResponse
): Promise<LogEntry | undefined> {
  const { method = '' } = request
  const url = urlOf(request)
  const now = service.clock.now()
  const foreign = foreignPage(service, request)
  // The explorer's page is at the API's origin.
  if (request.headers.origin !== undefined && origin === 'storage' && !foreign)
    response.setHeader('access-control-allow-origin', service.origins.api)
  const aside =
    foreign ??
    (origin === 'api'
      ? await answerAside(service, request, url)
      : preflight(request))
  if (aside) {
    response.writeHead(aside.status, aside.headers).end(aside.body)
    return undefined
  }
  const route =
    origin === 'api'
      ? routeApi(service, method, url.pathname)
      : { ...routeStorage(method, url.pathname), pathKnown: true }
  const { operation, jobId } = route
  const entry = logEntry(request, url, { time: now, origin, operation, jobId })
  remember(service.log, entry)
  const fault = operation && service.faults.forRequest(operation)
  entry.fault = fault?.kind
  const body = counted(request, entry)
  const call: Call = { request, url, entry, body, now, fault, headers: {} }

  if (fault?.kind === 'hang') return entry
  if (fault?.kind === 'reset') {
    reset(response)
    return entry
  }
  if (fault?.kind === 'delay') await delay(fault.ms, undefined, { ref: false })
  const answer =
    (fault && faultAnswer(service, origin, fault, now)) ??
    (await answerOf(service, () =>
      origin === 'api'
        ? answerApi(service, call, route)
        : answerStorage(service, call, route)
    ))
  if (fault?.kind === 'lost') reset(response)
  else if (!request.readableAborted) await send(call, response, answer, origin)
  return entry
}

/** The answer, be it a refusal or a failure of the simulator itself. */
async function answerOf(
  { problems }: Service,
  work: () => Promise<Answer>
): Promise<Answer> {
  try {
    return await work()
  } catch (error) {
    return error instanceof Refusal
      ? error.answer
      : problems.internal(error instanceof Error ? error.message : '')
  }
}

/** The path and query of a request line, whatever it holds. */
function urlOf({ url = '/' }: IncomingMessage): URL {
  const base = 'http://simulator'
  const text = url.startsWith('/') ? base + url : url
  return new URL(URL.canParse(text) ? text : base)
}

/** What is the simulator's and not the service's: not logged, and no fault hits it. */
async function answerAside(
  service: Service,
  request: IncomingMessage,
  url: URL
): Promise<ShortAnswer | undefined> {
  const { method = '' } = request
  if (method === 'GET' && url.pathname === '/2/openapi.json')
    return json(openApi(service.flow, service.origins, service.cancel))
  return (
    answerControl(service, request, url) ??
    (method === 'GET' ? await answerExplorer(service, url.pathname) : undefined)
  )
}

/** Leaves the connection open when its reader stops early, so that a refusal can still be sent. */
async function* counted(
  request: IncomingMessage,
  entry: LogEntry
): AsyncGenerator<Buffer> {
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    const bytes = chunk as Buffer
    entry.bytesReceived += bytes.length
    yield bytes
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
    ...answer.headers,
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
  if (harm === 'truncate') {
    response.socket?.end()
    return
  }
  response.flushHeaders()
  await drained(request)
  response.end()
}

/** Many clients read an answer only after they have sent all, and Node would cut them off. */
async function drained(request: IncomingMessage): Promise<void> {
  if (request.complete || request.closed) return
  await new Promise(resolve => request.once('close', resolve).resume())
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

/** One buffer for all of a file: each chunk is handed on before the next is read. */
async function* chunksOf(body: Answer['body']): AsyncGenerator<Buffer> {
  if (!isFile(body)) {
    yield Buffer.from(body)
    return
  }
  const handle = await open(body.path)
  try {
    const buffer = Buffer.allocUnsafe(65_536)
    for (let sent = 0; sent < body.length;) {
      const length = Math.min(buffer.length, body.length - sent)
      const position = body.start + sent
      const { bytesRead } = await handle.read(buffer, 0, length, position)
      if (bytesRead === 0) throw new Error('The stored file is too short.')
      yield buffer.subarray(0, bytesRead)
      sent += bytesRead
    }
  } finally {
    await handle.close()
  }
}

/** Waits until the bytes are handed on; false when the other side has gone. */
function write(response: ServerResponse, chunk: Buffer): Promise<boolean> {
  return new Promise(resolve => {
    if (response.destroyed) resolve(false)
    else response.write(chunk, error => resolve(!error))
  })
}
