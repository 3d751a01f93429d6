// The storage origin of the storage flow: signed URLs, XML errors and hash headers, as Google Cloud Storage has them.
import { randomBytes } from 'node:crypto'
import { empty, Refusal, xml, type Answer } from './answers.js'
import { fileAnswer } from './files.js'
import {
  downloadExpiry,
  statusAt,
  uploadExpiry,
  type Job,
  type Upload
} from './jobs.js'
import { continueSession, startSession } from './resumable.js'
import { acceptUpload, type Call, type Service } from './service.js'
import type { StoredFile } from './stored-file.js'
import type { Operation } from './types.js'
import { UploadTooLarge } from './uploads.js'

export interface StorageRoute {
  readonly operation: Operation | undefined
  readonly jobId: string | undefined
}

export function routeStorage(method: string, path: string): StorageRoute {
  const match = /^\/[^/]+\/(\d+)\/(submission|delivery)\/[^/]+$/.exec(path)
  const upload =
    match?.[2] === 'submission' && ['PUT', 'POST', 'DELETE'].includes(method)
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
  const session = call.url.searchParams.get('upload_id')
  if (operation === 'upload' && session !== null)
    return stored(service, await continueSession(service, call, session))
  if (!call.url.searchParams.has('X-Goog-Signature'))
    throw new Refusal(anonymous())
  if (!job || !operation || !isSigned(service, call, job, operation))
    throw new Refusal(mismatch())
  refuseSecondCredential(call)
  refuseAfter(
    (operation === 'upload' ? uploadExpiry : downloadExpiry)(job),
    call.now
  )
  if (operation === 'download') return download(call, job)
  return job.resumable
    ? startSession(service, call, job)
    : stored(service, await upload(service, call, job))
}

const anonymous = () =>
  xml(
    403,
    'AccessDenied',
    'Access denied.',
    'Anonymous caller does not have storage.objects access to the Google Cloud Storage object.'
  )

const mismatch = () =>
  xml(
    403,
    'SignatureDoesNotMatch',
    'Access denied.',
    'The request signature we calculated does not match the signature you provided. Check your Google secret key and signing method.'
  )

/** A signature holds for one method, one object, its query and the headers that it names. */
function isSigned(
  service: Service,
  { request, url }: Call,
  job: Job,
  operation: Operation
): boolean {
  const urls = service.urlsOf(job)
  const upload = operation === 'upload'
  const signed = new URL(upload ? urls.upload_url : urls.download_url)
  const { method, headers } = request
  return (
    signed.pathname === url.pathname &&
    sortedQuery(signed) === sortedQuery(url) &&
    (!upload || headers['content-type'] === 'text/plain') &&
    (!upload || method === (job.resumable ? 'POST' : 'PUT')) &&
    (!upload || !job.resumable || headers['x-goog-resumable'] === 'start')
  )
}

function sortedQuery(url: URL): string {
  const query = new URLSearchParams(url.searchParams)
  query.sort()
  return query.toString()
}

function refuseSecondCredential({ request }: Call): void {
  if (request.headers.authorization === undefined) return
  throw new Refusal(
    xml(
      400,
      'InvalidArgument',
      'Invalid argument.',
      'Only one form of authentication may be given: the signature of the URL or an Authorization header.'
    )
  )
}

function refuseAfter(expiry: number, now: number): void {
  if (now < expiry) return
  const time = new Date(expiry).toISOString().slice(0, 19)
  throw new Refusal(
    xml(
      400,
      'ExpiredToken',
      'Invalid argument.',
      `The provided token has expired. Request signature expired at: ${time}+00:00`
    )
  )
}

/** An object can be written again while its URL holds; processing starts anew unless it has finished. */
async function upload(service: Service, call: Call, job: Job): Promise<Upload> {
  try {
    return await acceptUpload(service, call, job, () =>
      ['created', 'in_progress'].includes(statusAt(job, call.now))
    )
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

const stored = (service: Service, result: Upload | Answer) =>
  'status' in result
    ? result
    : empty(200, uploadHeaders(result, service.clock.now()))

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
    'x-goog-component-count': '20',
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
