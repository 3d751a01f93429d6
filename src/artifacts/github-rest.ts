// Reads from GitHub's REST API. The token goes to the API's own origin only.
import type { IncomingHttpHeaders } from 'node:http'
import { HttpClient, type HttpClientResponse } from '@actions/http-client'
import { duration } from '../text.js'
import type { Edges } from './edges.js'
import { untilAborted } from './until-aborted.js'

export interface RestAnswer {
  status: number
  /** Parsed JSON; undefined when the body is none. */
  body: unknown
  /** How long GitHub asks to wait before the next request, in ms; 0 if it does not. */
  wait: number
}

/** Reads one resource of the API, by its path. Rejects when the API can't be reached. */
export type RestGet = (path: string) => Promise<RestAnswer>

/** Larger answers are not read: the lists asked for here have at most 100 entries. */
const bodyLimit = 10_000_000

/** Pauses before the tries after the first, in ms. */
const pauses = [500, 2000]

const maxRedirects = 3

/** A reader that tries again after broken connections, 429 and 5xx, as late as it is told to. */
export function githubRest(
  { runner, log, clock }: Edges,
  token: string,
  signal: AbortSignal
): RestGet {
  // Its own following of redirects would carry the token to another port of the same host.
  const http = new HttpClient('batch-compliance-action', [], {
    allowRedirects: false,
    socketTimeout: 30_000
  })
  const headers = {
    accept: 'application/vnd.github+json',
    'x-github-api-version': '2022-11-28',
    ...(token !== '' && { authorization: `Bearer ${token}` })
  }

  async function once(path: string): Promise<RestAnswer> {
    let url = new URL(runner.apiUrl.replace(/\/$/, '') + path)
    for (let hop = 0; hop <= maxRedirects; hop++) {
      const response = await untilAborted(
        () => http.get(url.href, headers),
        signal
      )
      const body = await untilAborted(() => readBody(response), signal)
      const { statusCode = 0, headers: answered } = response.message
      const location = answered.location
      if (statusCode < 300 || statusCode > 399 || location === undefined)
        return {
          status: statusCode,
          body: parsed(body),
          wait: waitOf(answered, clock.now())
        }
      // A renamed repository redirects within the API.
      const next = new URL(location, url)
      if (next.origin !== url.origin)
        return { status: statusCode, body: undefined, wait: 0 }
      url = next
    }
    throw new Error('the API redirects again and again')
  }

  return async path => {
    for (const pause of pauses) {
      let wait = 0
      try {
        const answer = await once(path)
        if (!isPassing(answer)) return answer
        wait = answer.wait
        if (wait > pause)
          log.info(
            `GitHub asks to wait ${duration(wait)} for the next request.`
          )
      } catch {
        signal.throwIfAborted()
      }
      await clock.sleep(Math.max(pause, wait), signal)
    }
    return once(path)
  }
}

/** GitHub says 403 or 429 when it is asked too often or too fast (GitHub docs, "Rate limits for the REST API"). */
function isPassing({ status, wait }: RestAnswer): boolean {
  return status === 429 || status >= 500 || (status === 403 && wait > 0)
}

/** `retry-after`, or the time until `x-ratelimit-reset` once nothing remains; in ms. */
function waitOf(headers: IncomingHttpHeaders, now: number): number {
  const after = numberOf(headers['retry-after'])
  if (after !== undefined) return after * 1000
  const reset = numberOf(headers['x-ratelimit-reset'])
  const isSpent = headers['x-ratelimit-remaining'] === '0'
  return isSpent && reset !== undefined ? Math.max(1, reset * 1000 - now) : 0
}

function numberOf(header: string | string[] | undefined): number | undefined {
  return typeof header === 'string' && /^\d+$/.test(header)
    ? Number(header)
    : undefined
}

/** Rejects when the body breaks off: the client's own reader would wait forever. */
async function readBody({ message }: HttpClientResponse): Promise<string> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of message as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > bodyLimit) throw new Error('the answer is too long')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}
