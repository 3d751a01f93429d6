// Uploads and downloads against servers that misbehave in every way known.
import { openRows } from '../../support/rows.js'
import { createHash } from 'node:crypto'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import {
  createServer,
  type IncomingMessage,
  type ServerResponse
} from 'node:http'
import type { AddressInfo } from 'node:net'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, it } from '@jest/globals'
import { Failure } from '../../../src/lib/failure.js'
import { Crc32c } from '../../../src/x-api/crc32c.js'
import { temporaryFolders } from '../../support/folders.js'
import { client, type Handler, jobAt, json, servers, token } from './support.js'

const folder = temporaryFolders()
const serve = servers()
const rows = `{"id":"1"}\n{"id":"2"}\n\n{"id":"3"}\n`
/** As they are kept: without blank lines. */
const kept = rows.replace('\n\n', '\n')
const half = rows.slice(0, 17)

const sha256 = (bytes: string | Buffer) =>
  createHash('sha256').update(bytes).digest('hex')
const md5 = (bytes: string | Buffer) => createHash('md5').update(bytes)
const crc = (bytes: string | Buffer) =>
  new Crc32c().update(Buffer.from(bytes)).digest()

/** Downloads from a storage server that answers the nth request with the nth handler, the last one from then on. */
function download(...handlers: Handler[]) {
  return downloadWithin(10_000, ...handlers)
}

async function downloadWithin(silence: number, ...handlers: Handler[]) {
  const api = await serve((_, response) => response.end())
  let n = 0
  const storage = await serve((request, response) =>
    handlers[Math.min(n++, handlers.length - 1)]?.(request, response)
  )
  const directory = await folder()
  const path = join(directory, 'rows.ndjson')
  const { service, log, clock } = client(api.url, silence)
  const ended = await service
    .download(
      jobAt({ download: `${storage.url}/down?X-Goog-Signature=s` }),
      openRows(directory, { path })
    )
    .then(
      outcome => ({ outcome, failure: undefined }),
      (failure: unknown) => ({ outcome: undefined, failure })
    )
  const files = await readdir(directory)
  return {
    ...ended,
    log,
    clock,
    requests: storage.requests,
    apiRequests: api.requests,
    files,
    text: files.includes('rows.ndjson') ? await readFile(path, 'utf8') : ''
  }
}

const send =
  (
    body: string | Buffer,
    headers: Record<string, string> = {},
    status = 200
  ): Handler =>
  (_, response) => {
    response.writeHead(status, {
      'content-type': 'application/octet-stream',
      'content-length': String(Buffer.byteLength(body)),
      ...headers
    })
    response.end(body)
  }

/** Announces all, sends some, and breaks off. */
const breakOff =
  (sent: string, headers: Record<string, string> = {}): Handler =>
  (_, response) => {
    response.writeHead(200, {
      'content-length': String(rows.length),
      ...headers
    })
    response.write(sent, () => response.socket?.resetAndDestroy())
  }

