// One HTTP exchange over a connection of its own: deadlines, cancellation and honest ends. Nothing in it outlives its signal.
import http, { type IncomingHttpHeaders, type IncomingMessage } from 'node:http'
import https from 'node:https'
import { isIP, type Socket } from 'node:net'
import { Readable } from 'node:stream'
import tls from 'node:tls'
import { untilAborted } from '../until-aborted.js'
import { connectionError } from './connection-error.js'
import { proxyFor, proxyName, tunnel } from './proxy.js'
import { TransientError } from './transient-error.js'

export interface Request {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  url: URL
  headers: Readonly<Record<string, string | number>>
  body?: string | AsyncIterable<Buffer>
  /** Ends the exchange at once, whatever it waits for; its reason is thrown. */
  signal: AbortSignal
  /** Longest silence of the server, in ms of real time. */
  silence: number
  /** Longest duration of the whole exchange, in ms of real time; without one, a least rate holds. */
  deadline?: number
}

export interface Answer {
  status: number
  headers: IncomingHttpHeaders
  /** Whether a length or chunks tell where the body ends (RFC 9112, 6.3). Otherwise it ends with the connection, whole or not. */
  endIsStated: boolean
  /** The body as it comes over the wire. Ends only when it is as whole as the answer tells; throws a `TransientError` otherwise. */
  body: AsyncIterable<Buffer>
}

/** A body has to come faster, in bytes a ms over each four times the longest silence: a server that drips must not hold a run. */
const leastRate = 1

/**
 * Sends a request and lets `read` take the answer; the connection ends with it.
 *
 * @throws TransientError when the connection breaks, drips or stays silent, on either way
 * @throws Failure when a proxy refuses or a certificate is not trusted
 */
export async function exchange<T>(
  request: Request,
  read: (answer: Answer) => Promise<T>
): Promise<T> {
  const { signal, silence, deadline } = request
  signal.throwIfAborted()
  const end = new AbortController()
  const abort = () => end.abort(signal.reason)
  signal.addEventListener('abort', abort, { once: true })
  const stage: Stage = {}
  const watchdog = setTimeout(() => {
    const { proxy } = stage
    const who = proxy ? `from the proxy ${proxyName(proxy)} ` : ''
    end.abort(tooSlow(`nothing came ${who}for`, silence))
  }, silence)
  const limit =
    deadline === undefined
      ? undefined
      : setTimeout(
          () => end.abort(tooSlow('the answer was not whole after', deadline)),
          deadline
        )
  const body = bodyOf(request, watchdog)
  if (body instanceof Readable) body.once('error', error => end.abort(error))
  try {
    return await untilAborted(async () => {
      const message = await open(request, body, end.signal, stage)
      watchdog.refresh()
      return read({
        status: message.statusCode ?? 0,
        headers: message.headers,
        endIsStated: endIsStated(message),
        body: whole(message, watchdog, request)
      })
    }, end.signal)
  } finally {
    clearTimeout(watchdog)
    clearTimeout(limit)
    signal.removeEventListener('abort', abort)
    end.abort()
    if (body instanceof Readable) body.destroy()
  }
}

/** How far an exchange has come. */
interface Stage {
  /** Is asked for a tunnel. */
  proxy?: URL | undefined
}

function tooSlow(what: string, ms: number): TransientError {
  return new TransientError(`${what} ${Math.round(ms / 1000)} s`)
}

const changed = new Error('the server changed to another protocol (101)')

async function open(
  { method, url, headers }: Request,
  body: string | Readable | undefined,
  signal: AbortSignal,
  stage: Stage
): Promise<IncomingMessage> {
  const secure = url.protocol === 'https:'
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const port = url.port === '' ? (secure ? 443 : 80) : Number(url.port)
  const proxy = proxyFor(url)
  stage.proxy = proxy
  const socket =
    proxy && (await tunnel(proxy, `${url.hostname}:${port}`, signal))
  stage.proxy = undefined
  return new Promise((resolve, reject) => {
    const fail = (error: unknown): void => {
      reject(connectionError(error, url.host))
    }
    const request = (secure ? https : http).request({
      method,
      host,
      port,
      path: url.pathname + url.search,
      headers: { 'accept-encoding': 'identity', ...headers },
      signal,
      ...(socket
        ? { createConnection: () => (secure ? encrypt(socket, host) : socket) }
        : { agent: false })
    })
    request.once('response', message => {
      if (message.statusCode !== 101) {
        resolve(message)
        return
      }
      fail(changed)
      request.destroy()
    })
    // Without this, a request that is answered by 101 would tell nothing at all.
    request.once('upgrade', (_, socket: Socket) => {
      fail(changed)
      socket.destroy()
    })
    request.once('close', () => fail(new Error('the connection broke off')))
    request.on('error', fail)
    if (body instanceof Readable) body.pipe(request)
    else request.end(body)
  })
}

function encrypt(socket: Socket, host: string): tls.TLSSocket {
  const servername = isIP(host) === 0 ? host : ''
  const secured = tls.connect({
    socket,
    host,
    servername,
    ALPNProtocols: ['http/1.1']
  })
  secured.once('close', () => socket.destroy())
  return secured
}

function bodyOf(
  { body }: Request,
  watchdog: NodeJS.Timeout
): string | Readable | undefined {
  if (body === undefined || typeof body === 'string') return body
  return Readable.from(touching(body, watchdog), { objectMode: false })
}

async function* touching(
  chunks: AsyncIterable<Buffer>,
  watchdog: NodeJS.Timeout
): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    watchdog.refresh()
    yield chunk
  }
}

function endIsStated({ statusCode, headers }: IncomingMessage): boolean {
  return (
    statusCode === 204 ||
    statusCode === 304 ||
    headers['content-length'] !== undefined ||
    /\bchunked\s*$/i.test(headers['transfer-encoding'] ?? '')
  )
}

async function* whole(
  message: IncomingMessage,
  watchdog: NodeJS.Timeout,
  { url, silence }: Request
): AsyncGenerator<Buffer> {
  let bytes = 0
  /** Time spent in waiting for the server; what the reader takes is not its fault. */
  let waited = 0
  let asked = performance.now()
  try {
    for await (const chunk of message as AsyncIterable<Buffer>) {
      waited += performance.now() - asked
      bytes += chunk.length
      if (waited > 4 * silence) {
        if (bytes < waited * leastRate)
          throw new Error(`less than ${leastRate} kB a second came`)
        waited = 0
        bytes = 0
      }
      watchdog.refresh()
      yield chunk
      watchdog.refresh()
      asked = performance.now()
    }
  } catch (error) {
    throw connectionError(error, url.host)
  }
  if (!message.complete) throw new TransientError('the answer broke off')
}
