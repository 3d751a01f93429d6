// Bodies of answers in every encoding that a server may choose, and the parts of URLs that are secret.
import { describe, expect, it } from '@jest/globals'
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { readText } from '../../../src/lib/http/body.js'
import { TransientError } from '../../../src/lib/http/transient-error.js'
import { formsOf, secretsOf } from '../../../src/x-api/origin.js'
import { parse } from '../../../src/x-api/problem.js'

const said = '{"data":[]}'

function read(content: Uint8Array | string, encoding?: string, most = 1000) {
  async function* body() {
    await Promise.resolve()
    yield Buffer.from(content)
  }
  return readText(
    {
      headers: encoding === undefined ? {} : { 'content-encoding': encoding },
      body: body()
    },
    most
  )
}

describe('the body of an answer', () => {
  it.each<[string | undefined, Uint8Array | string]>([
    [undefined, said],
    ['', said],
    ['identity', said],
    ['gzip', gzipSync(said)],
    [' X-GZIP ', gzipSync(said)],
    ['deflate', deflateSync(said)],
    ['br', brotliCompressSync(said)]
  ])('is read as %p', async (encoding, content) => {
    expect(await read(content, encoding)).toBe(said)
  })

  it('may be empty, whatever its encoding', async () => {
    expect(await read('', 'gzip')).toBe('')
  })

  it.each<[string, Uint8Array | string, string | undefined, RegExp]>([
    ['of an encoding that was not asked for', said, 'zstd', /not asked for/],
    ['that is not what it says', said, 'gzip', /cannot be decoded/],
    ['that is too long', 'x'.repeat(1001), undefined, /longer than any/],
    [
      'that unpacks to too much',
      gzipSync('x'.repeat(1001)),
      'gzip',
      /longer than any/
    ]
  ])(
    '%s is a fault, so that it is asked for again',
    async (_, content, encoding, message) => {
      const reading = read(content, encoding)
      await expect(reading).rejects.toBeInstanceOf(TransientError)
      await expect(reading).rejects.toThrow(message)
    }
  )

  it.each<[string, Record<string, unknown> | undefined]>([
    ['{"a":1}', { a: 1 }],
    ['[]', undefined],
    ['null', undefined],
    ['5', undefined],
    ['<html>', undefined]
  ])('%s is understood as %j', (text, object) => {
    expect(parse(text)).toEqual(object)
  })
})

describe('the secrets of a URL', () => {
  it.each<[string, string, string[]]>([
    [
      'a signature of Google',
      'https://s.example/a?X-Goog-Signature=ab%2Fc&x=1',
      ['ab%2Fc', 'ab/c']
    ],
    [
      'a signature of Azure',
      'https://s.example/a?se=2&sig=a%3D',
      ['a%3D', 'a=']
    ],
    ['a token', 'https://api.x.com/2/upload?token=t', ['t']],
    ['a token without a value', 'https://api.x.com/2/upload?token=&x', []],
    ['no secret', 'https://s.example/a?name=b', []],
    ['no query', 'https://s.example/a', []]
  ])('are the URL and %s', (_, url, secrets) => {
    expect(secretsOf(url)).toEqual([url, ...secrets])
  })

  it('are all of it where it is no URL', () => {
    expect(secretsOf('nothing of the kind')).toEqual(['nothing of the kind'])
  })
})

describe('a token', () => {
  it.each([
    ['AAAA%2FBB%3D', ['AAAA%2FBB%3D', 'AAAA/BB=']],
    ['AAAABB', ['AAAABB']],
    ['AAAA%zz', ['AAAA%zz']]
  ])('%s may be shown as %j', (token, forms) => {
    expect(formsOf(token)).toEqual(forms)
  })
})
