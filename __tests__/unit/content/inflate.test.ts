// Gzip is read whole, wherever the pieces end that it comes in; what is cut off, damaged or more than that is refused.
import { plain, say } from '../../../src/lib/message.js'
import { describe, expect, it } from '@jest/globals'
import { gzipSync } from 'node:zlib'
import { Failure } from '../../../src/lib/failure.js'
import { gunzip } from '../../../src/content/decode/inflate.js'

async function* pieces(
  bytes: Uint8Array,
  size: number,
  end?: Error
): AsyncGenerator<Uint8Array, void, undefined> {
  for (let from = 0; from < bytes.length; from += size)
    yield await Promise.resolve(
      Uint8Array.from(bytes.subarray(from, from + size))
    )
  if (end !== undefined) throw end
}

async function read(raw: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = []
  for await (const chunk of gunzip(raw, 'data/i\u202eds.gz')) chunks.push(chunk)
  return Buffer.concat(chunks).toString('latin1')
}

async function failureOf(raw: AsyncIterable<Uint8Array>): Promise<Failure> {
  const failure: unknown = await read(raw).catch((error: unknown) => error)
  if (!(failure instanceof Failure)) throw new Error('no failure')
  return failure
}

const text = Array.from({ length: 300 }, (_, n) => `${n * n * 7919}\n`).join('')
const member = gzipSync(text)
const zeros = (length: number) => Buffer.alloc(length)
const sizes = [1, 2, 7, 100, 1 << 20]

describe.each(sizes)('gzip in pieces of %d bytes', size => {
  it.each<[string, Buffer[], string]>([
    ['one member', [member], text],
    ['two members', [member, gzipSync('1\n')], `${text}1\n`],
    ['a member of nothing', [member, gzipSync('')], text],
    ['zeros behind', [member, zeros(1)], text],
    ['many zeros behind', [member, zeros(5000)], text]
  ])('is read with %s', async (_, parts, expected) => {
    expect(await read(pieces(Buffer.concat(parts), size))).toBe(expected)
  })

  it.each<[string, Buffer[]]>([
    ['in its text', [member.subarray(0, 200)]],
    ['in its header', [member.subarray(0, 5)]],
    ['in its length', [member.subarray(0, -1)]],
    ['in a second member', [member, member.subarray(0, -9)]]
  ])('is refused when it is cut off %s', async (_, parts) => {
    const failure = await failureOf(pieces(Buffer.concat(parts), size))
    expect(failure.code).toBe('ids-invalid')
    expect(failure.text).toEqual({
      what: say`The compressed file \`data/i\\u202eds.gz\` is cut off.`,
      why: say`Its download or creation stopped early, or it is one part of a split file.`,
      fix: say`Get the file again, or join its parts in an earlier step (\`cat ids.gz.part* > ids.gz\`).`
    })
    expect(failure.cause).toMatchObject({ code: 'Z_BUF_ERROR' })
  })

  // What is told of the cause depends on where a piece ends.
  const behind = /^( \(incorrect header check\))?$/
  it.each<[string, Buffer[], RegExp]>([
    ['something behind', [member, Buffer.from('xy')], behind],
    ['more behind', [member, Buffer.from('junk'.repeat(500))], behind],
    ['a member behind zeros', [member, zeros(700), member], /^$/],
    ['something behind zeros', [member, zeros(700), Buffer.from('x')], /^$/],
    [
      'zeros around something',
      [member, zeros(9), Buffer.from('x'), zeros(9)],
      /^$/
    ],
    [
      'another sum',
      [member.subarray(0, -8), Buffer.alloc(8, 1)],
      /^ \(incorrect data check\)$/
    ],
    [
      'an unknown method',
      [member.subarray(0, 2), Buffer.from([7]), member.subarray(3)],
      /^ \(unknown compression method\)$/
    ]
  ])('is refused with %s', async (_, parts, cause) => {
    const failure = await failureOf(pieces(Buffer.concat(parts), size))
    expect(failure.code).toBe('ids-invalid')
    const start = 'The compressed file `data/i\\u202eds.gz` is damaged'
    expect(plain(failure.text.what)).toContain(start)
    expect(failure.text).toMatchObject({
      why: say`It was changed in transfer, or something else was appended to it.`,
      fix: say`Check it with \`gzip -t\` or \`zstd -t\`, and create or download it again.`
    })
    const told = plain(failure.text.what).slice(start.length, -1)
    expect(told).toMatch(cause)
    expect(failure.cause !== undefined).toBe(told !== '')
  })
})

it('a member behind zeros is refused where a piece begins with it, too', async () => {
  async function* raw(): AsyncGenerator<Uint8Array, void, undefined> {
    yield await Promise.resolve(Buffer.concat([member, zeros(3)]))
    // It ends in as many zeros: the length of a short text.
    yield gzipSync('1\n')
  }
  const { code, text } = await failureOf(raw())
  expect(code).toBe('ids-invalid')
  expect(plain(text.what)).toMatch(/is damaged\.$/)
})

describe('an error of reading', () => {
  it.each<[string, Error]>([
    ['of the disk', Object.assign(new Error('EIO'), { code: 'EIO' })],
    ['of another kind', new Error('other')],
    [
      'that is a failure',
      new Failure('timeout', { what: say`A.`, fix: say`B.` })
    ]
  ])('%s is passed on', async (_, error) => {
    await expect(read(pieces(member, 50, error))).rejects.toBe(error)
    await expect(read(pieces(member.subarray(0, 50), 50, error))).rejects.toBe(
      error
    )
  })
})
