// Requests to the service: who gets the token, which limits are obeyed, what is counted, and how faults are outlived.
import { plain, say, type Message } from '../lib/message.js'
import type { IncomingHttpHeaders } from 'node:http'
import type { Clock } from '../lib/clock.js'
import { explainTimeout, Failure } from '../lib/failure.js'
import type { Log } from '../lib/log.js'
import { count, duration, instant, printable } from '../lib/text.js'
import { readText } from '../lib/http/body.js'
import { retry } from '../lib/http/retry.js'
import {
  TransientError,
  pauseAfterFaults,
  transient,
  usualTries
} from '../lib/http/transient-error.js'
import {
  type Limit,
  limitReason,
  limitWindow,
  type Operation,
  RateLimits
} from './limits.js'
import { isAllowed, isApi } from './origin.js'
import {
  basicAuthorization,
  type Credentials,
  secretsIn
} from './credentials.js'
import { Secrets } from './secrets.js'
import {
  failureOf,
  isUsageCap,
  parse,
  TransientRefusal,
  readRefusal,
  tokenFailure,
  type Refusal,
  unavailable
} from './problem.js'
import { type Answer, exchange, type Request } from '../lib/http/exchange.js'

export interface ApiClientOptions {
  /** Origin of the API. */
  apiUrl: string
  /** Masked already. */
  credentials: Credentials
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
  /** What it refuses, or brings in place of data. */
  refusal: Refusal
  json: Record<string, unknown> | undefined
}

/** What repeating depends on beside the faults themselves. */
export interface Persistence {
  /** Grows with what an attempt brings: faults are counted from the last growth on. */
  progress?: () => number
  /** The failure that a fault is once it has come `n` times in a row. */
  failure?: (fault: TransientError, doing: string, n: number) => Failure
}

const usualSilence = 15_000

