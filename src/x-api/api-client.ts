// Requests to the service: who gets the token, which limits are obeyed, what is counted, and how faults are outlived.
import { say, type Message } from '../lib/message.js'
import type { IncomingHttpHeaders } from 'node:http'
import type { Clock } from '../lib/clock.js'
import { Failure } from '../lib/failure.js'
import type { Log } from '../lib/log.js'
import { count, duration, instant, printable } from '../lib/text.js'
import { isSecure } from '../lib/secure-url.js'
import { readText } from '../lib/http/body.js'
import {
  TransientError,
  pauseAfterFaults,
  usualTries
} from '../lib/http/transient-error.js'
import { type Operation, RateLimits } from './limits.js'
import { formsOf, isApi, secretsOf } from './origin.js'
import {
  failureOf,
  isUsageCap,
  parse,
  TransientRefusal,
  readRefusal,
  type Refusal,
  unavailable
} from './problem.js'
import { type Answer, exchange, type Request } from '../lib/http/exchange.js'

export interface ApiClientOptions {
  /** Origin of the API. */
  apiUrl: string
  token: string
  userAgent: string
  clock: Clock
  log: Log
  /** Ends every request and pause at once; its reason is thrown. */
  signal: AbortSignal
  /** Longest silence of the service in ms of real time; a transfer is given more by its size, and a JSON call four times this in all. */
  silence?: number
  /** In [0, 1); spreads pauses. */
  jitter?: () => number
}

/** A request as its caller sees it. */
export interface Call extends Pick<Request, 'method' | 'url' | 'deadline'> {
  operation: Operation
  /** Completes "while …". */
  doing: string
  headers?: Request['headers']
  /** Opened anew for each hop. */
  body?: () => NonNullable<Request['body']>
  /** How many redirects are followed. */
  redirects?: number
  /** Added to the silence that is borne. */
  patience?: number
}

/** A JSON answer that is final: a success, or a refusal that trying again would not change. */
export interface Reply {
  status: number
  text: string
  json: Record<string, unknown> | undefined
}

const usualSilence = 15_000

/** Shorter ones would be found in the middle of words. */
const shortestSecret = 8

/** Shorter ones are in every line, and are no secrets: masked, they would take the log away. */
const shortestMask = 3

/** Clocks that differ by less are taken for the same: dates are stated in whole seconds, and answers take time. */
const clockTolerance = 10_000

/** Clocks do not differ by more than ten years: the date is wrong. */
const clockNonsense = 10 * 365 * 86_400_000

/** Answers below are given in full; X's longest is a list of jobs. */
const longestAnswer = 16_000_000

export class ApiClient {
  /** Requests made to the API's origin so far. */
  requests = 0
  private readonly limits = new RateLimits()
  private readonly masked = new Set<string>()
  /** By how much the service's clock is ahead of the runner's, in ms. */
  private ahead = 0

  constructor(private readonly options: ApiClientOptions) {}

  /** Masks a signed URL and what in it would let others use it. */
  mask(url: string): void {
    for (const secret of secretsOf(url)) {
      if (secret.length < shortestMask || this.masked.has(secret)) continue
      this.masked.add(secret)
      this.options.log.mask(secret)
    }
  }

  /** Reads a refusal, without the secrets that it may repeat. */
  refusal(status: number, text: string): Refusal {
    return readRefusal(status, text, words => this.clean(words))
  }

  /** Takes out of a text of the service the secrets that it may repeat: texts go into files, which are not masked. */
  clean(text: string): string {
    return [...formsOf(this.options.token), ...this.masked]
      .filter(({ length }) => length >= shortestSecret)
      .reduce((rest, secret) => rest.replaceAll(secret, '***'), text)
  }

  /** The time as the service has it, in ms: the runner's, unless answers show that the clocks differ. */
  now(): number {
    return this.options.clock.now() + this.ahead
  }

