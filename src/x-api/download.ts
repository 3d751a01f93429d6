// The results of a job, fetched whole: resumed after a break, checked, and only then given their name.
import { plain, say } from '../lib/message.js'
import { createReadStream, createWriteStream } from 'node:fs'
import { type FileHandle, open, rename, rm, stat } from 'node:fs/promises'
import type { IncomingHttpHeaders } from 'node:http'
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
import { plural, printable } from '../lib/text.js'
import { holdsRows } from './rows.js'
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

export async function download(
  client: ApiClient,
  job: Job,
  toPath: string
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
  const copy = new PartialDownload(`${toPath}.part`)
  try {
    for (let n = 1; ; n++) {
      const gone = await downloadWhole(client, job, url, doing, copy)
      if (gone) return gone
      const verdict = await copy.finish(toPath, client.signal)
      if ('checks' in verdict) {
        const { size } = await stat(toPath)
        return { kind: 'stored', bytes: size, checks: verdict.checks }
      }
      if (n === copies) throw corrupt(job, copy.answers, verdict.bad)
      await client.pauseAfter(new TransientError(verdict.bad), doing, n)
    }
  } finally {
    await copy.discard()
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
          ? corrupt(job, copy.answers, fault.message)
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
          throw new TransientError('an error page came in place of the results')
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
        throw new TransientError(
          `the service answered ${status} in place of the results`
        )
      const refusal = client.refusal(status, text)
      if (status === 402) throw failureOf(refusal, doing)
      return {
        kind: 'gone',
        why: `the service answered ${plain(said(refusal))}`
      }
    }
  )
}

function isErrorPage(headers: IncomingHttpHeaders): boolean {
  return /\b(html|xml|problem\+json)\b/.test(headers['content-type'] ?? '')
}

/** A download in the making: the bytes as they came over the client, and what the service states about them. */
class PartialDownload {
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

  constructor(private readonly path: string) {}

  get length(): number {
    return this.checksums.length
  }

  /** Starts from nothing. */
  async begin(): Promise<void> {
    await this.file?.close()
    this.file = await open(this.path, 'w')
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
      throw new TransientError('another piece came than was asked for')
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
    for await (const chunk of body) {
      await this.file?.writeFile(chunk)
      this.checksums.update(chunk)
    }
    await this.requireLength(piece)
  }

  /** A server may give less than it was asked for, and other than it says. */
  private async requireLength(piece: Piece | undefined): Promise<void> {
    const stated = piece ? piece.end : this.total
    if (this.length !== (stated ?? this.length)) {
      await this.begin()
      throw new TransientError(
        'the results have another length than was stated'
      )
    }
    this.totalUnknown = piece !== undefined && this.total === undefined
    if (this.totalUnknown || this.length < (this.total ?? 0))
      throw new TransientError('only a piece of the results came')
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

  /** Checks the bytes and puts the rows at `toPath`. */
  async finish(
    toPath: string,
    signal: AbortSignal
  ): Promise<{ checks: readonly string[] } | { bad: string }> {
    await this.file?.close()
    this.file = undefined
    const checksums = this.checksums.take()
    const result = this.compare(checksums)
    if ('differs' in result)
      return { bad: `${result.differs} differs from what the service states` }
    if (!(await this.decode(signal)))
      return { bad: 'the results cannot be decoded' }
    const vouched = result.agreed.some(name => name !== 'length')
    const unpacked = decoder(this.headers) !== undefined && this.length > 0
    if (
      !this.endIsStated &&
      !vouched &&
      !unpacked &&
      !this.isRepeated(checksums)
    )
      return { bad: 'nothing states where the results end' }
    if (!vouched && !(await holdsRows(this.path, signal)))
      return { bad: 'a line of the results is no whole row' }
    await rename(this.path, toPath)
    const length = this.total === undefined ? [] : ['length']
    const seen = vouched ? [] : ['rows']
    return { checks: [...new Set([...length, ...result.agreed, ...seen])] }
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

  private async decode(signal: AbortSignal): Promise<boolean> {
    const decoded = `${this.path}.decoded`
    try {
      const decode = decoder(this.headers)
      if (decode === undefined || this.length === 0) return true
      await pipeline(
        createReadStream(this.path),
        decode,
        createWriteStream(decoded),
        { signal }
      )
    } catch (error) {
      await rm(decoded, { force: true })
      signal.throwIfAborted()
      if (error instanceof TransientError || isZlibError(error)) return false
      throw error
    }
    await rename(decoded, this.path)
    return true
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
    what: say`The results of job ${job.id} were never whole and sound, in ${plural(answers, 'answer')} that brought them: ${printable(bad, 200)}.`,
    why: say`The service, or something on the way to it, damages them.`,
    fix: say`Run the workflow again: it fetches the results of the same job. They stay at the service for 7 days from the creation of the job.`
  })
}
