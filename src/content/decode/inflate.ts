// Decompression of a stream of bytes, with what went wrong in words.
import { code, say } from '../../lib/message.js'
import type { Transform } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { Failure, isErrnoException } from '../../lib/failure.js'
import { printable } from '../../lib/text.js'

/** How much a decoder gives at a time. */
export const inflatedChunk = 1 << 18

/** All members of a gzip file. */
export function gunzip(
  raw: AsyncIterable<Uint8Array>,
  name: string
): AsyncGenerator<Uint8Array, void, undefined> {
  return inflate(raw, createGunzip({ chunkSize: inflatedChunk }), name)
}

/** Files of IDs or posts shrink to a tenth or so; what shrinks to less than this, past a GB, was made to fill a machine. */
const mostRatio = 200
const fewBytes = 1e9

/**
 * What `decoder` makes of `raw`. Every chunk of `raw` is used up before the
 * next is asked for.
 *
 * @throws Failure `ids-invalid` for data that is cut off or broken.
 */
export async function* inflate(
  raw: AsyncIterable<Uint8Array>,
  decoder: Transform & { readonly bytesWritten: number },
  name: string
): AsyncGenerator<Uint8Array, void, undefined> {
  const pumped = pump(raw, decoder, name)
  pumped.catch((error: unknown) => decoder.destroy(error as Error))
  try {
    let given = 0
    for await (const bytes of decoder as AsyncIterable<Uint8Array>) {
      given += bytes.length
      if (given > fewBytes + mostRatio * decoder.bytesWritten) throw bomb(name)
      yield bytes
    }
    await pumped
  } catch (error) {
    throw explain(error, name)
  }
}

async function pump(
  raw: AsyncIterable<Uint8Array>,
  decoder: Transform & { readonly bytesWritten: number },
  name: string
): Promise<void> {
  let given = 0
  for await (const bytes of raw) {
    const unused = decoder.bytesWritten < given
    given += bytes.length
    if (!unused) await write(decoder, bytes)
    const rest = bytes.subarray(
      Math.max(0, bytes.length - (given - decoder.bytesWritten))
    )
    if (rest.some(byte => byte !== 0)) throw broken(name)
  }
  decoder.end()
}

function write(decoder: Transform, bytes: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    decoder.write(bytes, error => {
      if (error) reject(error)
      else resolve()
    })
  })
}

function explain(error: unknown, name: string): unknown {
  if (!isErrnoException(error)) return error
  if (error.code === 'Z_BUF_ERROR') return cutOff(name, error)
  const needs = needed[error.code ?? '']
  if (needs)
    return new Failure(
      'ids-invalid',
      {
        what: say`The compressed file ${code(name)} cannot be unpacked here: ${needs}.`,
        fix: say`Compress it without that option, or unpack it with \`zstd -d\` in an earlier step.`
      },
      { cause: error }
    )
  return /^(Z_|ZSTD_)/.test(error.code ?? '') ? broken(name, error) : error
}

/** What a sound file may ask of a decoder, by the error of Node's. */
const needed: Readonly<Record<string, string>> = {
  ZSTD_error_frameParameter_windowTooLarge:
    'it was made with a window above 128 MB (zstd --long=28 or more)',
  ZSTD_error_memory_allocation: 'its window needs more memory than there is',
  ZSTD_error_dictionary_wrong: 'it was made with a dictionary'
}

/** The failure for a compressed file that ends too early. */
export function cutOff(name: string, cause?: Error): Failure {
  return new Failure(
    'ids-invalid',
    {
      what: say`The compressed file ${code(name)} is cut off.`,
      why: say`Its download or creation stopped early, or it is one part of a split file.`,
      fix: say`Get the file again, or join its parts in an earlier step (\`cat ids.gz.part* > ids.gz\`).`
    },
    { cause }
  )
}

/** The failure for a file that unpacks without measure. */
export function bomb(name: string): Failure {
  return new Failure('ids-invalid', {
    what: say`The compressed file ${code(name)} unpacks to more than ${mostRatio} times its size.`,
    why: say`Lists of IDs or posts do not compress that well: the file may be made to waste time, or repeats one line.`,
    fix: say`Check who created it; if you trust it, unpack it in an earlier step.`
  })
}

/** The failure for compressed data that cannot be decoded. */
export function broken(name: string, cause?: Error): Failure {
  return new Failure(
    'ids-invalid',
    {
      what: say`The compressed file ${code(name)} is damaged${cause ? ` (${printable(cause.message, 80)})` : ''}.`,
      why: say`It was changed in transfer, or something else was appended to it.`,
      fix: say`Check it with \`gzip -t\` or \`zstd -t\`, and create or download it again.`
    },
    { cause }
  )
}