  private noteTime({ date }: IncomingHttpHeaders): void {
    const ahead = Date.parse(date ?? '') - this.options.clock.now()
    const size = Math.abs(ahead)
    this.ahead = size > clockTolerance && size < clockNonsense ? ahead : 0
  }

  private get silence(): number {
    return this.options.silence ?? usualSilence
  }

  get signal(): AbortSignal {
    return this.options.signal
  }

  isApi(url: URL): boolean {
    return isApi(url, this.options.apiUrl)
  }

  apiUrl(path: string): URL {
    return new URL(path, this.options.apiUrl)
  }

  /**
   * Sends one request, once the limits allow it, and follows redirects: the
   * token goes with it only where it stays at the API's origin.
   *
   * @throws TransientError
   */
  async send<T>(
    call: Call,
    read: (answer: Answer, url: URL) => Promise<T>
  ): Promise<T> {
    let { url } = call
    for (let hops = call.redirects ?? 0; ; hops--) {
      const outcome = await this.hop(call, url, async answer => {
        const next = hops > 0 ? redirect(call.method, answer, url) : undefined
        return next ? { next } : { value: await read(answer, url) }
      })
      if (!('next' in outcome)) return outcome.value
      url = outcome.next
      this.mask(url.href)
    }
  }

  private async hop<T>(
    call: Call,
    url: URL,
    read: (answer: Answer) => Promise<T>
  ): Promise<T> {
    const { signal, token, userAgent } = this.options
    const api = this.isApi(url)
    const operation = api ? call.operation : 'storage'
    await this.untilAllowed(operation, call.doing)
    signal.throwIfAborted()
    if (api) this.requests++
    return exchange(
      {
        method: call.method,
        url,
        headers: {
          ...call.headers,
          'user-agent': userAgent,
          ...(api && { authorization: `Bearer ${token}` })
        },
        ...(call.body && { body: call.body() }),
        ...(call.deadline !== undefined && { deadline: call.deadline }),
        signal,
        silence: this.silence + (call.patience ?? 0)
      },
      answer => {
        const { status, headers } = answer
        if (api) this.noteTime(headers)
        this.limits.note(operation, status, headers, this.now())
        return read(answer)
      }
    )
  }

  private async untilAllowed(
    operation: Operation,
    doing: string
  ): Promise<void> {
    const { clock, log, signal } = this.options
    const until = this.limits.until(operation)
    const wait = until - this.now()
    if (wait <= 0) return
    log.info(
      `The service allows no further request of this kind before ${instant(until)}; waiting ${duration(wait)} while ${doing}.`
    )
    // A little later than allowed: resets are stated in whole seconds.
    await clock
      .sleep(wait + 250 + 750 * this.jitter(), signal)
      .catch((error: unknown) => {
        throw explainTimeout(
          error,
          say`The service allowed no request before ${instant(until)} (its rate limit), while ${doing}.`
        )
      })
  }

  /**
   * Makes one try at a JSON request.
   *
   * @throws TransientError when another try may bring something else
   * @throws Failure when the plan's usage cap is reached
   */
  async tryJson(call: Call): Promise<Reply> {
    // Packed answers carry a checksum, which tells a damaged one.
    const headers = { ...call.headers, 'accept-encoding': 'gzip' }
    const deadline = 4 * this.silence
    return this.send({ ...call, headers, deadline }, async answer => {
      const { status } = answer
      const text = await readText(answer, longestAnswer)
      const json = parse(text)
      if (status >= 200 && status < 300) {
        if (json === undefined)
          throw new TransientError(`the answer is not JSON (status ${status})`)
        return { status, text, json }
      }
      this.throwIfTransient(status, text, call.doing)
      return { status, text, json }
    })
  }

