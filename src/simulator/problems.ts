// The problem bodies of the API, as recorded, documented or rebuilt for each status (docs/simulator.md says which).
import { json, problem, type Answer } from './answers.js'
import type { Flow } from './types.js'

export type Problems = ReturnType<typeof problemsOf>

/** The types of problems began with the old host until the storage flow ended. */
const bases: Record<Flow, string> = {
  current: 'https://api.x.com/2/problems/',
  storage: 'https://api.twitter.com/2/problems/'
}

/** Texts for statuses that carry nothing but their name. */
const titles: Record<number, string> = {
  401: 'Unauthorized',
  404: 'Not Found',
  405: 'Method Not Allowed',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout'
}

export function problemsOf(flow: Flow) {
  const base = bases[flow]
  const typed = (
    status: number,
    kind: string,
    title: string,
    detail: string,
    more: Readonly<Record<string, unknown>> = {}
  ): Answer =>
    problem(status, { ...more, title, detail, type: base + kind, status })

  return {
    /** A status with its name only, as X gives 401 and 429. */
    plain(status: number, headers: Readonly<Record<string, string>> = {}) {
      const title = titles[status] ?? 'Error'
      return problem(
        status,
        { title, type: 'about:blank', status, detail: title },
        headers
      )
    },
    /** Each error is a message and the parameters it speaks of. */
    invalid(
      errors: readonly {
        readonly parameters: Readonly<Record<string, readonly string[]>>
        readonly message: string
      }[]
    ) {
      return problem(400, {
        errors,
        title: 'Invalid Request',
        detail: 'One or more parameters to your request was invalid.',
        type: `${base}invalid-request`
      })
    },
    paymentRequired() {
      return typed(
        402,
        'credits-depleted',
        'Payment Required',
        'Your App has no credits left. Add credits in the developer console.'
      )
    },
    notEnrolled() {
      return problem(403, {
        client_id: '12345678',
        detail:
          'When authenticating requests to the X API v2 endpoints, you must use keys and tokens from a developer App that is attached to a Project. You can create a project via the developer portal.',
        reason: 'client-not-enrolled',
        registration_url: 'https://developer.x.com/en/docs/projects/overview',
        required_enrollment: 'Appropriate Level of API Access',
        title: 'Client Forbidden',
        type: `${base}client-forbidden`
      })
    },
    userContext() {
      return typed(
        403,
        'unsupported-authentication',
        'Unsupported Authentication',
        'Authenticating with OAuth 1.0a User Context is forbidden for this endpoint.  Supported authentication types are [OAuth 2.0 Application-Only].'
      )
    },
    /** A byte-path token that was valid once, or for something else. */
    tokenRefused(detail: string) {
      return typed(403, 'not-authorized-for-resource', 'Forbidden', detail, {
        resource_type: 'compliance_job'
      })
    },
    jobNotFound(id: string, status: 200 | 404): Answer {
      const members = {
        value: id,
        detail: `Could not find compliance job with id: [${id}].`,
        title: 'Not Found Error',
        resource_type: 'compliance_job',
        parameter: 'id',
        resource_id: id,
        type: `${base}resource-not-found`
      }
      return status === 200
        ? json({ errors: [members] })
        : problem(404, { ...members, status, errors: [members] })
    },
    resultsNotReady(id: string) {
      return typed(
        404,
        'resource-not-found',
        'Not Found Error',
        `The results of compliance job [${id}] are not available.`,
        {
          value: id,
          parameter: 'id',
          resource_id: id,
          resource_type: 'compliance_job'
        }
      )
    },
    conflict(detail: string) {
      return typed(409, 'conflict', 'Conflict', detail)
    },
    tooLarge(limit: number) {
      return typed(
        413,
        'payload-too-large',
        'Payload Too Large',
        `The upload exceeds the limit of ${limit} bytes.`
      )
    },
    unsupportedMediaType(given: string) {
      return typed(
        415,
        'unsupported-media-type',
        'Unsupported Media Type',
        `The content type [${given}] is not one of [text/plain,application/octet-stream].`
      )
    },
    /** The simulator's own failure, such as a full disk. */
    internal(detail: string) {
      return typed(500, 'internal-error', 'Internal Error', detail)
    },
    usageCapped() {
      return typed(
        429,
        'usage-capped',
        'UsageCapExceeded',
        'Usage cap exceeded: Monthly product cap',
        { period: 'Monthly', scope: 'Product' }
      )
    }
  }
}