/** A server that may answer before it has read a request. */
async function listen(
  handler: (request: IncomingMessage, response: ServerResponse) => void
): Promise<string> {
  const server = createServer(handler)
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  closing.push(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
}

const closing: (() => void)[] = []
afterAll(() => closing.forEach(close => close()))

describe('a download', () => {
  it('comes byte for byte, checked by what storage states, without the token', async () => {
    const { outcome, text, requests, files } = await download(
      send(rows, {
        'x-goog-hash': `crc32c=${crc(rows)},md5=${md5(rows).digest('base64')}`,
        'x-goog-stored-content-length': String(rows.length)
      })
    )
    expect(outcome).toEqual({
      kind: 'stored',
      bytes: kept.length,
      checks: ['length', 'md5', 'rows']
    })
    expect(text).toBe(kept)
    expect(files).toEqual(['rows.ndjson'])
    expect(requests[0]?.headers.authorization).toBeUndefined()
  })

  it('may be empty', async () => {
    const { outcome, text } = await download(send(''))
    expect(outcome).toMatchObject({ kind: 'stored', bytes: 0 })
    expect(text).toBe('')
  })

  describe('that ends with the connection alone', () => {
    const unstated =
      (text: string, headers: Record<string, string> = {}): Handler =>
      (_, response) => {
        response.removeHeader('transfer-encoding')
        response.removeHeader('content-length')
        response.writeHead(200, headers).end(text)
      }

    it.each([rows, ''])(
      'is whole when two copies are alike: %j',
      async text => {
        const { outcome, requests } = await download(unstated(text))
        expect(outcome).toMatchObject({
          kind: 'stored',
          bytes: text.replace('\n\n', '\n').length
        })
        expect(requests).toHaveLength(2)
      }
    )

    it('is no answer when no two are', async () => {
      const { failure, files } = await download(
        unstated(rows.slice(0, 11)),
        unstated(''),
        unstated(rows.slice(0, 22))
      )
      expect(failure).toMatchObject({ code: 'results-corrupt' })
      expect(files).toEqual([])
    })

    it('is whole when its hash is stated', async () => {
      const hash = `md5=${md5(rows).digest('base64')}`
      const { outcome, requests } = await download(
        unstated(rows, { 'x-goog-hash': hash })
      )
      expect(outcome).toMatchObject({ kind: 'stored', checks: ['md5', 'rows'] })
      expect(requests).toHaveLength(1)
    })
  })

  it('that brings a little more with every answer, but never the end, is given up', async () => {
    const piece: Handler = ({ headers }, response) => {
      const start = Number(/=(\d+)/.exec(headers.range ?? '')?.[1] ?? '0')
      response.writeHead(start === 0 ? 200 : 206, {
        'content-length': 1000 - start,
        ...(start > 0 && { 'content-range': `bytes ${start}-999/1000` })
      })
      response.write('a', () => response.destroy())
    }
    const { failure, requests } = await download(piece)
    expect(failure).toMatchObject({ code: 'results-corrupt' })
    expect(requests.length).toBeLessThan(100)
  })

  it('goes on after a break where it stopped', async () => {
    const { text, requests } = await download(
      breakOff(half, { etag: '"v1"' }),
      send(
        rows.slice(half.length),
        {
          etag: '"v1"',
          'content-range': `bytes ${half.length}-${rows.length - 1}/${rows.length}`
        },
        206
      )
    )
    expect(requests[1]?.headers).toMatchObject({
      range: `bytes=${half.length}-`,
      'if-range': '"v1"'
    })
    expect(text).toBe(kept)
  })

  it.each([
    ['a server that knows no ranges', send(rows)],
    [
      'another object than before',
      send(rows, {
        etag: '"v2"',
        'x-goog-hash': `crc32c=${crc(rows)}`
      })
    ]
  ])('starts over with %s', async (_, second) => {
    const { text } = await download(
      breakOff('{"id":"9"}\n{', { etag: '"v1"' }),
      second
    )
    expect(text).toBe(kept)
  })

  it('starts over when the piece is not the one that was asked for', async () => {
    const { text, requests } = await download(
      breakOff(half),
      send('{}', { 'content-range': 'bytes 0-1/999' }, 206),
      send(rows)
    )
    expect(text).toBe(kept)
    expect(requests[2]?.headers.range).toBeUndefined()
  })

  it('goes on when only a piece of the rest came', async () => {
    const piece = (from: number, to: number) =>
      send(
        rows.slice(from, to),
        { 'content-range': `bytes ${from}-${to - 1}/${rows.length}` },
        206
      )
    const { outcome, text, requests } = await download(
      breakOff(half),
      piece(17, 22),
      piece(22, rows.length)
    )
    expect(text).toBe(kept)
    expect(outcome).toMatchObject({ checks: ['length', 'rows'] })
    expect(requests.map(({ headers }) => headers.range)).toEqual([
      undefined,
      'bytes=17-',
      'bytes=22-'
    ])
    const unasked = await download(piece(0, 11), piece(11, rows.length))
    expect(unasked.text).toBe(kept)
  })

  /** A piece of the rows, as a partial answer. */
  const piece = (
    from: number,
    to: number,
    range = `bytes ${from}-${to - 1}/${rows.length}`
  ) => send(rows.slice(from, to), { 'content-range': range }, 206)
  const unknown = (from: number, to: number) =>
    piece(from, to, `bytes ${from}-${to - 1}/*`)
  const behind = (range: string) => send('', { 'content-range': range }, 416)
  /** Sends some of the rows without saying how many there are, and breaks off. */
  const breakOffChunked: Handler = (_, response) => {
    response.writeHead(200)
    response.write(half, () => response.socket?.resetAndDestroy())
  }

  it.each<[string, Handler[], string[]]>([
    [
      'only pieces tell how long it is',
      [breakOffChunked, piece(17, 22), piece(22, rows.length)],
      ['length', 'rows']
    ],
    [
      'nothing tells how long it is but the end',
      [breakOffChunked, unknown(17, 22), unknown(22, 34), behind('bytes */34')],
      ['rows']
    ],
    [
      'the first answer is a piece of something of unknown length',
      [unknown(0, 11), unknown(11, rows.length), behind('')],
      ['rows']
    ],
    [
      'a piece has more than it says',
      [breakOff(half), piece(17, rows.length, 'bytes 17-22/34'), send(rows)],
      ['length', 'rows']
    ],
    [
      'a piece has less than it says',
      [piece(0, 11, 'bytes 0-33/34'), send(rows)],
      ['length', 'rows']
    ]
  ])('is whole when %s', async (_, answers, checks) => {
    const { outcome, text, requests } = await download(...answers)
    expect(text).toBe(kept)
    expect(outcome).toMatchObject({ kind: 'stored', checks })
    expect(requests).toHaveLength(answers.length)
  })

  it('is not whole when the rest never comes', async () => {
    const { failure, files } = await download(
      send('{"id":"1"}\n', { 'content-range': 'bytes 0-10/34' }, 206),
      send('', { 'content-range': 'bytes 11-10/34' }, 206)
    )
    expect(failure).toMatchObject({ code: 'results-corrupt' })
    expect((failure as Failure).message).toContain('a part of the results')
    expect(files).toEqual([])
  })

  it.each([204, 302, 304])(
    'is not taken for gone when the answer is %i',
    async status => {
      const { failure, requests } = await download((_, response) => {
        response.writeHead(status, { location: 'file:///etc/passwd' }).end()
      })
      expect(failure).toMatchObject({ code: 'service-unavailable' })
      expect(requests).toHaveLength(3)
    }
  )

  it('in an encoding that nobody asked for is bad, not a fault of ours', async () => {
    const { failure, requests } = await download(
      send(rows, { 'content-encoding': 'zstd' })
    )
    expect(failure).toMatchObject({ code: 'results-corrupt' })
    expect(requests).toHaveLength(3)
  })

  it('starts over when the rest is refused', async () => {
    const { text } = await download(
      breakOff(half),
      send('', {}, 416),
      send(rows)
    )
    expect(text).toBe(kept)
  })

  it('goes on when the server falls silent', async () => {
    const { text } = await downloadWithin(
      300,
      (_, response) => {
        response.writeHead(200, { 'content-length': String(rows.length) })
        response.write(half)
      },
      send(rows)
    )
    expect(text).toBe(kept)
  })

  it.each([
    ['a checksum that differs', { 'x-goog-hash': `crc32c=${crc('x')}` }],
    [
      'an MD5 that differs',
      { 'x-goog-hash': `md5=${md5('x').digest('base64')}` }
    ],
    ['a stored length that differs', { 'x-goog-stored-content-length': '7' }]
  ])('is fetched again after %s', async (_, headers) => {
    const { text, requests } = await download(send(rows, headers), send(rows))
    expect(text).toBe(kept)
    expect(requests).toHaveLength(2)
  })

  it.each([
    ['a last line that is cut', '{"id":"1"}\n{"id":"2'],
    ['a line that is no object', '{"id":"1"}\n[1]\n'],
    ['a line that is no JSON', '{"id":"1"}\nnull and void}\n']
  ])('without a hash is fetched again after %s', async (_, bad) => {
    const { text, requests } = await download(send(bad), send(rows))
    expect(text).toBe(kept)
    expect(requests).toHaveLength(2)
  })

  it('fails when it is bad each time, and leaves no file', async () => {
    const { failure, files, requests } = await download(
      send(rows, { 'x-goog-hash': `crc32c=${crc('x')}` })
    )
    expect(failure).toMatchObject({ code: 'results-corrupt' })
    expect((failure as Failure).message).toContain(
      'were incomplete or corrupt in each of 3 downloads: crc32c differs'
    )
    expect(requests).toHaveLength(3)
    expect(files).toEqual([])
  })

  it('believes an entity tag that looks like an MD5 until two copies are alike', async () => {
    const { text, requests } = await download(
      send(rows, { etag: `"${md5('something').digest('hex')}"` })
    )
    expect(text).toBe(kept)
    expect(requests).toHaveLength(2)
  })

  it.each(['text/html', 'application/xml', 'application/problem+json'])(
    'never takes an error page (%s) for results',
    async type => {
      const { text } = await download(
        send('<Error/>', { 'content-type': type }),
        send(rows)
      )
      expect(text).toBe(kept)
    }
  )

  it.each([
    '{}',
    '{"errors":[{"title":"Not Found Error"}]}',
    '{"title":"Not Found","status":404,"type":"about:blank"}'
  ])('never takes a body without rows for an empty result: %s', async body => {
    const { text, requests } = await download(send(body), send(rows))
    expect(text).toBe(kept)
    expect(requests).toHaveLength(2)
  })

  it('is unpacked when it comes packed, and checked as it was stored', async () => {
    const packed = gzipSync(rows)
    const { text, outcome } = await download(
      send(packed, {
        'content-encoding': 'gzip',
        'x-goog-stored-content-encoding': 'gzip',
        'x-goog-hash': `crc32c=${crc(packed)}`
      })
    )
    expect(text).toBe(kept)
    expect(outcome).toMatchObject({ bytes: kept.length })
  })

  it('is not held against the hash of the packed original when storage unpacked it', async () => {
    const { outcome, requests } = await download(
      send(rows, {
        'x-goog-stored-content-encoding': 'gzip',
        'x-goog-stored-content-length': '7',
        'x-goog-hash': `crc32c=${crc(gzipSync(rows))}`
      })
    )
    expect(outcome).toMatchObject({
      kind: 'stored',
      checks: ['length', 'rows']
    })
    expect(requests).toHaveLength(1)
  })

  it.each([401, 403, 404, 410])(
    'is gone when the answer is %i',
    async status => {
      const { outcome, files } = await download(
        send('<Error><Code>NoSuchKey</Code></Error>', {}, status)
      )
      expect(outcome).toEqual({
        kind: 'gone',
        why: `X answered ${status}, “NoSuchKey”`
      })
      expect(files).toEqual([])
    }
  )

  it('waits as long as storage asks', async () => {
    const { text, clock } = await download(
      send('', { 'retry-after': '90' }, 503),
      send(rows)
    )
    expect(text).toBe(kept)
    expect(clock.slept.reduce((sum, ms) => sum + ms, 0)).toBeGreaterThan(90_000)
  })

  it.each([
    'http://example.com/down',
    'ftp://127.0.0.1/down',
    'down',
    undefined
  ])('is not even tried at %s', async url => {
    const { service } = client('http://127.0.0.1:1')
    const job = jobAt(url === undefined ? {} : { download: url })
    const rows = openRows(await folder())
    expect(await service.download(job, rows)).toMatchObject({ kind: 'gone' })
  })

  it('ends at once when it is cancelled', async () => {
    const storage = await serve((_, response) => {
      response.writeHead(200, { 'content-length': '999' })
      response.write(half, () => cancel.abort(new Error('stop')))
    })
    const directory = await folder()
    const { service, cancel } = client('http://127.0.0.1:1', 60_000)
    const running = service.download(
      jobAt({ download: `${storage.url}/down` }),
      openRows(directory)
    )
    await expect(running).rejects.toThrow('stop')
    expect(await readdir(directory)).toEqual([])
  })
})

/** Uploads `text` to a server, of the API's origin or not. */
async function upload(
  handler: Handler,
  of: 'api' | 'storage',
  text = '1\n2\n'
) {
  const api = await serve(handler)
  const storage = await serve(handler)
  const path = join(await folder(), 'part.txt')
  await writeFile(path, text)
  const { service, clock } = client(api.url)
  const server = of === 'api' ? api : storage
  const outcome = await service.upload(
    jobAt({ upload: `${server.url}/up?token=secret` }),
    { path, bytes: text.length, sha256: sha256(text) }
  )
  return { outcome, requests: server.requests, api, storage, clock, service }
}

const accept: Handler = (_, response) => json(response, { data: {} })

describe('an upload', () => {
  it('to the API carries the token; to storage it does not', async () => {
    const toApi = await upload(accept, 'api')
    expect(toApi.requests[0]?.headers.authorization).toBe(`Bearer ${token}`)
    expect(toApi.service.requests).toBe(1)
    const toStorage = await upload((_, response) => response.end(), 'storage')
    expect(toStorage.requests[0]).toMatchObject({
      method: 'PUT',
      body: '1\n2\n',
      headers: expect.objectContaining({
        'content-type': 'text/plain',
        'content-length': '4'
      })
    })
    expect(toStorage.requests[0]?.headers.authorization).toBeUndefined()
    expect(toStorage.outcome).toEqual({ kind: 'stored', checks: [] })
    expect(toStorage.service.requests).toBe(0)
  })

  it.each([400, 415])(
    'to the API falls back to another content type on %i',
    async status => {
      const { outcome, requests } = await upload(
        ({ headers }, response) =>
          json(
            response,
            { data: {} },
            headers['content-type'] === 'text/plain' ? status : 200
          ),
        'api'
      )
      expect(outcome.kind).toBe('stored')
      expect(requests.map(({ headers }) => headers['content-type'])).toEqual([
        'text/plain',
        'application/octet-stream'
      ])
    }
  )

  it('to storage never does: the type is signed', async () => {
    const { outcome, requests } = await upload(
      (_, response) => json(response, {}, 400),
      'storage'
    )
    expect(outcome).toMatchObject({ kind: 'refused', status: 400 })
    expect(requests).toHaveLength(1)
  })

  it.each([
    ['length', { 'x-goog-stored-content-length': '3' }],
    ['md5', { 'x-goog-hash': `md5=${md5('x').digest('base64')}` }],
    ['crc32c', { 'x-goog-hash': `crc32c=${crc('x')}` }],
    ['md5', { etag: `"${md5('x').digest('hex')}"` }]
  ])('is corrupt when the stored %s differs (%j)', async (what, headers) => {
    const { outcome } = await upload((_, response) => {
      response.writeHead(200, headers)
      response.end()
    }, 'storage')
    expect(outcome).toEqual({ kind: 'corrupt', what })
  })

  it('is what the server got that it was sent on to, whatever the one before still read', async () => {
    const bytes = Buffer.alloc(4_000_000, '1234567890123456789\n')
    const path = join(await folder(), 'part.txt')
    await writeFile(path, bytes)
    const target = await listen((request, response) =>
      request.resume().once('end', () => response.end())
    )
    const gate = await listen((request, response) => {
      request.once('data', () =>
        response.writeHead(307, { location: target }).flushHeaders()
      )
    })
    const { service } = client(gate)
    const job = jobAt({ upload: `${gate}up?token=secret-of-the-upload` })
    const file = { path, bytes: bytes.length, sha256: sha256(bytes) }
    const kinds = new Set<string>()
    for (let n = 0; n < 8; n++)
      kinds.add((await service.upload(job, file)).kind)
    expect([...kinds]).toEqual(['stored'])
  })

  it('that is answered by nothing but a problem is refused, whatever the status', async () => {
    const { outcome } = await upload(
      (_, response) => json(response, { errors: [{ detail: 'Not this.' }] }),
      'api'
    )
    expect(outcome).toMatchObject({
      kind: 'refused',
      why: expect.stringContaining('Not this.')
    })
  })

  it.each<[string, Handler]>([
    [
      'another job',
      (_, response) =>
        json(response, { data: { id: '7', type: 'tweets', status: 'created' } })
    ],
    ['a page', (_, response) => response.end('<html>Busy</html>')]
  ])('that is answered with %s is not accepted', async (_, handler) => {
    const { outcome } = await upload(handler, 'api')
    expect(outcome).toMatchObject({
      kind: 'lost',
      arrived: true,
      answered: true
    })
  })

  it.each<['api' | 'storage', string]>([
    ['storage', 'stored'],
    ['api', 'lost']
  ])('to %s that is answered with a word is %s', async (where, kind) => {
    const { outcome } = await upload((_, response) => response.end('OK'), where)
    expect(outcome.kind).toBe(kind)
    expect(outcome).not.toMatchObject({ answered: true })
  })

  it('that gets no answer may have arrived', async () => {
    const { outcome } = await upload(
      (_, response) => response.socket?.resetAndDestroy(),
      'api'
    )
    expect(outcome).toMatchObject({
      kind: 'lost',
      arrived: true,
      answered: false
    })
  })

  it('that was too early has not', async () => {
    const { outcome } = await upload(
      (_, response) => json(response, {}, 429),
      'api'
    )
    expect(outcome).toMatchObject({ kind: 'lost', arrived: false })
  })

  it('to a server that is not there has not either', async () => {
    const path = join(await folder(), 'part.txt')
    await writeFile(path, '1\n')
    const { service } = client('http://127.0.0.1:1')
    const outcome = await service.upload(
      jobAt({ upload: 'http://127.0.0.1:1/up' }),
      { path, bytes: 2, sha256: sha256('1\n') }
    )
    expect(outcome).toMatchObject({ kind: 'lost', arrived: false })
  })

  it('of a file that has changed since is not taken for good', async () => {
    const api = await serve(accept)
    const path = join(await folder(), 'part.txt')
    await writeFile(path, '1\n')
    const { service } = client(api.url)
    const outcome = await service.upload(jobAt({ upload: `${api.url}/up` }), {
      path,
      bytes: 2,
      sha256: sha256('2\n')
    })
    expect(outcome).toEqual({ kind: 'corrupt', what: 'sha256' })
  })

  it('of a file that is gone fails as what it is', async () => {
    const api = await serve(accept)
    const { service } = client(api.url)
    await expect(
      service.upload(jobAt({ upload: `${api.url}/up` }), {
        path: join(await folder(), 'none'),
        bytes: 2,
        sha256: ''
      })
    ).rejects.toMatchObject({ code: 'ENOENT' })
  })

  it('that storage sends on to the API does not get the token', async () => {
    const api = await serve((_, response) => json(response, {}))
    const storage = await serve((_, response) =>
      response.writeHead(307, { location: `${api.url}/2/steal` }).end()
    )
    const path = join(await folder(), 'part')
    await writeFile(path, '1\n')
    const { service } = client(api.url)
    await service.upload(jobAt({ upload: `${storage.url}/up` }), {
      path,
      bytes: 2,
      sha256: sha256('1\n')
    })
    await service
      .download(
        jobAt({ download: `${storage.url}/down` }),
        openRows(dirname(path))
      )
      .catch(() => undefined)
    expect(api.requests.length).toBeGreaterThan(1)
    for (const { headers } of api.requests)
      expect(headers.authorization).toBeUndefined()
  })

  it('follows a redirect with its body, and leaves the token behind', async () => {
    const elsewhere = await serve((_, response) => response.end())
    const { outcome, api } = await upload((_, response) => {
      response.writeHead(307, { location: `${elsewhere.url}/up` })
      response.end()
    }, 'api')
    expect(outcome.kind).toBe('stored')
    expect(api.requests[0]?.headers.authorization).toBeDefined()
    expect(elsewhere.requests).toEqual([
      expect.objectContaining({ method: 'PUT', body: '1\n2\n' })
    ])
    expect(elsewhere.requests[0]?.headers.authorization).toBeUndefined()
  })

  it.each(['http://example.com/up', 'ftp://example.com/up'])(
    'is not led to %s',
    async location => {
      const { outcome } = await upload((_, response) => {
        response.writeHead(307, { location })
        response.end()
      }, 'storage')
      expect(outcome).toMatchObject({ kind: 'refused', status: 307 })
    }
  )
})
