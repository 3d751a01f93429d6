// Hashes and lengths: what the service states about a stored object, compared with what we have.
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import type { IncomingHttpHeaders } from 'node:http'
import { Crc32c } from './crc32c.js'

/** What an object is, byte for byte. Hashes are base64. */
export interface Fingerprint {
  length: number
  crc32c: string
  md5: string
}

/** The hashes of a fingerprint. */
export type Hash = 'crc32c' | 'md5'

/** Takes a fingerprint as bytes go by, with the hashes that are wanted. */
export class Fingerprinter {
  /** Bytes so far. */
  length = 0
  private readonly crc: Crc32c | undefined
  private readonly hash: ReturnType<typeof createHash> | undefined

  constructor(wanted: readonly Hash[]) {
    this.crc = wanted.includes('crc32c') ? new Crc32c() : undefined
    this.hash = wanted.includes('md5') ? createHash('md5') : undefined
  }

  update(chunk: Buffer): void {
    this.length += chunk.length
    this.crc?.update(chunk)
    this.hash?.update(chunk)
  }

  /** May be asked once. */
  take(): Partial<Fingerprint> {
    return {
      length: this.length,
      ...(this.crc && { crc32c: this.crc.digest() }),
      ...(this.hash && { md5: this.hash.digest('base64') })
    }
  }
}

/** What the headers of Google Cloud Storage state about an object; no CRC-32C where there is an MD5, which Node computes and which tells more. */
export function stated(headers: IncomingHttpHeaders): Partial<Fingerprint> {
  const length = one(headers['x-goog-stored-content-length'])
  const hashes = one(headers['x-goog-hash'])
  const crc32c = /crc32c=([A-Za-z0-9+/=]+)/.exec(hashes ?? '')?.[1]
  const md5 =
    hashes === undefined
      ? md5OfEtag(headers.etag)
      : /md5=([A-Za-z0-9+/=]+)/.exec(hashes)?.[1]
  return {
    ...(length !== undefined && { length: Number(length) }),
    ...(crc32c !== undefined && md5 === undefined && { crc32c }),
    ...(md5 !== undefined && { md5 })
  }
}

/** Storage gives an object that was stored in one go its MD5 as entity tag; elsewhere a tag may only look like one. */
function md5OfEtag(etag: string | undefined): string | undefined {
  const hex = /^"([0-9a-f]{32})"$/i.exec(etag ?? '')?.[1]
  return hex && Buffer.from(hex, 'hex').toString('base64')
}

function one(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value.join(',') : value
}

/** The names of what was compared and agreed, or of the first that did not; what is not known of ours is left out. */
export function compare(
  ours: Partial<Fingerprint>,
  theirs: Partial<Fingerprint>
): { agreed: string[] } | { differs: string } {
  const agreed: string[] = []
  for (const name of ['length', 'crc32c', 'md5'] as const) {
    const claim = theirs[name]
    if (claim === undefined || ours[name] === undefined) continue
    if (claim !== ours[name]) return { differs: name }
    agreed.push(name)
  }
  return { agreed }
}

/** The CRC-32C of a file, for the rare storage that states nothing else. */
export async function crc32cOf(path: string): Promise<string> {
  const crc = new Crc32c()
  const chunks: AsyncIterable<Buffer> = createReadStream(path)
  for await (const chunk of chunks) crc.update(chunk)
  return crc.digest()
}
