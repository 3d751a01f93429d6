// The API's origin: the six operations, and the two byte paths of the current flow.
import { json, Refusal, type Answer } from './answers.js'
import { bearerOf } from './browsers.js'
import { fileAnswer } from './files.js'
import {
  jobView,
  statusAt,
  uploadExpiry,
  downloadExpiry,
  isActive,
  type Job
} from './jobs.js'
import { checkJobId, readCreateBody, readQuery } from './parameters.js'
import { acceptUpload, type Call, type Service } from './service.js'
import type { Operation } from './types.js'
import { UploadTooLarge } from './uploads.js'

/** Where a request leads. `operation` is undefined for a path or method that the service does not have. */
export interface Route {
  readonly operation: Operation | undefined
  readonly jobId: string | undefined
  readonly pathKnown: boolean
}

const methods: Record<string, Record<string, Operation>> = {
  '': { GET: 'list', POST: 'create' },
  job: { GET: 'get', DELETE: 'cancel' },
  upload: { PUT: 'upload' },
  download: { GET: 'download' }
}

export function routeApi(
  service: Service,
  method: string,
  path: string
): Route {
  if (path === '/oauth2/token')
    return {
      operation: method === 'POST' ? 'token' : undefined,
      jobId: undefined,
      pathKnown: true
    }
  const match =
    /^\/2\/compliance\/jobs(?:\/([^/]+)(?:\/(upload|download))?)?$/.exec(path)
  const bytes = match?.[2]
  if (!match || (bytes && service.flow === 'storage'))
    return { operation: undefined, jobId: undefined, pathKnown: false }
  const jobId = match[1]
  const operation = methods[bytes ?? (jobId ? 'job' : '')]?.[method]
  return {
    operation:
      operation === 'cancel' && !service.cancel ? undefined : operation,
    jobId,
    pathKnown: true
  }
}

/** Throws `Refusal`, and what breaks the request off. */
export async function answerApi(
  service: Service,
  call: Call,
  { operation, jobId = '', pathKnown }: Route
): Promise<Answer> {
  const { problems } = service
  if (operation !== 'token') authorize(service, call)
  if (!operation) return problems.plain(pathKnown ? 405 : 404)
  const rate = service.rates.take(operation, call.now)
  call.headers = rate.headers
  if (rate.exceeded) return problems.plain(429)
  switch (operation) {
    case 'token':
      return bearerToken(service, call)
    case 'list':
      return list(service, call)
    case 'create':
      return create(service, call)
    case 'get':
      return get(service, call, jobId)
    case 'cancel':
      return cancel(service, call, jobId)
    case 'upload':
      return upload(service, call, jobId)
    case 'download':
      return download(service, call, jobId)
  }
}

/** App-only bearer tokens alone are accepted. */
function authorize({ token, problems }: Service, { request }: Call): void {
  const { authorization = '' } = request.headers
  if (authorization.startsWith('OAuth '))
    throw new Refusal(problems.userContext())
  if (bearerOf(request) !== token) throw new Refusal(problems.plain(401))
}

/**
 * The App's bearer token for its key and secret. Answers and errors as X documents them: "OAuth 2.0 Bearer Token
 * (App-only)", https://docs.x.com/fundamentals/authentication/oauth-2-0/application-only
 */
async function bearerToken(service: Service, call: Call): Promise<Answer> {
  const { authorization = '', 'content-type': type = '' } = call.request.headers
  const [, basic = ''] = /^basic (.*)$/i.exec(authorization) ?? []
  const form = new URLSearchParams(await readText(call))
  if (Buffer.from(basic, 'base64').toString() !== basicCredentials(service))
    return tokenError(
      99,
      'authenticity_token_error',
      'Unable to verify your credentials'
    )
  const isForm = /^application\/x-www-form-urlencoded\s*(;|$)/i.test(type)
  if (!isForm || form.get('grant_type') !== 'client_credentials')
    return tokenError(
      170,
      'forbidden_missing_parameter',
      'Missing required parameter: grant_type'
    )
  return json({ token_type: 'bearer', access_token: service.token })
}

const basicCredentials = ({ apiKey, apiKeySecret }: Service) =>
  [apiKey, apiKeySecret].map(encodeURIComponent).join(':')

const tokenError = (code: number, label: string, message: string) =>
  json({ errors: [{ code, message, label }] }, 403)

