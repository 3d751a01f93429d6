// The storage origin: signed URLs, XML errors, hash headers and resumable uploads.
import { createHash } from 'node:crypto'
import { crc32c } from '@aws-crypto/crc32c'
import { describe, expect, it } from '@jest/globals'
import { rowsOf, serve, type JobBody } from './client.js'

const ids = '1265324480517361675\n1265324480517361682\n1265324480517361699\n'
const serveStorage = () => serve({ flow: 'storage' })

const crcOf = (text: string) => {
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32c(Buffer.from(text)))
  return `crc32c=${sum.toString('base64')}`
}
const md5Of = (text: string, form: 'hex' | 'base64') =>
  createHash('md5').update(text).digest(form)

describe('the signed URLs', () => {
  it('have the recorded form, on an origin of their own', async () => {
    const { simulator, create } = await serveStorage()
    const job = await create({ type: 'users' })
    const upload = new URL(job.upload_url)
    const download = new URL(job.download_url)
    expect(upload.origin).toBe(simulator.storageUrl)
    expect(upload.origin).not.toBe(simulator.url)
    expect(upload.pathname).toMatch(
      new RegExp(`^/twttr-user-compliance/${job.id}/submission/\\d+_${job.id}$`)
    )
    expect(download.pathname).toMatch(
      new RegExp(`^/twttr-user-compliance/${job.id}/delivery/\\d+_${job.id}$`)
    )
    expect(Object.fromEntries(upload.searchParams)).toMatchObject({
      'X-Goog-Algorithm': 'GOOG4-RSA-SHA256',
      'X-Goog-Date': '20261001T120000Z',
      'X-Goog-Expires': '900',
      'X-Goog-SignedHeaders': 'content-type;host'
    })
    expect(Object.fromEntries(download.searchParams)).toMatchObject({
      'X-Goog-Expires': '604800',
      'X-Goog-SignedHeaders': 'host'
    })
  })

  it.each([
    ['another content type', { 'content-type': 'text/plain; charset=utf-8' }],
    ['octets', { 'content-type': 'application/octet-stream' }]
  ])('refuse an upload with %s', async (_, headers) => {
    const { simulator, create, upload } = await serveStorage()
    const reply = await upload(await create(), ids, { headers })
    expect(reply.status).toBe(403)
    expect(reply.headers.get('content-type')).toMatch(/^application\/xml/)
    expect(reply.text).toContain('<Code>SignatureDoesNotMatch</Code>')
    expect(simulator.jobs).toMatchObject([{ status: 'created', uploads: [] }])
  })

  it('refuse a bearer token', async () => {
    const { simulator, create, upload, download } = await serveStorage()
    const job = await create()
    for (const reply of [
      await upload(job, ids, { bearer: true }),
      await download(job, { bearer: true })
    ]) {
      expect(reply.status).toBe(400)
      expect(reply.text).toContain('<Code>InvalidArgument</Code>')
    }
    expect(simulator.requests.slice(1)).toMatchObject([
      { origin: 'storage', authorization: true, status: 400 },
      { origin: 'storage', authorization: true, status: 400 }
    ])
  })

  it.each([
    [
      'an altered signature',
      (job: JobBody) =>
        job.upload_url.replace(/.$/, end => (end === '0' ? '1' : '0')),
      403,
      'SignatureDoesNotMatch'
    ],
    [
      'the signature of the other URL',
      (job: JobBody) => {
        const url = new URL(job.upload_url)
        url.search = new URL(job.download_url).search
        return url.href
      },
      403,
      'SignatureDoesNotMatch'
    ],
    [
      'no signature',
      (job: JobBody) => job.upload_url.replace(/\?.*/, ''),
      403,
      'AccessDenied'
    ]
  ])('refuse %s', async (_, change, status, code) => {
    const { ask, create } = await serveStorage()
    const reply = await ask('PUT', change(await create()), {
      bearer: false,
      headers: { 'content-type': 'text/plain' },
      body: ids
    })
    expect(reply.status).toBe(status)
    expect(reply.text).toContain(`<Code>${code}</Code>`)
  })

  it('expire with their windows', async () => {
    const { simulator, create, upload, download } = await serveStorage()
    const job = await create()
    simulator.clock.advance(900_000)
    const late = await upload(job, ids)
    expect(late.status).toBe(400)
    expect(late.text).toContain('<Code>ExpiredToken</Code>')
    expect(late.text).toContain('expired at: 2026-10-01T12:15:00+00:00')
    simulator.clock.advance(604_800_000)
    expect((await download(job)).text).toContain('<Code>ExpiredToken</Code>')
  })
})

