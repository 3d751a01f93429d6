// The results of a job, fetched whole: resumed after a break, checked, and only then given their name.
import { plain, say } from '../lib/message.js'
import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { type FileHandle, open, rm } from 'node:fs/promises'
import type { IncomingHttpHeaders } from 'node:http'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { Failure } from '../lib/failure.js'
import { decoder, readText } from '../lib/http/body.js'
import { TransientError, usualTries } from '../lib/http/transient-error.js'
import { wholeNumber } from '../lib/http/headers.js'
import {
  compare,
  type Fingerprint,
  Fingerprinter,
  stated
} from './integrity.js'
import type { Job } from './job.js'
import { failureOf, said } from './problem.js'
import { requireSpace } from '../lib/free-space.js'
import { bytes, plural, printable } from '../lib/text.js'
import type { Answer } from '../lib/http/exchange.js'
import { gaveUp, isLimit, type ApiClient } from './api-client.js'

export type DownloadOutcome =
  /** `checks` names what the service stated about the results and agreed, and what was looked at here. */
  | { kind: 'stored'; bytes: number; checks: readonly string[] }
  /** The service has nothing (or nothing any more) at this URL. */
  | { kind: 'gone'; why: string }

/** How often results are fetched whole that turn out to be bad. */
const copies = 3

const longestRefusal = 1_000_000

/** Results that fit any disk. */
const littleBytes = 1_000_000

/** Takes the results of a job as they come. */
export interface RowSink {
  /** Bytes that they can have at the most; undefined where that is not known. */
  readonly mostBytes: number | undefined
  /** The folder that they are kept in. */
  readonly directory: string
  /** Bytes that were kept, once all came. */
  readonly bytes: number
  /** Drops everything, for another copy. */
  restart(): Promise<void>
  /** @throws Failure `results-corrupt` at what is no row */
  write(chunk: Uint8Array): Promise<void>
  /** All came. Throws as `write`. */
  end(): Promise<void>
  /** Leaves nothing behind. */
  discard(): Promise<void>
}

/**
 * Downloads the results of a job into `rows`, in one pass: a copy that turns
 * out bad is dropped there and fetched again.
 *
 * @throws Failure `results-corrupt` when no copy was good
 */
export async function download(
  client: ApiClient,
  job: Job,
  rows: RowSink
): Promise<DownloadOutcome> {
  if (job.downloadUrl === undefined || !URL.canParse(job.downloadUrl))
    return { kind: 'gone', why: 'the job has no download URL' }
  const url = new URL(job.downloadUrl)
  if (!client.isAllowed(url))
    return {
      kind: 'gone',
      why: 'its download URL is not https, or leads to this machine'
    }
  const doing = `downloading the results of job ${job.id}`
  const copy = new PartialDownload(rows)
  try {
    for (let n = 1; ; n++) {
      const outcome = await downloadCopy(client, job, url, doing, copy)
      if ('kind' in outcome) {
        await rows.discard()
        return outcome
      }
      if ('checks' in outcome)
        return { kind: 'stored', bytes: rows.bytes, checks: outcome.checks }
      const { bad } = outcome
      if (n === copies)
        throw bad instanceof Failure ? bad : corrupt(job, copy.answers, bad)
      const fault = bad instanceof Failure ? bad.message : bad
      await client.pauseAfter(new TransientError(fault), doing, n)
    }
  } catch (error) {
    await rows.discard()
    throw error
  } finally {
    await copy.discard()
  }
}

/** Downloads one copy; says what is bad about it, where something is. */
async function downloadCopy(
  client: ApiClient,
  job: Job,
  url: URL,
  doing: string,
  copy: PartialDownload
): Promise<
  DownloadOutcome | { checks: readonly string[] } | { bad: string | Failure }
> {
  try {
    const gone = await downloadWhole(client, job, url, doing, copy)
    return gone ?? (await copy.finish(client.signal))
  } catch (error) {
    if (
      error instanceof Failure &&
      error.code === 'results-corrupt' &&
      !copy.isGivenUp
    )
      return { bad: error }
    throw error
  }
}

/** Downloads until the body has come to its end, going on where it broke. */
async function downloadWhole(
  client: ApiClient,
  job: Job,
  url: URL,
  doing: string,
  copy: PartialDownload
): Promise<DownloadOutcome | undefined> {
  await copy.begin()
  const operation = client.isApi(url) ? 'download' : 'storage'
  return client.persist(
    { doing, operation },
    usualTries,
    () => downloadOnce(client, url, doing, copy),
    {
      progress: () => copy.length,
      failure: (fault, doing, n) =>
        copy.answers > 0 && !isLimit(fault)
          ? copy.giveUp(corrupt(job, copy.answers, fault.message))
          : gaveUp(fault, doing, n)
    }
  )
}