function list(service: Service, { url, now }: Call): Answer {
  const query = readQuery(
    url.searchParams,
    ['type', 'status'],
    service.problems
  )
  const jobs = (query.type ? service.jobs.recent(query.type, now) : []).filter(
    job => query.status === undefined || statusAt(job, now) === query.status
  )
  return json({
    ...(jobs.length > 0 && {
      data: jobs.map(job => view(service, job, query.fields))
    }),
    ...(service.flow === 'current' && { meta: { result_count: jobs.length } })
  })
}

async function create(service: Service, call: Call): Promise<Answer> {
  const { fields } = readQuery(call.url.searchParams, [], service.problems)
  const body = readCreateBody(
    call.request.headers['content-type'],
    await readText(call),
    service.flow === 'storage',
    service.problems
  )
  if (service.jobs.active(body.type, call.now))
    throw new Refusal(
      service.problems.conflict(
        'You cannot create a new job if one is already in progress.'
      )
    )
  const job = service.jobs.add(
    { ...body, fault: service.faults.forJob() },
    call.now
  )
  call.entry.jobId = job.id
  return json({ data: view(service, job, fields) })
}

function get(service: Service, { url }: Call, id: string): Answer {
  checkJobId(id, service.problems)
  const { fields } = readQuery(url.searchParams, [], service.problems)
  return json({ data: view(service, findJob(service, id), fields) })
}

function cancel(service: Service, { url, now }: Call, id: string): Answer {
  checkJobId(id, service.problems)
  const { fields } = readQuery(url.searchParams, [], service.problems)
  const job = findJob(service, id)
  if (!isActive(job, now))
    throw new Refusal(
      service.problems.conflict(
        `Compliance job [${id}] has finished and cannot be cancelled.`
      )
    )
  job.cancelled = true
  return json({ data: view(service, job, fields) })
}

async function upload(
  service: Service,
  call: Call,
  id: string
): Promise<Answer> {
  const { problems } = service
  const { fields } = readQuery(call.url.searchParams, ['token'], problems)
  const job = jobOfToken(service, call, id, 'upload')
  const type = call.request.headers['content-type'] ?? ''
  if (!/^(text\/plain|application\/octet-stream)\s*(;|$)/i.test(type))
    throw new Refusal(problems.unsupportedMediaType(type))
  const awaited = () => {
    if (statusAt(job, call.now) === 'created') return true
    throw new Refusal(
      problems.conflict(`Compliance job [${id}] does not await an upload.`)
    )
  }
  awaited()
  if ((call.entry.contentLength ?? 0) > service.maxUploadBytes)
    throw new Refusal(problems.tooLarge(service.maxUploadBytes))
  try {
    await acceptUpload(service, call, job, awaited)
  } catch (error) {
    if (error instanceof UploadTooLarge)
      throw new Refusal(problems.tooLarge(service.maxUploadBytes))
    throw error
  }
  return json({ data: view(service, job, fields) })
}

function download(service: Service, call: Call, id: string): Answer {
  const { problems } = service
  readQuery(call.url.searchParams, ['token'], problems)
  const job = jobOfToken(service, call, id, 'download')
  if (!job.work || statusAt(job, call.now) !== 'complete')
    throw new Refusal(problems.resultsNotReady(id))
  const answer = fileAnswer(job.work.results, call.request.headers.range, {})
  return answer ?? problems.plain(416)
}

/** The job that the URL's token opens. */
function jobOfToken(
  { jobs, problems }: Service,
  { url, now }: Call,
  id: string,
  purpose: 'upload' | 'download'
): Job {
  checkJobId(id, problems)
  const token = url.searchParams.get('token') ?? ''
  const owner = jobs.all.find(job =>
    [job.uploadSecret, job.downloadSecret].includes(token)
  )
  if (!owner) throw new Refusal(problems.plain(401))
  const upload = purpose === 'upload'
  const secret = upload ? owner.uploadSecret : owner.downloadSecret
  if (owner.id !== id || token !== secret)
    throw new Refusal(
      problems.tokenRefused('The token is not valid for this operation.')
    )
  if (now >= (upload ? uploadExpiry : downloadExpiry)(owner))
    throw new Refusal(problems.tokenRefused('The token has expired.'))
  return owner
}

function findJob(service: Service, id: string): Job {
  const job = service.jobs.find(id)
  if (job) return job
  throw new Refusal(service.problems.jobNotFound(id, service.missingJob))
}

const view = (service: Service, job: Job, fields: readonly string[]) =>
  jobView(job, service.clock.now(), service.urlsOf(job), fields, service.flow)

const longestBody = 65_536

async function readText({ body, entry }: Call): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of body)
    if (entry.bytesReceived <= longestBody) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}
