// The artifact client of GitHub, with its traps handled: answers that break off, single faults, errors without a class.
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { ClientRequest, IncomingMessage } from 'node:http'
import type { ArtifactClient } from '@actions/artifact'
import type { Clock } from '../lib/clock.js'
import { readEvent } from '../lib/environment.js'
import { Failure } from '../lib/failure.js'
import { withHarmlessOutput } from './client-output.js'
import { retry } from '../lib/http/retry.js'
import { untilAborted } from '../lib/until-aborted.js'

/**
 * Loaded when first used: it is by far the largest part of the bundle.
 *
 * As it loads it parses the payload of the event (`@actions/github`,
 * `context.ts`), which it has no use for: one that it would die of is kept from it.
 */
export async function artifactClient(): Promise<ArtifactClient> {
  const path = process.env['GITHUB_EVENT_PATH'] ?? ''
  if (!isJson((await readEvent(path)) ?? ''))
    delete process.env['GITHUB_EVENT_PATH']
  const { DefaultArtifactClient } = await import('@actions/artifact')
  return new DefaultArtifactClient()
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/**
 * What an error of the client means. Errors lose their class on the way
 * through it, so the texts decide.
 */
export type ClientFault =
  'conflict' | 'quota' | 'not-found' | 'unsupported' | 'refused' | 'passing'

export function faultOf(error: unknown): ClientFault {
  if (error instanceof Failure) return 'refused'
  const { name, message } = error instanceof Error ? error : new Error()
  if (name === 'GHESNotSupportedError') return 'unsupported'
  if (/ACTIONS_R\w+ env variable|backend IDs|invalid token/i.test(message))
    return 'unsupported'
  if (name === 'ArtifactNotFoundError') return 'not-found'
  if (error instanceof Error && name === 'HttpError' && 'status' in error)
    return faultOfStatus(Number(error.status))
  if (message.includes('quota has been hit')) return 'quota'
  if (message.includes('(409)')) return 'conflict'
  if (message.includes('(404)')) return 'not-found'
  return /non-retryable|after 5 /.test(message) ? 'refused' : 'passing'
}

function faultOfStatus(status: number): ClientFault {
  if (status === 404) return 'not-found'
  return status < 500 && status !== 429 ? 'refused' : 'passing'
}

/** What of an upload failed: reserving the name, sending the bytes, or completing it. */
export type UploadPhase = 'create' | 'store' | 'finalize'

export function phaseOf(error: unknown): UploadPhase {
  const { message } = error instanceof Error ? error : new Error()
  if (/^(Failed to )?CreateArtifact/.test(message)) return 'create'
  return /^(Failed to )?FinalizeArtifact/.test(message) ? 'finalize' : 'store'
}

/** The status in the text of an error; undefined where there is none. */
export function statusOf(error: unknown): number | undefined {
  const { message } = error instanceof Error ? error : new Error()
  const [, status] = /\((\d{3})\)/.exec(message) ?? []
  return status === undefined ? undefined : Number(status)
}

/** Whether the storage has answered at all. */
export function hasAnswer(error: unknown): boolean {
  return (
    error instanceof Error &&
    'statusCode' in error &&
    error.statusCode !== undefined
  )
}

/** Whether the storage of the bytes could not be reached, or fell silent. */
export function isOutOfReach(error: unknown): boolean {
  if (!(error instanceof Error) || hasAnswer(error)) return false
  return (
    /^(RestError|NetworkError)$/.test(error.name) ||
    error.message.includes('stalled')
  )
}

/** Pauses before the second and third try of a call, in ms. */
const pauses = [500, 3000]

/**
 * Calls the client, again after faults that pass: the client itself repeats
 * what answers with 429 or 5xx, but nothing after a broken connection.
 */
export async function callWithRetries<T>(
  call: () => Promise<T>,
  clock: Clock,
  signal: AbortSignal,
  limit?: Limit
): Promise<T> {
  return retry(
    () => callOnce(call, signal, limit),
    async (thrown, n) => {
      signal.throwIfAborted()
      const pause = pauses[n - 1]
      if (pause === undefined || faultOf(thrown) !== 'passing') throw thrown
      await clock.sleep(pause, signal)
    }
  )
}

/** How many bytes an answer may have, and what is thrown when it has more. */
export interface Limit {
  bytes: number
  failure: Failure
}

/** How often the length of answers is looked at, in ms. */
const looks = 50

/**
 * Calls the client once. Rejects at once when the signal aborts, when an
 * answer is longer than it may be, and when an answer of the artifact service
 * breaks off: the client would wait for the rest forever, with nothing left
 * that keeps the process alive. No answer goes on after that.
 */
export async function callOnce<T>(
  call: () => Promise<T>,
  signal: AbortSignal,
  limit?: Limit
): Promise<T> {
  const broken = new AbortController()
  /** Those that are coming in, and how to tell how much of each came. */
  const answers = new Map<IncomingMessage, () => number>()
  const watch = (message: unknown): void => {
    const { request, response } = message as {
      request: ClientRequest
      response: IncomingMessage
    }
    const method = /\/twirp\/.*\/(\w+)$/.exec(request.path)?.[1]
    // Uploads (PUT) are repeated by the client itself.
    if (method === undefined && request.method !== 'GET') return
    const { socket } = response
    const before = socket.bytesRead
    const length = () => socket.bytesRead - before
    answers.set(response, length)
    response.once('close', () => {
      answers.delete(response)
      look(length)
      if (!response.complete)
        broken.abort(
          new Error(`Failed to ${method ?? 'download'}: the answer broke off`)
        )
    })
  }
  const look = (length: () => number): void => {
    if (limit && length() > limit.bytes) broken.abort(limit.failure)
  }
  const timer = setInterval(() => answers.forEach(look), looks)
  subscribe(responseChannel, watch)
  try {
    const result = await withHarmlessOutput(() =>
      untilAborted(call, AbortSignal.any([signal, broken.signal]))
    )
    broken.signal.throwIfAborted()
    return result
  } finally {
    unsubscribe(responseChannel, watch)
    clearInterval(timer)
    for (const answer of answers.keys()) if (!answer.complete) answer.destroy()
  }
}

/** Where Node tells of every response that its HTTP client begins to receive. */
const responseChannel = 'http.client.response.finish'
