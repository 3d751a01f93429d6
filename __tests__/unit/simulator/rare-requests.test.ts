// Requests that clients of the simulator rarely make: what they are told.
import { describe, expect, it } from '@jest/globals'
import { parseFault } from '../../../src/simulator/fault-syntax.js'
import { serve } from './client.js'

const ids = '1265324480517361675\n1265324480517361682\n'

describe('the control', () => {
  it.each([
    ['POST', '/simulator/faults', 400, 'Give a fault'],
    ['POST', '/simulator/faults?fault=nonsense', 400, 'nonsense'],
    ['POST', '/simulator/clock?advance=soon', 400, 'Give advance'],
    ['GET', '/simulator/nothing', 404, 'No such path.']
  ])('%s %s is answered by %i', async (method, path, status, words) => {
    const { ask } = await serve()
    const reply = await ask(method, path)
    expect(reply.status).toBe(status)
    expect(String(reply.json()['error'])).toContain(words)
  })
})

describe('an upload', () => {
  it('larger than the limit is refused by both flows', async () => {
    for (const flow of ['current', 'storage'] as const) {
      const { create, upload, get } = await serve({ flow, maxUploadBytes: 10 })
      const job = await create()
      const reply = await upload(job, ids)
      expect(reply.status).toBe(flow === 'current' ? 413 : 400)
      expect((await get(job)).status).toBe('created')
    }
  })

  it('of a type that is not text is refused', async () => {
    const { create, upload } = await serve({ flow: 'current' })
    const reply = await upload(await create(), ids, {
      headers: { 'content-type': 'application/json' }
    })
    expect(reply.status).toBe(415)
  })

  it('in pieces may ask how far it got, and give up', async () => {
    const { ask, create } = await serve({ flow: 'storage' })
    const job = await create({ type: 'tweets', resumable: true })
    const opened = await ask('POST', job.upload_url, {
      bearer: false,
      headers: { 'content-type': 'text/plain', 'x-goog-resumable': 'start' }
    })
    expect(opened.status).toBe(201)
    const session = opened.headers.get('location') ?? ''
    const put = (range: string, body = '') =>
      ask('PUT', session, {
        bearer: false,
        body,
        headers: { 'content-range': range }
      })
    expect((await put('bytes */*')).status).toBe(308)
    expect((await put('bytes 5-9/10', '12345')).status).toBe(400)
    expect((await put('pages 1-2', 'x')).status).toBe(400)
    expect((await ask('DELETE', session, { bearer: false })).status).toBe(499)
    expect((await put('bytes */*')).status).toBe(404)
  })
})

describe('a fault', () => {
  it.each([
    'list=delay',
    'list=redirect:nowhere',
    'list=html:9',
    'list=429:x',
    'list=nonsense',
    'nowhere=503',
    ''
  ])('%j is not understood', text => {
    expect(() => parseFault(text)).toThrow()
  })
})
