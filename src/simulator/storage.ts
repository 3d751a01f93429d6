// The storage origin of the storage flow: signed URLs, XML errors and hash headers, as Google Cloud Storage has them.
import { randomBytes } from 'node:crypto'
import { empty, Refusal, xml, type Answer } from './answers.js'
import { fileAnswer } from './files.js'
import { shardCount } from './results.js'
import {
  downloadExpiry,
  statusAt,
  uploadExpiry,
  type Job,
  type JobUrls
} from './jobs.js'
import { acceptUpload, type Call, type Service } from './service.js'
import type { StoredFile } from './stored-file.js'
import { limits, type JobType, type Operation } from './types.js'
import { UploadTooLarge } from './uploads.js'

const buckets: Record<JobType, string> = {
  tweets: 'twttr-tweet-compliance',
  users: 'twttr-user-compliance'
}
const owner = '1202726487847104512'
const account =
  'complianceapi-public-svc-acct@twttr-compliance-public-prod.iam.gserviceaccount.com'

/** The two signed URLs of a job, in the recorded form. */
export function signedUrls(origin: string, job: Job): JobUrls {
  const date = new Date(job.createdAt).toISOString().replace(/[-:]|\.\d+/g, '')
  const url = (
    folder: string,
    seconds: number,
    headers: string,
    signature: string
  ) => {
    const query = new URLSearchParams({
      'X-Goog-Algorithm': 'GOOG4-RSA-SHA256',
      'X-Goog-Credential': `${account}/${date.slice(0, 8)}/auto/storage/goog4_request`,
      'X-Goog-Date': date,
      'X-Goog-Expires': `${seconds}`,
      'X-Goog-SignedHeaders': headers,
      'X-Goog-Signature': hex(signature)
    })
    return `${origin}/${buckets[job.type]}/${job.id}/${folder}/${owner}_${job.id}?${query.toString()}`
  }
  return {
    upload_url: url(
      'submission',
      limits.uploadWindow / 1000,
      job.resumable
        ? 'content-length;content-type;host;x-goog-resumable'
        : 'content-type;host',
      job.uploadSecret
    ),
    download_url: url(
      'delivery',
      limits.downloadWindow / 1000,
      'host',
      job.downloadSecret
    )
  }
}

const hex = (secret: string) => Buffer.from(secret, 'base64url').toString('hex')

export interface StorageRoute {
  readonly operation: Operation | undefined
  readonly jobId: string | undefined
}

export function routeStorage(method: string, path: string): StorageRoute {
  const match = /^\/[^/]+\/(\d+)\/(submission|delivery)\/[^/]+$/.exec(path)
  const upload = match?.[2] === 'submission' && method === 'PUT'
  const download = match?.[2] === 'delivery' && method === 'GET'
  return {
    operation: upload ? 'upload' : download ? 'download' : undefined,
    jobId: match?.[1]
  }
}

/** Throws `Refusal`, and what breaks the request off. */
export async function answerStorage(
  service: Service,
  call: Call,
  { operation, jobId }: StorageRoute
): Promise<Answer> {
  call.headers = {
    server: 'UploadServer',
    'x-guploader-uploadid': randomBytes(48).toString('base64url')
  }
  const job = service.jobs.all.find(({ id }) => id === jobId)
  checkSignature(service, call, job, operation)
  if (job && operation === 'upload') return upload(service, call, job)
  if (job && operation === 'download') return download(call, job)
  throw new Refusal(mismatch())
}

const mismatch = () =>
  xml(
    403,
    'SignatureDoesNotMatch',
    'Access denied.',
    'The request signature we calculated does not match the signature you provided. Check your Google secret key and signing method.'
  )

/** A signature holds for one method, one object and the named headers; a second credential is refused. */
function checkSignature(
  service: Service,
  { request, url, now }: Call,
  job: Job | undefined,
  operation: Operation | undefined
): void {
  if (!url.searchParams.has('X-Goog-Signature'))
    throw new Refusal(
      xml(
        403,
        'AccessDenied',
        'Access denied.',
        'Anonymous caller does not have storage.objects access to the Google Cloud Storage object.'
      )
    )
  const { upload_url, download_url } = job
    ? service.urlsOf(job)
    : { upload_url: '', download_url: '' }
  const signed = operation === 'upload' ? upload_url : download_url
  if (
    operation === undefined ||
    !signed.endsWith(url.pathname + url.search) ||
    (operation === 'upload' && request.headers['content-type'] !== 'text/plain')
  )
    throw new Refusal(mismatch())
  if (request.headers.authorization !== undefined)
    throw new Refusal(
      xml(
        400,
        'InvalidArgument',
        'Invalid argument.',
        'Only one form of authentication may be given: the signature of the URL or an Authorization header.'
      )
    )
  const expiry = job
    ? (operation === 'upload' ? uploadExpiry : downloadExpiry)(job)
    : 0
  if (now >= expiry)
    throw new Refusal(
      xml(
        400,
        'ExpiredToken',
        'Invalid argument.',
        `The provided token has expired. Request signature expired at: ${new Date(expiry).toISOString().slice(0, 19)}+00:00`
      )
    )
}

/** An object can be written again while its URL holds; processing starts anew unless it has finished. */
async function upload(service: Service, call: Call, job: Job): Promise<Answer> {
  try {
    const stored = await acceptUpload(service, call, job, () =>
      ['created', 'in_progress'].includes(statusAt(job, call.now))
    )
    return empty(200, uploadHeaders(stored, service.clock.now()))
  } catch (error) {
    if (error instanceof UploadTooLarge)
      throw new Refusal(
        xml(
          400,
          'EntityTooLarge',
          'Your proposed upload is larger than the maximum object size allowed.'
        )
      )
    throw error
  }
}

function uploadHeaders({ md5, crc32c, bytes }: StoredFile, now: number) {
  return {
    'content-type': 'text/html; charset=UTF-8',
    etag: `"${md5}"`,
    'x-goog-generation': `${now}000`,
    'x-goog-metageneration': '1',
    'x-goog-hash': [
      `crc32c=${crc32c}`,
      `md5=${Buffer.from(md5, 'hex').toString('base64')}`
    ],
    'x-goog-stored-content-length': `${bytes}`,
    vary: 'Origin'
  }
}

const twoWeeks = 14 * 86_400_000

function download({ request, now }: Call, job: Job): Answer {
  if (!job.work || statusAt(job, now) !== 'complete')
    throw new Refusal(
      xml(404, 'NoSuchKey', 'The specified key does not exist.')
    )
  const { finishesAt, results } = job.work
  const answer = fileAnswer(results, request.headers.range, {
    'cache-control': 'private, max-age=0',
    etag: `"${Buffer.from(`${results.crc32c}${job.id}`).toString('base64url')}"`,
    'last-modified': new Date(finishesAt).toUTCString(),
    'x-goog-component-count': `${shardCount}`,
    'x-goog-expiration': new Date(finishesAt + twoWeeks).toUTCString(),
    'x-goog-hash': `crc32c=${results.crc32c}`,
    'x-goog-stored-content-encoding': 'identity',
    'x-goog-stored-content-length': `${results.bytes}`
  })
  return (
    answer ??
    xml(416, 'InvalidRange', 'The requested range cannot be satisfied.')
  )
}
