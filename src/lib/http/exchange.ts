// One HTTP exchange: deadline, cancellation and honest ends on top of @actions/http-client, which is used as transport only.
import { HttpClient } from '@actions/http-client'
import http, { type IncomingHttpHeaders } from 'node:http'
import https from 'node:https'
import { Readable } from 'node:stream'
import { Fault } from './transient-error.js'

export interface Request {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  url: URL
  headers: Readonly<Record<string, string | number>>
  body?: string | AsyncIterable<Buffer>
  /** Ends the exchange at once; its reason is thrown. */
  signal: AbortSignal
  /** Longest silence of the server, in ms of real time. */
  silence: number
}

export interface Answer {
  status: number
  headers: IncomingHttpHeaders
  /** The body as it comes over the wire. Ends only when it is whole; throws a `Fault` otherwise. */
  body: AsyncIterable<Buffer>
}

/** Errors by which a connection fails before anything was sent. */
const beforeSending = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH'
])

/**
 * Sends a request and lets `read` take the answer; the connection ends with it.
 *
 * @throws Fault when the connection breaks or stays silent, on either way
 */
export async function exchange<T>(
  request: Request,
  read: (answer: Answer) => Promise<T>
): Promise<T> {
  const { signal } = request
  signal.throwIfAborted()
  const end = new AbortController()
  const abort = () => end.abort()
  signal.addEventListener('abort', abort, { once: true })
  const cause: { silent?: boolean; local?: Error } = {}
  const watchdog = setTimeout(() => {
    cause.silent = true
    end.abort()
  }, request.silence)
  const body = bodyOf(request, watchdog)
  if (body instanceof Readable)
    body.once('error', error => {
      cause.local = error
      end.abort()
    })
  try {
    const message = await open(request, body, end.signal)
    watchdog.refresh()
    return await read({
      status: message.statusCode ?? 0,
      headers: message.headers,
      body: whole(message, watchdog)
    })
  } catch (error) {
    signal.throwIfAborted()
    if (cause.local) throw cause.local
    if (cause.silent)
      throw new Fault(
        `nothing came for ${Math.round(request.silence / 1000)} s`,
        { cause: error }
      )
    throw error
  } finally {
    clearTimeout(watchdog)
    signal.removeEventListener('abort', abort)
    end.abort()
    if (body instanceof Readable) body.destroy()
  }
}

async function open(
  { method, url, headers, silence }: Request,
  body: string | Readable | undefined,
  signal: AbortSignal
): Promise<http.IncomingMessage> {
  const secure = url.protocol === 'https:'
  // A client keeps one agent, whatever the protocol or proxy of later requests.
  // Its own limit, whose error would show the URL, must never be met.
  const client = new HttpClient(undefined, [], { socketTimeout: 2 * silence })
  const info = {
    httpModule: secure ? https : http,
    parsedUrl: url,
    options: {
      method,
      host: url.hostname.replace(/^\[|\]$/g, ''),
      port: url.port === '' ? (secure ? 443 : 80) : url.port,
      path: url.pathname + url.search,
      headers: { 'accept-encoding': 'identity', ...headers },
      agent: client.getAgent(url.href),
      signal
    }
  }
  try {
    // The type of the client knows no request without a body; the code does.
    const { message } = await client.requestRaw(info, body as string)
    return message
  } catch (error) {
    throw asFault(error)
  }
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

async function* whole(
  message: http.IncomingMessage,
  watchdog: NodeJS.Timeout
): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of message as AsyncIterable<Buffer>) {
      watchdog.refresh()
      yield chunk
    }
  } catch (error) {
    throw asFault(error)
  }
  if (!message.complete) throw new Fault('the answer broke off')
}

function asFault(error: unknown): Fault {
  const { message, code } = error as NodeJS.ErrnoException
  const words =
    code === 'ECONNRESET' || code === 'EPIPE'
      ? 'the connection broke off'
      : message || String(code)
  return new Fault(words, {
    cause: error,
    hadNoEffect: code !== undefined && beforeSending.has(code)
  })
}