describe('the storage', () => {
  it('states the hashes of what was stored', async () => {
    const { create, upload } = await serveStorage()
    const reply = await upload(await create(), ids)
    expect(reply).toMatchObject({ status: 200, text: '' })
    expect(reply.headers.get('etag')).toBe(`"${md5Of(ids, 'hex')}"`)
    expect(reply.headers.get('x-goog-hash')).toBe(
      `${crcOf(ids)}, md5=${md5Of(ids, 'base64')}`
    )
    expect(reply.headers.get('x-goog-stored-content-length')).toBe('60')
    expect(reply.headers.get('content-type')).toBe('text/html; charset=UTF-8')
  })

  it('states length and checksum of the results, and gives ranges', async () => {
    const { simulator, create, upload, download } = await serveStorage()
    const job = await create()
    await upload(job, ids)
    simulator.clock.advance(60_000)
    const { status, headers, text } = await download(job)
    expect(status).toBe(200)
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-length': `${text.length}`,
      'accept-ranges': 'bytes',
      'x-goog-component-count': '20',
      'x-goog-hash': crcOf(text)
    })
    const part = await download(job, { headers: { range: 'bytes=7-' } })
    expect(part).toMatchObject({ status: 206, text: text.slice(7) })
    const outside = await download(job, {
      headers: { range: 'bytes=999999-' }
    })
    expect(outside.status).toBe(416)
    expect(outside.text).toContain('<Code>InvalidRange</Code>')
  })

  it('has no object before the job is complete', async () => {
    const { create, upload, download } = await serveStorage()
    const job = await create()
    await upload(job, ids)
    const reply = await download(job)
    expect(reply.status).toBe(404)
    expect(reply.text).toContain('<Code>NoSuchKey</Code>')
  })

  it('takes an object again, and processes the last one that came in time', async () => {
    const { simulator, create, upload, download } = await serveStorage()
    const job = await create()
    await upload(job, '1265324480517361675\n')
    await upload(job, '1265324480517361682\n')
    simulator.clock.advance(60_000)
    await upload(job, '1265324480517361691\n')
    expect(rowsOf((await download(job)).text)).toMatchObject([
      { id: '1265324480517361682' }
    ])
    expect(simulator.jobs).toMatchObject([
      {
        status: 'complete',
        uploads: [{ lines: 1 }, { lines: 1 }, { lines: 1 }]
      }
    ])
  })

  it('refuses more than its limit', async () => {
    const { create, upload } = await serve({
      flow: 'storage',
      maxUploadBytes: 59
    })
    const reply = await upload(await create(), ids)
    expect(reply.status).toBe(400)
    expect(reply.text).toContain('<Code>EntityTooLarge</Code>')
  })
})

describe('a resumable upload', () => {
  const piece = 262_144
  const body = Buffer.from(ids.repeat(10_000))

  const open = async () => {
    const served = await serveStorage()
    const job = await served.create({ type: 'tweets', resumable: true })
    const started = await served.ask('POST', job.upload_url, {
      bearer: false,
      headers: { 'content-type': 'text/plain', 'x-goog-resumable': 'start' }
    })
    expect(started.status).toBe(201)
    const session = started.headers.get('location') ?? ''
    const put = (range: string | undefined, bytes: Buffer) =>
      served.ask('PUT', session, {
        bearer: false,
        body: bytes,
        headers: range === undefined ? {} : { 'content-range': range }
      })
    return { ...served, job, session, put }
  }

  it('signs more headers and refuses a plain PUT', async () => {
    const { job, upload } = await open()
    expect(job['resumable']).toBe(true)
    expect(
      new URL(job.upload_url).searchParams.get('X-Goog-SignedHeaders')
    ).toBe('content-length;content-type;host;x-goog-resumable')
    expect((await upload(job, ids)).text).toContain('SignatureDoesNotMatch')
  })

  it('takes the file whole', async () => {
    const { simulator, put } = await open()
    expect(await put(undefined, body)).toMatchObject({ status: 200 })
    expect(simulator.jobs).toMatchObject([
      {
        status: 'in_progress',
        uploads: [{ bytes: body.length, lines: 30_000 }]
      }
    ])
  })

  it('takes it in pieces and says how far it got', async () => {
    const { simulator, get, job, put } = await open()
    const total = body.length
    const asked = await put(`bytes */${total}`, Buffer.alloc(0))
    expect(asked.status).toBe(308)
    expect(asked.headers.get('range')).toBeNull()
    const first = await put(
      `bytes 0-${piece - 1}/${total}`,
      body.subarray(0, piece)
    )
    expect(first.status).toBe(308)
    expect(first.headers.get('range')).toBe(`bytes=0-${piece - 1}`)
    expect(await get(job)).toMatchObject({ status: 'created' })
    const rest = await put(
      `bytes ${piece}-${total - 1}/${total}`,
      body.subarray(piece)
    )
    expect(rest.status).toBe(200)
    expect(rest.headers.get('etag')).toBe(
      `"${createHash('md5').update(body).digest('hex')}"`
    )
    expect(simulator.jobs).toMatchObject([
      { status: 'in_progress', uploads: [{ bytes: total }] }
    ])
  })

  it('refuses a piece that does not fit', async () => {
    const { put } = await open()
    const odd = await put('bytes 0-9/600000', body.subarray(0, 10))
    expect(odd.status).toBe(400)
    expect(odd.text).toContain('<Code>InvalidArgument</Code>')
  })

  it('can be given up', async () => {
    const { ask, put, session } = await open()
    expect(await ask('DELETE', session, { bearer: false })).toMatchObject({
      status: 499
    })
    expect((await put(undefined, body)).text).toContain('NoSuchUpload')
  })
})
