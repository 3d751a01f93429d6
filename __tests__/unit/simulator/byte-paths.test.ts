// Upload and download on the API's own origin: tokens, windows, sizes and ranges.
import { readFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { describe, expect, it } from '@jest/globals'
import { serve } from './client.js'

const ids = '1265324480517361675\n1265324480517361682\n1265324480517361699\n'
const day = 86_400_000

describe('a byte path', () => {
  it('answers an upload with the job, and keeps what was sent byte for byte', async () => {
    const { simulator, create, upload } = await serve()
    const job = await create()
    const reply = await upload(job, ids)
    expect(reply.json()).toMatchObject({
      data: { ...job, status: 'in_progress' }
    })
    const stored = simulator.jobs[0]?.uploads[0]
    expect(stored).toMatchObject({ bytes: 60, lines: 3 })
    expect(await readFile(stored?.path ?? '', 'utf8')).toBe(ids)
  })

  it.each([
    ['text/plain; charset=utf-8', 200],
    ['application/octet-stream', 200],
    ['application/json', 415],
    ['multipart/form-data; boundary=x', 415]
  ])('answers an upload of type %s with %d', async (type, status) => {
    const { create, upload } = await serve()
    const headers = { 'content-type': type }
    const reply = await upload(await create(), ids, { headers })
    expect(reply.status).toBe(status)
  })

  it('needs the bearer token as well as its own', async () => {
    const { simulator, create, upload, download } = await serve()
    const job = await create()
    const title = { title: 'Unauthorized', status: 401 }
    expect((await upload(job, ids, { bearer: false })).json()).toMatchObject(
      title
    )
    expect((await download(job, { bearer: false })).json()).toMatchObject(title)
    expect(simulator.jobs).toMatchObject([{ status: 'created', uploads: [] }])
  })

  it.each([
    ['no token', (url: URL) => url.searchParams.delete('token'), 401],
    ['a made-up token', (url: URL) => url.searchParams.set('token', 'x'), 401],
    [
      'the token of the other purpose',
      (url: URL, other: URL) => (url.search = other.search),
      403
    ]
  ])('refuses %s', async (_, change, status) => {
    const { ask, create } = await serve()
    const job = await create()
    const upload = new URL(job.upload_url)
    const download = new URL(job.download_url)
    const before = upload.search
    change(upload, download)
    const reply = await ask('PUT', upload.href, {
      headers: { 'content-type': 'text/plain' },
      body: ids
    })
    expect(reply.status).toBe(status)
    upload.search = before
    change(download, upload)
    expect(await ask('GET', download.href)).toMatchObject({ status })
  })

  it('refuses the token of another job', async () => {
    const { ask, create } = await serve()
    const job = await create()
    const other = await create({ type: 'users' })
    const url = new URL(job.upload_url)
    url.search = new URL(other.upload_url).search
    const reply = await ask('PUT', url.href, {
      headers: { 'content-type': 'text/plain' },
      body: ids
    })
    expect(reply.status).toBe(403)
    expect(reply.json()).toMatchObject({ resource_type: 'compliance_job' })
  })

  it('refuses an upload once 15 minutes have passed', async () => {
    const { simulator, create, upload } = await serve()
    const job = await create()
    simulator.clock.advance(900_000)
    const reply = await upload(job, ids)
    expect(reply.status).toBe(403)
    expect(reply.json()).toMatchObject({ detail: 'The token has expired.' })
  })

  it('gives results for 7 days from the creation of the job', async () => {
    const { simulator, create, upload, download } = await serve()
    const job = await create()
    simulator.clock.advance(600_000)
    await upload(job, ids)
    simulator.clock.advance(7 * day - 600_000 - 1)
    expect(await download(job)).toMatchObject({ status: 200 })
    simulator.clock.advance(1)
    expect(await download(job)).toMatchObject({ status: 403 })
  })

  it('has no results before the job is complete', async () => {
    const { create, upload, download } = await serve()
    const job = await create()
    expect(await download(job)).toMatchObject({ status: 404 })
    await upload(job, ids)
    expect((await download(job)).json()).toMatchObject({
      title: 'Not Found Error',
      status: 404
    })
  })

  it('refuses a second upload', async () => {
    const { simulator, create, upload } = await serve()
    const job = await create()
    await upload(job, ids)
    expect(await upload(job, '7\n')).toMatchObject({ status: 409 })
    expect(simulator.jobs).toMatchObject([{ uploads: [{ lines: 3 }] }])
  })

  it('refuses an upload that is too large, told or not, and leaves the job open', async () => {
    const { simulator, create, upload } = await serve({ maxUploadBytes: 60 })
    const job = await create()
    const tooLarge = await upload(job, `${ids}\n`)
    expect(tooLarge.status).toBe(413)
    expect(tooLarge.json()).toMatchObject({ status: 413 })
    const streamed = await fetch(job.upload_url, {
      method: 'PUT',
      headers: {
        authorization: `Bearer ${simulator.token}`,
        'content-type': 'text/plain'
      },
      body: new Blob([ids, '\n']).stream(),
      duplex: 'half'
    })
    expect(streamed.status).toBe(413)
    expect(simulator.jobs).toMatchObject([{ status: 'created', uploads: [] }])
    expect(await upload(job, ids)).toMatchObject({ status: 200 })
  })

  it('lets a client send all before it reads the refusal', async () => {
    const { simulator, create } = await serve({ maxUploadBytes: 60 })
    const url = new URL((await create()).upload_url)
    const size = 8_000_000
    const socket = connect(Number(url.port), url.hostname)
    socket.write(
      [
        `PUT ${url.pathname}${url.search} HTTP/1.1`,
        `Host: ${url.host}`,
        `Authorization: Bearer ${simulator.token}`,
        'Content-Type: text/plain',
        `Content-Length: ${size}`,
        'Connection: close',
        '\r\n'
      ].join('\r\n')
    )
    for (let sent = 0; sent < size; sent += 1_000_000)
      await new Promise<void>((resolve, reject) =>
        socket.write(Buffer.alloc(1_000_000, '1'), error => {
          if (error) reject(error)
          else resolve()
        })
      )
    let answer = ''
    for await (const chunk of socket) answer += String(chunk)
    expect(answer).toMatch(/^HTTP\/1.1 413 /)
  })

  it('takes nothing from an upload that breaks off', async () => {
    const { simulator, create, upload } = await serve()
    const job = await create()
    const broken = new AbortController()
    const body = new ReadableStream({
      start: stream => {
        stream.enqueue(Buffer.from(ids))
      },
      pull: () => broken.abort()
    })
    await expect(
      fetch(job.upload_url, {
        method: 'PUT',
        headers: {
          authorization: `Bearer ${simulator.token}`,
          'content-type': 'text/plain'
        },
        body,
        duplex: 'half',
        signal: broken.signal
      })
    ).rejects.toThrow()
    expect(simulator.jobs).toMatchObject([{ status: 'created', uploads: [] }])
    expect(await upload(job, ids)).toMatchObject({ status: 200 })
  })

  it('gives the ranges that are asked for', async () => {
    const { simulator, create, upload, download } = await serve()
    const job = await create()
    await upload(job, ids)
    simulator.clock.advance(60_000)
    const whole = (await download(job)).text
    const part = async (range: string) => {
      const { status, headers, text } = await download(job, {
        headers: { range }
      })
      return [status, headers.get('content-range'), text]
    }
    const size = whole.length
    expect(await part('bytes=0-9')).toEqual([
      206,
      `bytes 0-9/${size}`,
      whole.slice(0, 10)
    ])
    expect(await part('bytes=10-')).toEqual([
      206,
      `bytes 10-${size - 1}/${size}`,
      whole.slice(10)
    ])
    expect(await part('bytes=-5')).toEqual([
      206,
      `bytes ${size - 5}-${size - 1}/${size}`,
      whole.slice(-5)
    ])
    expect(await part('lines=1-2')).toEqual([200, null, whole])
    expect((await part(`bytes=${size}-`))[0]).toBe(416)
  })
})