async function downloadOnce(
  client: ApiClient,
  url: URL,
  doing: string,
  copy: PartialDownload
): Promise<DownloadOutcome | undefined> {
  return client.send(
    {
      operation: 'download',
      doing,
      method: 'GET',
      url,
      headers: copy.continuation(),
      redirects: 5
    },
    async answer => {
      const { status, headers } = answer
      if (status === 200 || status === 206) {
        copy.answers++
        if (isErrorPage(headers))
          throw strange('an error page came in place of the results')
        await copy.take(answer)
        return undefined
      }
      const text = await readText(answer, longestRefusal)
      client.throwIfTransient(status, text, doing)
      if (status === 416) {
        if (copy.isWholeBy(headers)) return undefined
        await copy.begin()
        throw new TransientError('the rest of the results was refused')
      }
      if (status < 400)
        throw strange(`X answered ${status} in place of the results`)
      const refusal = client.refusal(status, text)
      if (status === 402) throw failureOf(refusal, doing)
      return {
        kind: 'gone',
        why: `X answered ${plain(said(refusal))}`
      }
    }
  )
}

/** An answer that is none: few of them in a row are enough. */
function strange(message: string): TransientError {
  return new TransientError(message, { mostTries: copies })
}

function isErrorPage(headers: IncomingHttpHeaders): boolean {
  return /\b(html|xml|problem\+json)\b/.test(headers['content-type'] ?? '')
}

/** A download in the making: what came over the wire so far, and what the service states about it. */
class PartialDownload {
  /** Holds encoded bytes until all are there. */
  private file: FileHandle | undefined
  private checksums = new Fingerprinter([])
  private headers: IncomingHttpHeaders = {}
  /** Bytes of the whole, where an answer states them. */
  private total: number | undefined
  /** Whether pieces came of a whole whose length is not known. */
  private totalUnknown = false
  /** MD5 of the copy before, when only an entity tag spoke against it, or nothing for it. */
  private before: string | undefined
  /** Whether something told where the body ends, and not the connection alone. */
  private endIsStated = false

  /** How often there were results, whole or not. */
  answers = 0

  /** Whether no further copy will be fetched. */
  isGivenUp = false

  private readonly path: string

  constructor(private readonly rows: RowSink) {
    this.path = join(rows.directory, `encoded-${randomUUID()}`)
  }

  get length(): number {
    return this.checksums.length
  }

  giveUp(failure: Failure): Failure {
    this.isGivenUp = true
    return failure
  }

  /** Starts from nothing. */
  async begin(): Promise<void> {
    await this.file?.close()
    this.file = undefined
    await this.rows.restart()
    this.checksums = new Fingerprinter([])
    this.total = undefined
    this.totalUnknown = false
  }

  /** The headers that ask for what is missing. */
  continuation(): Record<string, string> {
    const { etag } = this.headers
    const strong = etag !== undefined && !etag.startsWith('W/')
    return this.length === 0
      ? {}
      : {
          range: `bytes=${this.length}-`,
          ...(strong && { 'if-range': etag })
        }
  }

  /** Adds what comes; a whole answer, or one of another object, starts over. */
  async take(answer: Answer): Promise<void> {
    const { status, headers, body, endIsStated } = answer
    const piece = status === 206 ? pieceOf(headers) : undefined
    if (status === 206 && !(piece && this.continues(piece, headers))) {
      await this.begin()
      throw new TransientError('another range was sent than was requested')
    }
    if (status === 200 && this.length > 0) await this.begin()
    if (this.length === 0) {
      this.headers = headers
      const { crc32c, md5 } = this.claims()
      this.checksums = new Fingerprinter([
        ...(crc32c === undefined ? [] : ['crc32c' as const]),
        ...(md5 === undefined && endIsStated ? [] : ['md5' as const])
      ])
    }
    this.total ??= piece ? piece.total : wholeNumber(headers['content-length'])
    this.endIsStated = endIsStated || piece !== undefined
    // Not for little: what is not read at once is lost when the connection breaks.
    if ((this.total ?? 0) > littleBytes) await this.requireRoom()
    const isEncoded = decoder(this.headers) !== undefined
    if (isEncoded) this.file ??= await open(this.path, 'w', 0o600)
    for await (const chunk of body) {
      this.requireBound(this.length + chunk.length)
      if (this.file) await this.file.writeFile(chunk)
      else await this.rows.write(chunk)
      this.checksums.update(chunk)
    }
    await this.requireLength(piece)
  }

  /** @throws Failure `disk-full` when the stated length would not fit */
  private async requireRoom(): Promise<void> {
    const { total } = this
    if (total === undefined) return
    this.requireBound(total)
    await requireSpace(total - this.length, this.rows.directory, free => ({
      what: say`The results have ${bytes(total)}, and the disk under RUNNER_TEMP has ${free} free.`,
      fix: say`Use a runner with a larger disk, and download the results with \`job-ids\`.`
    }))
  }

  /** @throws Failure `results-corrupt` past what the submitted IDs can give */
  private requireBound(length: number): void {
    const { mostBytes } = this.rows
    if (mostBytes === undefined || length <= mostBytes) return
    throw new Failure('results-corrupt', {
      what: say`The results have more than ${bytes(mostBytes)}, which the submitted IDs cannot give.`,
      why: say`X answered with the results of another set, or something between X and the runner changed them.`,
      fix: say`Run the workflow again with another \`cycle\`, so that a new job is created.`
    })
  }

