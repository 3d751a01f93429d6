// Bodies of answers: decoded, and bounded where they are read whole.
import type { IncomingHttpHeaders } from 'node:http'
import type { Transform } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import { bytes } from '../text.js'
import { TransientError } from './transient-error.js'
import type { Answer } from './exchange.js'

/** The decoder for a `content-encoding`; undefined when there is nothing to decode. */
export function decoder(headers: IncomingHttpHeaders): Transform | undefined {
  const encoding = headers['content-encoding']?.trim().toLowerCase()
  switch (encoding) {
    case undefined:
    case '':
    case 'identity':
      return undefined
    case 'gzip':
    case 'x-gzip':
      return createGunzip()
    case 'deflate':
      return createInflate()
    case 'br':
      return createBrotliDecompress()
    default:
      throw new TransientError(
        'the answer is encoded in a way that was not asked for',
        { mostTries: 3 }
      )
  }
}

/** Reads a whole body of at most `most` bytes, before and after decoding, as text. */
export async function readText(
  answer: Pick<Answer, 'headers' | 'body'>,
  most: number
): Promise<string> {
  const raw = await collect(answer.body, most)
  const decode = decoder(answer.headers)
  if (decode === undefined || raw.length === 0) return raw.toString()
  decode.end(raw)
  try {
    return (await collect(decode, most)).toString()
  } catch (error) {
    if (error instanceof TransientError) throw error
    throw new TransientError('the answer cannot be decoded', { cause: error })
  }
}

async function collect(
  chunks: AsyncIterable<Buffer>,
  most: number
): Promise<Buffer> {
  const parts: Buffer[] = []
  let length = 0
  for await (const chunk of chunks) {
    length += chunk.length
    if (length > most)
      throw new TransientError(
        `the answer is longer than any should be (${bytes(most)})`,
        { mostTries: 2 }
      )
    parts.push(chunk)
  }
  return Buffer.concat(parts)
}
