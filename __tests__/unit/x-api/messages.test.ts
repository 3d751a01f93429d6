// The small rules of the wire: whom to trust, what is secret, what limits and refusals say.
import { plain } from '../../../src/lib/message.js'
import { randomBytes } from 'node:crypto'
import { Crc32c as LibraryCrc32c } from '@aws-crypto/crc32c'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { Crc32c } from '../../../src/x-api/crc32c.js'
import { stated } from '../../../src/x-api/integrity.js'
import { readJob } from '../../../src/x-api/job.js'
import { type Operation, RateLimits } from '../../../src/x-api/limits.js'
import { isSecure } from '../../../src/lib/secure-url.js'
import { isAllowed, isApi, secretsOf } from '../../../src/x-api/origin.js'
import { readRefusal, said } from '../../../src/x-api/problem.js'

describe('the token may go to', () => {
  it.each([
    ['https://api.x.com/2/x', 'https://api.x.com', true],
    ['https://api.twitter.com/2/x', 'https://api.x.com', true],
    ['https://api.x.com/2/x', 'https://api.twitter.com', true],
    ['https://api.x.com:443/2/x', 'https://api.x.com', true],
    ['http://api.x.com/2/x', 'https://api.x.com', false],
    ['https://api.x.com:8443/2/x', 'https://api.x.com', false],
    ['https://api.x.com.evil.example/2/x', 'https://api.x.com', false],
    ['https://storage.googleapis.com/x', 'https://api.x.com', false],
    ['https://api.x.com/2/x', 'http://127.0.0.1:8080', false],
    ['http://127.0.0.1:8080/2/x', 'http://127.0.0.1:8080', true],
    ['http://127.0.0.1:8081/2/x', 'http://127.0.0.1:8080', false],
    ['http://localhost:8080/2/x', 'http://127.0.0.1:8080', false]
  ])('%s when the API is at %s: %s', (url, api, allowed) => {
    expect(isApi(new URL(url), api)).toBe(allowed)
  })
})

describe('a URL is fit to be used', () => {
  it.each([
    ['https://storage.googleapis.com/x', true],
    ['http://storage.googleapis.com/x', false],
    ['http://127.0.0.1:9/x', true],
    ['http://localhost:9/x', true],
    ['http://[::1]:9/x', true],
    ['http://127.0.0.1.evil.example/x', false],
    ['ftp://127.0.0.1/x', false],
    ['file:///etc/passwd', false]
  ])('%s: %s', (url, fit) => {
    expect(isSecure(new URL(url))).toBe(fit)
  })
})

describe('a service', () => {
  const here = 'http://127.0.0.1:8080'
  const x = 'https://api.x.com'
  it.each([
    [x, 'https://storage.googleapis.com/x', true],
    [x, 'http://storage.googleapis.com/x', false],
    [x, 'https://127.0.0.1/x', false],
    [x, 'http://localhost:9/x', false],
    [x, 'https://a.localhost/x', false],
    [x, 'https://[::1]/x', false],
    [x, 'https://[::ffff:127.0.0.1]/x', false],
    [x, 'https://0x7f.1/x', false],
    [x, 'https://0/x', false],
    [here, 'http://127.0.0.1:9/x', true],
    [here, 'https://storage.googleapis.com/x', true],
    [here, 'http://storage.googleapis.com/x', false]
  ])('at %s may direct requests to %s: %s', (api, url, allowed) => {
    expect(isAllowed(new URL(url), api)).toBe(allowed)
  })
})

describe('what is secret in a URL', () => {
  it('is the whole, and the values that sign it, as written and as meant', () => {
    expect(secretsOf('https://api.x.com/2/x/upload?token=a%2Bb&x=1')).toEqual([
      'https://api.x.com/2/x/upload?token=a%2Bb&x=1',
      'a%2Bb',
      'a+b'
    ])
    expect(
      secretsOf('https://s.example/o?X-Goog-Expires=900&X-Goog-Signature=35e4')
    ).toEqual([
      'https://s.example/o?X-Goog-Expires=900&X-Goog-Signature=35e4',
      '35e4'
    ])
    expect(secretsOf('no url')).toEqual(['no url'])
  })
})

describe('a job', () => {
  const full = {
    id: '1460694452490674183',
    type: 'tweets',
    status: 'created',
    name: 'n',
    created_at: '2021-11-16T19:41:10.000Z',
    upload_url: 'https://s.example/up',
    upload_expires_at: '2021-11-16T19:56:10.000Z',
    download_url: 'https://s.example/down',
    download_expires_at: '2021-11-23T19:41:10.000Z',
    resumable: false,
    novelty: { of: 'tomorrow' }
  }

  it('is read with its times', () => {
    expect(readJob(full)).toEqual({
      id: '1460694452490674183',
      type: 'tweets',
      status: 'created',
      name: 'n',
      createdAt: Date.UTC(2021, 10, 16, 19, 41, 10),
      uploadUrl: 'https://s.example/up',
      uploadExpiresAt: Date.UTC(2021, 10, 16, 19, 56, 10),
      downloadUrl: 'https://s.example/down',
      downloadExpiresAt: Date.UTC(2021, 10, 23, 19, 41, 10),
      error: undefined
    })
  })

  it('is dated by its ID where the service states no time', () => {
    const { id, type, status } = full
    const job = readJob({ id, type, status, created_at: 'soon' })
    const createdAt = Date.parse('2021-11-16T19:41:10.521Z')
    expect(job).toMatchObject({
      createdAt,
      uploadExpiresAt: createdAt + 900_000,
      downloadExpiresAt: createdAt + 604_800_000
    })
  })

  it.each([
    undefined,
    null,
    'job',
    {},
    { ...full, id: 1460694452490674183 },
    { ...full, id: '../../users' },
    { ...full, status: undefined }
  ])('is not %j', value => {
    expect(readJob(value)).toBeUndefined()
  })
})