/** How often a break is outlived, though every answer brought a little more. */
const mostBreaks = 50

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
  readonly secrets: Secrets
  /** Fetched once, where the App's key is given in its place. */
  private token: Promise<string> | undefined
  /** By how much the service's clock is ahead of the runner's, in ms. */
  private ahead = 0

  constructor(private readonly options: ApiClientOptions) {
    this.secrets = new Secrets(options.log, secretsIn(options.credentials))
  }

  /** Reads a refusal, without the secrets that it may repeat. */
  refusal(
    status: number,
    text: string,
    headers?: IncomingHttpHeaders
  ): Refusal {
    const refusal = readRefusal(status, text, words =>
      this.secrets.clean(words)
    )
    const { location } = headers ?? {}
    return status < 300 || status >= 400 || location === undefined
      ? refusal
      : {
          ...refusal,
          target: this.secrets.clean(printable(withoutQuery(location), 200))
        }
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

  /** The limit that a request of this kind would have to wait for now. */
  limitOf(operation: Operation): Limit | undefined {
    const limit = this.limits.of(operation)
    return limit && limit.until > this.now() ? limit : undefined
  }

  get signal(): AbortSignal {
    return this.options.signal
  }

  isApi(url: URL): boolean {
    return isApi(url, this.options.apiUrl)
  }

  /** Whether the service may direct a request there. */
  isAllowed(url: URL): boolean {
    return isAllowed(url, this.options.apiUrl)
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
    // Once away from the API, never back with the token: the way there is not its own.
    let isTrusted = this.isApi(url)
    for (let hops = call.redirects ?? 0; ; hops--) {
      const outcome = await this.hop(call, url, isTrusted, async answer => {
        const next = hops > 0 ? redirect(call.method, answer, url) : undefined
        return next && this.isAllowed(next)
          ? { next }
          : { value: await read(answer, url) }
      })
      if (!('next' in outcome)) return outcome.value
      url = outcome.next
      isTrusted &&= this.isApi(url)
      this.secrets.maskUrl(url.href)
    }
  }

  private async hop<T>(
    call: Call,
    url: URL,
    isTrusted: boolean,
    read: (answer: Answer) => Promise<T>
  ): Promise<T> {
    const { signal, userAgent } = this.options
    const authorization = isTrusted ? await this.authorization(call) : undefined
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
          ...(authorization !== undefined && { authorization })
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

  private async authorization({ operation }: Call): Promise<string> {
    const { credentials } = this.options
    if (operation === 'token' && 'apiKey' in credentials)
      return basicAuthorization(credentials.apiKey, credentials.apiKeySecret)
    this.token ??=
      'bearerToken' in credentials
        ? Promise.resolve(credentials.bearerToken)
        : this.fetchToken()
    return `Bearer ${await this.token}`
  }

  /** @throws Failure `unauthorized`, `forbidden` or whatever else keeps the token from us */
  private async fetchToken(): Promise<string> {
    const doing = 'fetching the bearer token of the App'
    const reply = await this.json({
      operation: 'token',
      doing,
      method: 'POST',
      url: this.apiUrl('/oauth2/token'),
      headers: {
        'content-type': 'application/x-www-form-urlencoded;charset=UTF-8'
      },
      body: () => 'grant_type=client_credentials'
    })
    const { access_token: token, token_type: type } = reply.json ?? {}
    const isToken = typeof token === 'string' && /^[\x21-\x7e]+$/.test(token)
    if (reply.status !== 200 || !isToken || !/^bearer$/i.test(String(type)))
      throw tokenFailure(reply.refusal, doing)
    this.secrets.maskToken(token)
    return token
  }

  private async untilAllowed(
    operation: Operation,
    doing: string
  ): Promise<void> {
    const limit = this.limitOf(operation)
    if (limit) await this.waitFor(limit, [capital(doing)])
  }

  /** Waits for a limit with one line in the log, which begins with what led to it. */
  private async waitFor(limit: Limit, occasion: Message): Promise<void> {
    const { clock, log, signal } = this.options
    const { until, name } = limit
    const wait = until - this.now()
    log.info(
      plain(
        say`${occasion}: X allows no further request of this kind before ${instant(until)}, because of ${name}. Waiting ${duration(wait)}.`
      )
    )
    // A little later than allowed: resets are stated in whole seconds.
    await clock
      .sleep(wait + 250 + 750 * this.jitter(), signal)
      .catch((error: unknown) => {
        throw explainTimeout(error, limitReason(limit))
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
      const refusal = this.refusal(status, text, answer.headers)
      if (status >= 200 && status < 300 && json === undefined)
        throw new TransientError(
          refusal.form === 'html'
            ? `an HTML page came in place of X's answer (status ${status}): something in between answers`
            : `the answer is not JSON (status ${status})`
        )
      this.throwIfTransient(status, text, call.doing)
      return { status, text, json, refusal }
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
    check: (reply: Reply) => void | Promise<void> = () => undefined
  ): Promise<Reply> {
    const attempt = async () => {
      const reply = await this.tryJson(call)
      await check(reply)
      return reply
    }
    const reply = await this.persist(call, tries, attempt)
    if (!isDoubtful(reply)) return reply
    await this.options.clock.sleep(
      pauseAfterFaults(1, this.jitter()),
      this.options.signal
    )
    return this.persist(call, tries, attempt)
  }

  /** Repeats `attempt` while it ends in a `TransientError`, with growing pauses; limits are waited out. */
  persist<T>(
    { doing, operation }: Pick<Call, 'doing' | 'operation'>,
    tries: number,
    attempt: () => Promise<T>,
    { progress = () => 0, failure = gaveUp }: Persistence = {}
  ): Promise<T> {
    const { clock } = this.options
    let last = say`X had not answered yet, while ${doing}.`
    let limitedSince: number | undefined
    let inARow = 0
    let reached = progress()
    return retry(attempt, async (thrown, n) => {
      const fault = transient(thrown)
      inARow = progress() > reached ? 1 : inARow + 1
      reached = progress()
      limitedSince = isLimit(fault) ? (limitedSince ?? clock.now()) : undefined
      // A limit is borne for its whole window, though nothing says when that ends.
      const isBorne =
        limitedSince !== undefined && clock.now() - limitedSince < limitWindow
      const isSpent = inARow >= Math.min(tries, fault.mostTries)
      if ((isSpent && !isBorne) || n - inARow > mostBreaks)
        throw failure(fault, doing, inARow)
      last = say`The last answer while ${doing} was a fault: ${printable(fault.message, 200)}.`
      await this.pauseAfter(fault, doing, inARow, operation)
    }).catch((error: unknown) => {
      throw explainTimeout(error, last)
    })
  }

  /**
   * Waits before the next try, and says so in one line.
   *
   * @param operation where it is to be tried again: a limit that is known of it is the pause
   */
  async pauseAfter(
    fault: TransientError,
    doing: string,
    n: number,
    operation?: Operation
  ): Promise<void> {
    const { clock, log, signal } = this.options
    const often = n === 1 ? '' : ` (${n} errors in a row)`
    const what = say`Temporary error while ${doing}: ${printable(fault.message, 200)}${often}`
    const limit = operation && this.limitOf(operation)
    if (limit) return this.waitFor(limit, what)
    const pause = pauseAfterFaults(n, this.jitter())
    log.info(
      `${plain(what)}. Trying again in ${duration(Math.max(pause, 1000))}.`
    )
    await clock.sleep(pause, signal)
  }

  private jitter(): number {
    return (this.options.jitter ?? Math.random)()
  }
}

function withoutQuery(url: string): string {
  return url.replace(/[?#].*/s, '')
}

/** The first letter as a sentence begins. */
function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}

/** A refusal that may come from something before the service: worth one more try. */
function isDoubtful({ status, json }: Reply): boolean {
  return status === 401 || (status >= 403 && json === undefined)
}

/** Whether a fault is a limit that is reached. */
export function isLimit(fault: TransientError): fault is TransientRefusal {
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
    say`X failed${often} while ${doing}: ${printable(fault.message, 200)}.`,
    fault
  )
}

/** Where an answer sends us, where the method allows it. A body is sent again only when the status says so. */
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
  return url
}
