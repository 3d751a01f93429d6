// What the service says when it says no, and the failure that a user reads for it.
import { plain, quote, say, type Message } from '../lib/message.js'
import { Failure } from '../lib/failure.js'
import { TransientError } from '../lib/http/transient-error.js'
import { printable } from '../lib/text.js'

/** A refusal: the status and what the body says, where it says something. */
export interface Refusal {
  status: number
  /** Problem `type`, title and reason, lower case, for telling refusals apart. */
  kind: string
  /** One printable line; empty when the body says nothing. */
  detail: string
  /** What the body is: an answer of the API is JSON, one of its storage XML. */
  form: 'json' | 'html' | 'empty' | 'other'
  /** Where a redirect leads, without what may be secret. */
  target?: string | undefined
}

/** A refusal that another try may not meet: the service is busy, disturbed, or was asked too early. */
export class TransientRefusal extends TransientError {
  constructor(
    readonly refusal: Refusal,
    options: { notProcessed: boolean }
  ) {
    super(`X answered ${plain(said(refusal))}`, options)
  }
}

/**
 * Reads a refusal off a body: problem+json (RFC 9457), X's `errors[]`, or the
 * XML of Google Cloud Storage. `clean` takes out of its words what nobody may read.
 */
export function readRefusal(
  status: number,
  body: string,
  clean: (text: string) => string
): Refusal {
  const json = parse(body)
  if (json === undefined) {
    const code = /<Code>([^<]{1,80})<\/Code>/.exec(body)?.[1] ?? ''
    const form = /^\s*<(!doctype html|html|head|body)\b/i.test(
      body.slice(0, 1000)
    )
      ? 'html'
      : body.trim() === ''
        ? 'empty'
        : 'other'
    return {
      status,
      kind: code.toLowerCase(),
      detail: printable(clean(code)),
      form
    }
  }
  const [first] = Array.isArray(json['errors'])
    ? (json['errors'] as unknown[])
    : []
  const error = isRecord(first) ? first : {}
  const words = [
    json['type'],
    json['title'],
    json['reason'],
    error['type'],
    error['label']
  ]
  const detail = [
    json['detail'],
    error['detail'],
    error['message'],
    json['message'],
    json['title']
  ].find(text => typeof text === 'string' && text !== '')
  return {
    status,
    kind: words
      .filter(word => typeof word === 'string')
      .join(' ')
      .toLowerCase(),
    detail: typeof detail === 'string' ? printable(clean(detail), 200) : '',
    form: 'json'
  }
}

