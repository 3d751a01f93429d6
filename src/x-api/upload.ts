// One try at uploading a part, in both flows: to a signed storage URL or to the API's own origin.
import { plain } from '../lib/message.js'
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import type { Failure } from '../lib/failure.js'
import { readText } from '../lib/http/body.js'
import { TransientError } from '../lib/http/transient-error.js'
import { compare, crc32cOf, Fingerprinter, stated } from './integrity.js'
import { type Job, readJob } from './job.js'
import { failureOf, parse, type Refusal, said } from './problem.js'
import { gaveUp, type ApiClient } from './api-client.js'

/** The upload bytes of a part, on disk. */
export interface PartFile {
  path: string
  bytes: number
  /** Of the bytes, hex. */
  sha256: string
}

export type UploadOutcome =
  /** Accepted. `checks` names what the service stated about it and agreed. */
  | { kind: 'stored'; checks: readonly string[] }
  /** Accepted, but what is stored differs in `what` (`length`, `sha256`, `md5`, `crc32c`). */
  | { kind: 'corrupt'; what: string }
  /** The service said no to this job's URL. */
  | { kind: 'refused'; status: number; why: string }
  /** Not answered, or by something that is not the service. The failure is what it is if that goes on. */
  | {
      kind: 'lost'
      /** Whether the service may have got it all. */
      arrived: boolean
      /** Whether something else answered, or of something else: then nothing was accepted, whatever the job says. */
      answered: boolean
      failure: Failure
    }

/** Storage signs the first (X docs, "Upload"); for byte paths the docs name the one, the OpenAPI description the other. */
const contentTypes = ['text/plain', 'application/octet-stream'] as const

/** Bytes a ms: slower than any runner; what the service may take for storing before it answers. */
const slowest = 2000

const chunkSize = 256 * 1024

const longestAnswer = 1_000_000

export async function upload(
  client: ApiClient,
  job: Job,
  file: PartFile
): Promise<UploadOutcome> {
  if (job.uploadUrl === undefined || !URL.canParse(job.uploadUrl))
    return { kind: 'refused', status: 0, why: 'the job has no upload URL' }
  const url = new URL(job.uploadUrl)
  if (!client.isAllowed(url))
    return {
      kind: 'refused',
      status: 0,
      why: 'its upload URL is not https, or leads to this machine'
    }
  const [first, second] = contentTypes
  const outcome = await tryUpload(client, job, url, file, first)
  const otherType =
    client.isApi(url) &&
    outcome.kind === 'refused' &&
    (outcome.status === 415 || outcome.status === 400)
  return otherType ? tryUpload(client, job, url, file, second) : outcome
}

async function tryUpload(
  client: ApiClient,
  job: Job,
  url: URL,
  file: PartFile,
  contentType: string
): Promise<UploadOutcome> {
  const doing = `uploading to job ${job.id}`
  // What the API stores, it says nothing about.
  const hashes = client.isApi(url) ? [] : (['md5'] as const)
  let checksums = new Fingerprinter(hashes)
  let read = createHash('sha256')
  let answered = false
  async function* body(): AsyncGenerator<Buffer> {
    // An earlier hop may still be reading: what it reads must not count here.
    const ownChecksums = (checksums = new Fingerprinter(hashes))
    const ownRead = (read = createHash('sha256'))
    const chunks: AsyncIterable<Buffer> = createReadStream(file.path, {
      highWaterMark: chunkSize
    })
    for await (const chunk of chunks) {
      ownChecksums.update(chunk)
      ownRead.update(chunk)
      yield chunk
    }
  }
  try {
    return await client.send(
      {
        operation: 'upload',
        doing,
        method: 'PUT',
        url,
        headers: { 'content-type': contentType, 'content-length': file.bytes },
        body,
        redirects: 3,
        patience: file.bytes / slowest
      },
      async (answer, from) => {
        const { status, headers } = answer
        const text = await readText(answer, longestAnswer).catch(
          (error: unknown) => {
            // What counts is the status, unless it is good and the rest broken.
            if (error instanceof TransientError && status >= 300) return ''
            throw error
          }
        )
        client.throwIfTransient(status, text, doing)
        if (status >= 300) return refused(client.refusal(status, text), doing)
        const api = client.isApi(from)
        const refusal = client.refusal(status, text)
        if (refusal.form === 'html') {
          answered = true
          throw new TransientError(
            `not X, but something in between answered (${plain(said(refusal))})`
          )
        }
        // Storage may say what it likes with a good status.
        if (api && text !== '') {
          const json = parse(text)
          if (json === undefined)
            throw new TransientError('the answer to the upload is not X’s')
          if ('errors' in json && !('data' in json))
            return refused(refusal, doing)
          const other = readJob(json['data'])
          answered = other !== undefined && other.id !== job.id
          if (answered)
            throw new TransientError('the answer is about another job')
        }
        if (checksums.length < file.bytes)
          throw new TransientError('the answer came before the upload was over')
        if (read.digest('hex') !== file.sha256)
          return { kind: 'corrupt', what: 'sha256' }
        const claims = api ? {} : stated(headers)
        const ours = {
          ...checksums.take(),
          ...('crc32c' in claims && { crc32c: await crc32cOf(file.path) })
        }
        const result = compare(ours, claims)
        return 'differs' in result
          ? { kind: 'corrupt', what: result.differs }
          : { kind: 'stored', checks: result.agreed }
      }
    )
  } catch (error) {
    if (!(error instanceof TransientError)) throw error
    return {
      kind: 'lost',
      arrived: !error.notProcessed && checksums.length === file.bytes,
      answered,
      failure: gaveUp(error, doing, 1)
    }
  }
}

/** @throws Failure for what concerns the account, not this job */
function refused(refusal: Refusal, doing: string): UploadOutcome {
  const { status } = refusal
  const ofAccount =
    status === 402 ||
    /client-not-enrolled|unsupported-authentication/.test(refusal.kind)
  if (ofAccount) throw failureOf(refusal, doing)
  return {
    kind: 'refused',
    status,
    why: `X answered ${plain(said(refusal))}`
  }
}