  /** Throws a `TransientError` for a status that means "try again", a `Failure` for the usage cap. */
  throwIfTransient(status: number, text: string, doing: string): void {
    const early = status === 408 || status === 425 || status === 429
    if (!early && (status < 500 || status === 501)) return
    const refusal = this.refusal(status, text)
    if (status === 429 && isUsageCap(refusal)) throw failureOf(refusal, doing)
    throw new TransientRefusal(refusal, { notProcessed: early })
  }

  /**
   * Makes a JSON request until there is a final answer.
   *
   * @param check throws a `TransientError` at an answer that another try may better
   */
  async json(
    call: Call,
    tries = usualTries,
    check: (reply: Reply) => void = () => undefined
  ): Promise<Reply> {
    const attempt = async () => {
      const reply = await this.tryJson(call)
      check(reply)
      return reply
    }
    const reply = await this.persist(call.doing, tries, attempt)
    if (!isDoubtful(reply)) return reply
    await this.options.clock.sleep(
      pauseAfterFaults(1, this.jitter()),
      this.options.signal
    )
    return this.persist(call.doing, tries, attempt)
  }

  /** Repeats `attempt` while it ends in a `TransientError`, with growing pauses. */
  async persist<T>(
    doing: string,
    tries: number,
    attempt: () => Promise<T>
  ): Promise<T> {
    let last: TransientError | undefined
    for (let n = 1; ; n++) {
      try {
        if (last) await this.pauseAfter(last, doing, n - 1)
        return await attempt()
      } catch (error) {
        if (!(error instanceof TransientError))
          throw last
            ? explainTimeout(
                error,
                say`The last answer while ${doing} was a fault: ${printable(last.message, 200)}.`
              )
            : error
        const most = Math.min(tries, error.mostTries)
        if (n >= (isLimit(error) ? Math.min(most, usualTries) : most))
          throw gaveUp(error, doing, n)
        last = error
      }
    }
  }

  /** Tells of a fault and waits before the next try. */
  async pauseAfter(
    fault: TransientError,
    doing: string,
    n: number
  ): Promise<void> {
    const { clock, log, signal } = this.options
    const pause = pauseAfterFaults(n, this.jitter())
    const often = n === 1 ? '' : ` (${n} errors in a row)`
    log.info(
      `Temporary error while ${doing}: ${printable(fault.message, 200)}. Trying again in ${duration(Math.max(pause, 1000))}${often}.`
    )
    await clock.sleep(pause, signal)
  }

  private jitter(): number {
    return (this.options.jitter ?? Math.random)()
  }
}

/** A refusal that may come from something before the service: worth one more try. */
function isDoubtful({ status, json }: Reply): boolean {
  return status === 401 || (status === 403 && json === undefined)
}

function isLimit(fault: TransientError): fault is TransientRefusal {
  return fault instanceof TransientRefusal && fault.refusal.status === 429
}

/** The failure that a fault is once it has come `n` times in a row. */
export function gaveUp(
  fault: TransientError,
  doing: string,
  n: number
): Failure {
  if (isLimit(fault)) return failureOf(fault.refusal, doing)
  const often = n === 1 ? '' : ` ${count(n)} times in a row`
  return unavailable(
    say`The service failed${often} while ${doing}: ${printable(fault.message, 200)}.`,
    fault
  )
}

/** A timeout that came while something was wrong says what it was. */
function explainTimeout(error: unknown, why: Message): unknown {
  return error instanceof Failure && error.code === 'timeout'
    ? new Failure('timeout', { ...error.text, why }, { cause: error })
    : error
}

/** Where an answer sends us, where it may. A body is sent again only when the status says so. */
function redirect(
  method: Call['method'],
  { status, headers }: Answer,
  from: URL
): URL | undefined {
  const followed = method === 'GET' ? [301, 302, 303, 307, 308] : [307, 308]
  if (!followed.includes(status)) return undefined
  const { location } = headers
  if (location === undefined || !URL.canParse(location, from.href))
    return undefined
  const url = new URL(location, from)
  return isSecure(url) ? url : undefined
}