/** The JSON object that `body` is; undefined when it is none. */
export function parse(body: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(body)
    return isRecord(value) ? value : undefined
  } catch {
    return undefined
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** `403, “Client Forbidden”` and the like, for a sentence. */
export function said({ status, detail, form, target }: Refusal): Message {
  if (form === 'html') return say`${status} with an HTML page`
  if (target !== undefined)
    return say`${status} with the target ${quote(target)}`
  return detail === '' ? [String(status)] : say`${status}, ${quote(detail)}`
}

/** Whether a 429 means the plan's cap, which no waiting for a reset lifts. */
export function isUsageCap({ kind }: Refusal): boolean {
  return /usage-?cap/.test(kind)
}

/** What stands in an answer of status 200 without data, as the status that it would deserve (X docs, "Partial errors"). */
const meanings: readonly (readonly [RegExp, number])[] = [
  [/usage-?cap|rate-?limit|too many requests/, 429],
  [
    /client-forbidden|unsupported-authentication|not-authorized|not-enrolled|forbidden/,
    403
  ],
  [/unauthorized/, 401],
  [/resource-not-found|not found/, 404]
]

/** The status that tells a refusal apart: its own, or, with a good one, that of the problem that came in place of data. */
export function meaningOf({ status, kind }: Refusal): number {
  if (status >= 300) return status
  return meanings.find(([words]) => words.test(kind))?.[1] ?? status
}

/** The failure that a final refusal of the API is. `doing` completes "while …". */
export function failureOf(refusal: Refusal, doing: string): Failure {
  const what = say`X answered ${said(refusal)} while ${doing}.`
  const status = meaningOf(refusal)
  const inBetween =
    refusal.form === 'html'
      ? say`X's API never answers with an HTML page. A proxy, a firewall or a gateway between the runner and X did.`
      : undefined
  switch (status) {
    case 401:
      return new Failure('unauthorized', {
        what,
        why:
          inBetween ??
          say`The bearer token is wrong, revoked, or of another App than the job.`,
        fix: inBetween
          ? reachX
          : say`Regenerate the App's bearer token in X's developer console and store it as the secret that \`bearer-token\` reads.`
      })
    case 402:
      return new Failure('payment-required', {
        what,
        why: say`The X developer account has no credits or no plan for this endpoint.`,
        fix: say`Add credits or choose a plan in X's developer console, then run the workflow again.`
      })
    case 403:
      return inBetween
        ? new Failure('forbidden', { what, why: inBetween, fix: reachX })
        : forbidden(refusal, what)
    case 429:
      return isUsageCap(refusal)
        ? new Failure('usage-capped', {
            what,
            why: say`The usage cap of the X plan is reached; it is lifted when the period ends, not within minutes.`,
            fix: say`Raise the cap in X's developer console, or wait for the next period.`
          })
        : new Failure('rate-limited', {
            what,
            why: say`The limit was still reached after the step waited for its reset; something else may use the same App.`,
            fix: say`Run the workflow again later: it resumes the same job. Raise \`poll-interval\` if this repeats.`
          })
    case 301:
    case 302:
    case 303:
    case 307:
    case 308:
      return new Failure('service-unavailable', {
        what,
        why: say`The API is not at this address; the token is never sent along a redirect.`,
        fix: say`Check \`api-url\`: if the target belongs to X, give its origin.`
      })
    case 404:
    case 405:
      return new Failure('service-unavailable', {
        what,
        why:
          inBetween ??
          (refusal.form === 'empty'
            ? say`X answers this way when the App's plan does not include the batch compliance endpoints. A server that is not X may do the same.`
            : say`The server does not have the batch compliance endpoints there.`),
        fix:
          refusal.form === 'empty'
            ? say`Check \`api-url\`, and the App's access level in X's developer console.`
            : say`Check \`api-url\`.`
      })
    default:
      return status >= 500
        ? unavailable(what)
        : new Failure('request-refused', {
            what,
            why:
              inBetween ??
              say`X, or something between the runner and X, refuses this request. No other cause is known.`,
            fix: say`Read what the answer says. Run the workflow again later; if this repeats, report it with the log.`
          })
  }
}

const reachX = say`Make sure that the runner can reach \`api-url\` directly, or allow it in the proxy or firewall.`

/** The failure that keeps the App's bearer token from being fetched. A wrong pair of key and secret is refused by 403 with a label of its own (X docs, "OAuth 2.0 App-Only"). */
export function tokenFailure(refusal: Refusal, doing: string): Failure {
  const { status, kind, form } = refusal
  const what = say`X answered ${said(refusal)} while ${doing}.`
  if (form !== 'html' && (status === 401 || kind.includes('authenticity')))
    return new Failure('unauthorized', {
      what,
      why: say`\`api-key\` and \`api-key-secret\` are not the key and secret of one App, or were revoked.`,
      fix: say`Copy both again from the App's keys and tokens in X's developer console. The client ID and client secret of OAuth 2.0, and access tokens of users, do not work here.`
    })
  if (form !== 'html' && status === 403)
    return new Failure('forbidden', {
      what,
      why: say`The App may not have a bearer token: it may be suspended, or its access does not include App-only authentication.`,
      fix: say`Check the App in X's developer console.`
    })
  return failureOf(refusal, doing)
}

function forbidden({ kind }: Refusal, what: Message): Failure {
  if (kind.includes('unsupported-authentication'))
    return new Failure('forbidden', {
      what,
      why: say`The token is a user token; the compliance endpoints take App-only bearer tokens.`,
      fix: say`Use the App's bearer token (OAuth 2.0 App-Only) from X's developer console.`
    })
  if (kind.includes('client-not-enrolled'))
    return new Failure('forbidden', {
      what,
      why: say`The App is not attached to a Project, or its plan does not include the compliance endpoints.`,
      fix: say`Attach the App to a Project with access to them in X's developer console, and use that App's bearer token.`
    })
  return new Failure('forbidden', {
    what,
    why: say`The App's access level may not include the compliance endpoints.`,
    fix: say`Check the App's access level in X's developer console.`
  })
}

/** The service could not be reached, or did not answer as it should, for all the tries that were made. */
export function unavailable(what: Message, cause?: unknown): Failure {
  return new Failure(
    'service-unavailable',
    {
      what,
      why: say`X, or the network between the runner and X, has a problem.`,
      fix: say`Run the workflow again later: it resumes the jobs that exist. Check \`api-url\` and any proxy if this repeats.`
    },
    { cause }
  )
}