describe('rate limits', () => {
  const now = Date.UTC(2026, 10, 21)
  const reset = String(now / 1000 + 60)
  const spent = { 'x-rate-limit-remaining': '0', 'x-rate-limit-reset': reset }
  const left = { 'x-rate-limit-remaining': '1', 'x-rate-limit-reset': reset }
  const until = { 'retry-after': 'Sat, 21 Nov 2026 00:05:00 GMT' }
  const both = { 'retry-after': '30', 'x-rate-limit-reset': reset }
  const nonsense = { 'retry-after': 'later', 'x-rate-limit-reset': 'x' }

  it.each([
    ['nothing remains', 200, spent, 60_000, 0],
    ['something remains', 200, left, 0, 0],
    ['429 without a rest', 429, { 'x-rate-limit-reset': reset }, 60_000, 0],
    ['seconds to wait', 503, { 'retry-after': '120' }, 120_000, 120_000],
    ['a date to wait for', 200, until, 300_000, 300_000],
    ['the longer of two', 429, both, 60_000, 30_000],
    ['nonsense', 429, nonsense, 0, 0],
    [
      'a wait that would outlast everybody',
      429,
      {
        'retry-after': '99999999999999',
        'x-rate-limit-reset': '99999999999999'
      },
      30 * 86_400_000,
      30 * 86_400_000
    ]
  ])(
    '%s: for this kind of request, and for the others of the host',
    (_, status, headers, wait, others) => {
      const limits = new RateLimits()
      limits.note('get', status, headers, now)
      const until = (operation: Operation) => limits.of(operation)?.until ?? 0
      expect(Math.max(until('get') - now, 0)).toBe(wait)
      expect(Math.max(until('list') - now, 0)).toBe(others)
      expect(until('storage')).toBe(0)
    }
  )
})

describe('what a refusal says', () => {
  it.each([
    [
      '{"title":"Conflict","detail":"One job at a time."}',
      '409, “One job at a time.”'
    ],
    [
      '{"errors":[{"message":"The id is not valid"}],"title":"Invalid Request"}',
      '409, “The id is not valid”'
    ],
    [
      '<?xml version="1.0"?><Error><Code>NoSuchKey</Code></Error>',
      '409, “NoSuchKey”'
    ],
    ['{"detail":"a ” b “ c"}', '409, “a " b " c”'],
    ['<html>gateway</html>', '409 with an HTML page'],
    ['', '409'],
    ['{"detail":"::error::x"}', '409, “:\\u003aerror:\\u003ax”']
  ])('%s', (body, text) => {
    expect(plain(said(readRefusal(409, body, words => words)))).toBe(text)
  })
})

describe('CRC32C', () => {
  it('is that of the standard', () => {
    // RFC 3720, appendix B.4: 32 bytes of zeroes.
    expect(
      Buffer.from(new Crc32c().update(Buffer.alloc(32)).digest(), 'base64')
    ).toEqual(Buffer.from('8a9136aa', 'hex'))
  })

  it('agrees with the library, in whatever pieces it is fed', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 300 })), pieces => {
        const ours = new Crc32c()
        for (const piece of pieces) ours.update(piece)
        const theirs = Buffer.alloc(4)
        theirs.writeUInt32BE(
          new LibraryCrc32c().update(Buffer.concat(pieces)).digest()
        )
        expect(ours.digest()).toBe(theirs.toString('base64'))
      })
    )
  })
})

describe('what storage states', () => {
  it('is read off its headers, hashes before the entity tag', () => {
    const md5 = randomBytes(16)
    const etag = `"${md5.toString('hex')}"`
    expect(
      stated({
        etag,
        'x-goog-stored-content-length': '400',
        'x-goog-hash': 'crc32c=n03x6A==, md5=Ojk9c3dhfxgoKVVHYwFbHQ=='
      })
    ).toEqual({
      length: 400,
      md5: 'Ojk9c3dhfxgoKVVHYwFbHQ=='
    })
    expect(stated({ etag })).toEqual({ md5: md5.toString('base64') })
    expect(stated({ etag, 'x-goog-hash': 'crc32c=n03x6A==' })).toEqual({
      crc32c: 'n03x6A=='
    })
    expect(stated({ etag: 'W/"x"' })).toEqual({})
  })
})
