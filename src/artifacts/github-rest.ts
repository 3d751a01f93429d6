// Reads from GitHub's REST API. The token goes to the API's own origin only.
import type { IncomingHttpHeaders } from 'node:http'
import { readText } from '../lib/http/body.js'
import { exchange } from '../lib/http/exchange.js'
import { retry } from '../lib/http/retry.js'
import { transient, TransientError } from '../lib/http/transient-error.js'
import { retryAfter, wholeNumber } from '../lib/http/headers.js'
import { explainTimeout } from '../lib/failure.js'
import { code, say } from '../lib/message.js'
import { duration, printable } from '../lib/text.js'
import type { Edges } from './dependencies.js'

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

/** Longest silence of the API, in ms. */
const silence = 30_000

/** A reader that tries again after broken connections, 429 and 5xx, as late as it is told to. */
export function githubRest(
  { runner, log, clock }: Edges,
  token: string,
  signal: AbortSignal
): RestGet {
  const headers = {
    accept: 'application/vnd.github+json',
    'user-agent': 'batch-compliance-action',
    'x-github-api-version': '2022-11-28',
    ...(token !== '' && { authorization: `Bearer ${token}` })
  }

  async function once(path: string): Promise<RestAnswer> {
    let url = new URL(runner.apiUrl.replace(/\/$/, '') + path)
    for (let hop = 0; hop <= maxRedirects; hop++) {
      const { next, ...answer } = await ask(url)
      // A renamed repository redirects within the API.
      if (next?.origin !== url.origin) return answer
      url = next
    }
    throw new TransientError('the API redirects too many times')
  }

  async function ask(url: URL): Promise<RestAnswer & { next?: URL }> {
    return exchange(
      { method: 'GET', url, headers, signal, silence },
      async answer => {
        const body = parsed(await readText(answer, bodyLimit))
        const wait = waitOf(answer.headers, clock.now())
        const { status } = answer
        const { location } = answer.headers
        const isRedirect =
          status >= 300 &&
          status < 400 &&
          location !== undefined &&
          URL.canParse(location, url.href)
        return isRedirect
          ? { status, body: undefined, wait, next: new URL(location, url) }
          : { status, body, wait }
      }
    )
  }

  return path =>
    retry(
      async () => {
        const answer = await once(path)
        if (isPassing(answer)) throw new Busy(answer)
        return answer
      },
      async (thrown, n) => {
        const fault = transient(thrown)
        const pause = pauses[n - 1]
        if (pause === undefined) throw fault
        const wait = fault instanceof Busy ? fault.answer.wait : 0
        log.info(
          wait > pause
            ? `GitHub asks to wait ${duration(wait)} for the next request.`
            : `Temporary error while asking GitHub: ${printable(fault.message, 200)}. Trying again.`
        )
        await clock.sleep(Math.max(pause, wait), signal)
      }
    ).catch((error: unknown) => {
      if (error instanceof Busy) return error.answer
      throw explainTimeout(
        error,
        say`GitHub had not answered yet, at ${code(runner.apiUrl, 200)}.`
      )
    })
}

/** An answer that the next request may not meet. */
class Busy extends TransientError {
  constructor(readonly answer: RestAnswer) {
    super(`GitHub answered ${answer.status}`)
  }
}

/** GitHub says 403 or 429 when it is asked too often or too fast (GitHub docs, "Rate limits for the REST API"). */
function isPassing({ status, wait }: RestAnswer): boolean {
  return status === 429 || status >= 500 || (status === 403 && wait > 0)
}

/** `retry-after`, or the time until `x-ratelimit-reset` once nothing remains; in ms. */
function waitOf(headers: IncomingHttpHeaders, now: number): number {
  const until = retryAfter(headers, now)
  if (until > 0) return Math.max(0, until - now)
  const reset = wholeNumber(headers['x-ratelimit-reset'])
  const isSpent = headers['x-ratelimit-remaining'] === '0'
  return isSpent && reset !== undefined ? Math.max(1, reset * 1000 - now) : 0
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}