  /** A server may give less than it was asked for, and other than it says. */
  private async requireLength(piece: Piece | undefined): Promise<void> {
    const stated = piece ? piece.end : this.total
    if (this.length !== (stated ?? this.length)) {
      await this.begin()
      throw new TransientError('the results differ from their stated length')
    }
    this.totalUnknown = piece !== undefined && this.total === undefined
    if (this.totalUnknown || this.length < (this.total ?? 0))
      throw new TransientError('only a part of the results was sent')
  }

  /** Whether a partial answer goes on where we are, with the same object. */
  private continues(piece: Piece, headers: IncomingHttpHeaders): boolean {
    if (piece.start !== this.length) return false
    if (this.length === 0) return true
    const { etag } = this.headers
    return (
      (etag === undefined || headers.etag === etag) &&
      (piece.total ?? this.total) === (this.total ?? piece.total)
    )
  }

  /** Whether the refusal of a range means that there is no more than we have. */
  isWholeBy(headers: IncomingHttpHeaders): boolean {
    const [, total] =
      /^bytes \*\/(\d+)$/.exec(headers['content-range'] ?? '') ?? []
    return this.totalUnknown && Number(total ?? this.length) === this.length
  }

  /** Checks what came. */
  async finish(
    signal: AbortSignal
  ): Promise<{ checks: readonly string[] } | { bad: string }> {
    await this.file?.close()
    const checksums = this.checksums.take()
    const result = this.compare(checksums)
    if ('differs' in result)
      return { bad: `${result.differs} differs from what X states` }
    if (this.file && !(await this.decode(signal)))
      return { bad: 'the results cannot be decoded' }
    const vouched = result.agreed.some(name => name !== 'length')
    const unpacked = this.file !== undefined && this.length > 0
    if (
      !this.endIsStated &&
      !vouched &&
      !unpacked &&
      !this.isRepeated(checksums)
    )
      return { bad: 'nothing states where the results end' }
    await this.rows.end()
    const length = this.total === undefined ? [] : ['length']
    return { checks: [...new Set([...length, ...result.agreed, 'rows'])] }
  }

  /** An entity tag that looks like an MD5 is believed once: two copies alike prove that it is none. */
  private compare(checksums: Partial<Fingerprint>) {
    const result = compare(checksums, this.claims())
    const byTag = 'differs' in result && !('x-goog-hash' in this.headers)
    if (!byTag || result.differs !== 'md5') return result
    return this.isRepeated(checksums) ? { agreed: [] } : result
  }

  /** Whether the copy before was the same, byte for byte. */
  private isRepeated({ md5 }: Partial<Fingerprint>): boolean {
    const repeated = this.before === md5
    this.before = md5
    return repeated
  }

  /** What storage states is about the stored bytes: it says nothing about a copy that it decompressed on the way. */
  private claims(): Partial<Fingerprint> {
    const { headers } = this
    const sent = headers['content-encoding'] ?? 'identity'
    const stored = headers['x-goog-stored-content-encoding'] ?? sent
    return stored === sent ? stated(headers) : {}
  }

  /** Brings encoded bytes to the rows; false where they cannot be decoded. */
  private async decode(signal: AbortSignal): Promise<boolean> {
    const decode = decoder(this.headers)
    if (decode === undefined || this.length === 0) return true
    const { rows } = this
    let length = 0
    const bound = (chunk: Uint8Array) => {
      length += chunk.length
      this.requireBound(length)
    }
    try {
      await pipeline(
        createReadStream(this.path),
        decode,
        async (chunks: AsyncIterable<Buffer>) => {
          for await (const chunk of chunks) {
            bound(chunk)
            await rows.write(chunk)
          }
        },
        { signal }
      )
      return true
    } catch (error) {
      signal.throwIfAborted()
      if (error instanceof TransientError || isZlibError(error)) return false
      throw error
    }
  }

  /** Leaves nothing behind that is not whole. */
  async discard(): Promise<void> {
    await this.file?.close()
    await rm(this.path, { force: true })
  }
}

/** What a partial answer says that it is, in bytes; the end is behind the last. */
interface Piece {
  start: number
  end: number
  total: number | undefined
}

function pieceOf(headers: IncomingHttpHeaders): Piece | undefined {
  const [, start, last, total] =
    /^bytes (\d+)-(\d+)\/(\d+|\*)$/.exec(headers['content-range'] ?? '') ?? []
  return start === undefined || last === undefined
    ? undefined
    : { start: Number(start), end: Number(last) + 1, total: wholeNumber(total) }
}

function isZlibError(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException
  return code?.startsWith('Z_') === true || code?.startsWith('ERR_') === true
}

function corrupt(job: Job, answers: number, bad: string): Failure {
  return new Failure('results-corrupt', {
    what: say`The results of job ${job.id} were incomplete or corrupt in each of ${plural(answers, 'download')}: ${printable(bad, 200)}.`,
    why: say`They are corrupt at X, or something between X and the runner changes them.`,
    fix: say`Run the workflow again: it downloads the results of the same job. X keeps them for 7 days after the creation of the job.`
  })
}
