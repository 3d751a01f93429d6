// Faults: what each kind does to a request, which requests it hits, and how it is written on the command line.
import { describe, expect, it } from '@jest/globals'
import { crc32c } from '@aws-crypto/crc32c'
import { parseFault } from '../../../src/simulator/fault-syntax.js'
import type { Fault, Operation } from '../../../src/simulator/index.js'
import { serve } from './client.js'

const jobs = '/2/compliance/jobs'
const list = `${jobs}?type=tweets`
const ids = '1265324480517361675\n1265324480517361682\n'

describe('a fault answers', () => {
  const cases: [string, number, Record<string, unknown>][] = [
    ['list=503', 503, { title: 'Service Unavailable', status: 503 }],
    ['list=500', 500, { title: 'Internal Server Error' }],
    ['list=402', 402, { title: 'Payment Required' }],
    [
      'list=not-enrolled',
      403,
      { reason: 'client-not-enrolled', title: 'Client Forbidden' }
    ],
    ['list=user-context', 403, { title: 'Unsupported Authentication' }],
    [
      'list=usage-capped',
      429,
      {
        title: 'UsageCapExceeded',
        period: 'Monthly',
        type: 'https://api.x.com/2/problems/usage-capped'
      }
    ],
    ['list=429', 429, { title: 'Too Many Requests', type: 'about:blank' }]
  ]
  it.each(cases)('%s', async (text, status, body) => {
    const { simulator, ask } = await serve({ faults: [parseFault(text)] })
    const reply = await ask('GET', list)
    expect(reply.status).toBe(status)
    expect(reply.json()).toMatchObject(body)
    expect(await ask('GET', list)).toMatchObject({ status: 200 })
    expect(simulator.requests.map(({ fault }) => fault !== undefined)).toEqual([
      true,
      false
    ])
  })

  it('429 with the time of its end in a header of either kind', async () => {
    const { simulator, ask } = await serve({
      faults: [parseFault('list=429:30s'), parseFault('list:2=retry-after:7s')]
    })
    const limited = await ask('GET', list)
    expect(limited.headers.get('x-rate-limit-remaining')).toBe('0')
    expect(limited.headers.get('x-rate-limit-reset')).toBe(
      `${(simulator.clock.now() + 30_000) / 1000}`
    )
    expect(limited.headers.get('retry-after')).toBeNull()
    const later = await ask('GET', list)
    expect(later.headers.get('retry-after')).toBe('7')
    expect(later.headers.get('x-rate-limit-reset')).toBeNull()
  })

  it('an HTML page, an empty body, a redirect', async () => {
    const { ask } = await serve({
      faults: [
        parseFault('list:1=html:502'),
        parseFault('list:2=404:empty'),
        parseFault('list:3=redirect:http://127.0.0.1:9/')
      ]
    })
    const page = await ask('GET', list)
    expect([page.status, page.headers.get('content-type')]).toEqual([
      502,
      'text/html; charset=utf-8'
    ])
    expect(page.text).toContain('<!DOCTYPE html>')
    expect(await ask('GET', list)).toMatchObject({ status: 404, text: '' })
    const moved = await ask('GET', list)
    expect([moved.status, moved.headers.get('location')]).toEqual([
      307,
      'http://127.0.0.1:9/'
    ])
  })

  it('XML on the storage origin', async () => {
    const { create, upload } = await serve({
      flow: 'storage',
      faults: [parseFault('upload=503')]
    })
    const job = await create()
    expect((await upload(job, ids)).text).toContain('<Error><Code>')
    expect(await upload(job, ids)).toMatchObject({ status: 200 })
  })
})

describe('a fault of the connection', () => {
  it('resets it with nothing done', async () => {
    const { simulator, create } = await serve({
      faults: [parseFault('create=reset')]
    })
    await expect(create()).rejects.toThrow()
    expect(simulator.jobs).toEqual([])
    expect(simulator.requests).toMatchObject([
      { operation: 'create', fault: 'reset', status: undefined }
    ])
  })

  it.each(['current', 'storage'] as const)(
    'loses the answer with all done in the %s flow',
    async flow => {
      const { simulator, ask, create, upload } = await serve({
        flow,
        faults: [parseFault('create=lost'), parseFault('upload=lost')]
      })
      await expect(create()).rejects.toThrow()
      const [job] = (await ask('GET', list)).json().data as [never]
      await expect(upload(job, ids)).rejects.toThrow()
      expect(simulator.jobs).toMatchObject([
        { status: 'in_progress', uploads: [{ lines: 2 }] }
      ])
    }
  )

  it('cuts a body in the middle', async () => {
    const { simulator, create, upload, download } = await serve({
      faults: [parseFault('download=truncate')]
    })
    const job = await create()
    await upload(job, ids)
    simulator.clock.advance(60_000)
    await expect(download(job)).rejects.toThrow()
    const whole = (await download(job)).text
    expect(simulator.requests.at(-2)).toMatchObject({
      status: 200,
      bytesSent: Math.floor(whole.length / 2)
    })
  })

  it('hangs until the simulator closes', async () => {
    const { simulator, ask } = await serve({
      faults: [parseFault('list=hang')]
    })
    const never = ask('GET', list).then(
      () => 'answered',
      () => 'broken off'
    )
    const arrived = () =>
      simulator.requests.some(({ operation }) => operation === 'list')
    while (!arrived()) await ask('GET', `${jobs}/7`)
    await simulator.close()
    expect(await never).toBe('broken off')
  })

  it('delays a proper answer', async () => {
    const { ask } = await serve({ faults: [parseFault('list=delay:50ms')] })
    const before = performance.now()
    expect(await ask('GET', list)).toMatchObject({ status: 200 })
    expect(performance.now() - before).toBeGreaterThanOrEqual(45)
  })
})

describe('corruption', () => {
  it('alters one byte of the results, whose checksum tells', async () => {
    const { simulator, create, upload, download } = await serve({
      flow: 'storage',
      faults: [parseFault('download=corrupt')]
    })
    const job = await create()
    await upload(job, ids)
    simulator.clock.advance(60_000)
    const bad = await download(job)
    const good = await download(job)
    expect(bad.text).toHaveLength(good.text.length)
    expect(bad.text).not.toBe(good.text)
    expect(bad.headers.get('x-goog-hash')).toBe(good.headers.get('x-goog-hash'))
    const sum = Buffer.alloc(4)
    sum.writeUInt32BE(crc32c(Buffer.from(good.text)))
    expect(good.headers.get('x-goog-hash')).toContain(sum.toString('base64'))
  })

  it('alters the stored copy of an upload, whose hash tells', async () => {
    const { create, upload } = await serve({
      flow: 'storage',
      faults: [parseFault('upload=corrupt')]
    })
    const job = await create()
    const bad = await upload(job, ids)
    const good = await upload(job, ids)
    expect(bad.status).toBe(200)
    expect(bad.headers.get('etag')).not.toBe(good.headers.get('etag'))
  })
})

it('hits the named occurrences of the named operation only', async () => {
  const { simulator, ask } = await serve({
    faults: [parseFault('get:2-3=503'), parseFault('list:*=500')]
  })
  const statuses = async (path: string) => {
    const found: number[] = []
    for (let turn = 0; turn < 4; turn += 1)
      found.push((await ask('GET', path)).status)
    return found
  }
  expect(await statuses(`${jobs}/7`)).toEqual([404, 503, 503, 404])
  expect(await statuses(list)).toEqual([500, 500, 500, 500])
  simulator.addFault({ operation: 'get', kind: 'status', status: 502 })
  expect(await statuses(`${jobs}/7`)).toEqual([502, 404, 404, 404])
})

describe('a fault as text', () => {
  const cases: [string, Fault][] = [
    ['create=reset', { operation: 'create', kind: 'reset' }],
    [
      'upload:3=delay:1m30s',
      {
        operation: 'upload',
        occurrence: 3,
        times: 1,
        kind: 'delay',
        ms: 90_000
      }
    ],
    [
      'get:*=503',
      {
        operation: 'get',
        occurrence: 1,
        times: Infinity,
        kind: 'status',
        status: 503,
        empty: false
      }
    ],
    [
      'job:2=fail:It went wrong: badly',
      {
        operation: 'job',
        occurrence: 2,
        times: 1,
        kind: 'fail',
        error: 'It went wrong: badly'
      }
    ],
    ['job=fail', { operation: 'job', kind: 'fail' }],
    ['job=slow:10m', { operation: 'job', kind: 'slow', ms: 600_000 }],
    ['job=word:queued', { operation: 'job', kind: 'word', status: 'queued' }],
    ['list=html', { operation: 'list', kind: 'html', status: 200 }]
  ]
  it.each(cases)('%s is understood', (text, fault) => {
    expect(parseFault(text)).toEqual(fault)
  })

  it.each([
    'reset',
    'delete=reset',
    'get:0=reset',
    'get:3-2=reset',
    'get=explode',
    'get=reset:1s',
    'get=delay',
    'get=delay:5',
    'get=200',
    'get=503:full',
    'get=redirect:nowhere',
    'get=stuck',
    'job=reset',
    'job=stuck:1s',
    'job=slow',
    'job=word'
  ])('%s is refused with all that can be given', text => {
    expect(() => parseFault(text)).toThrow(`The fault "${text}" `)
    expect(() => parseFault(text)).toThrow('operation[:occurrence]=kind')
  })
})

it('every operation can be hit', async () => {
  const operations: Operation[] = [
    'create',
    'list',
    'get',
    'cancel',
    'upload',
    'download'
  ]
  const { simulator, ask, create } = await serve()
  const job = await create()
  for (const operation of operations)
    simulator.addFault({ operation, kind: 'status', status: 418, empty: true })
  const calls: [string, string][] = [
    ['POST', jobs],
    ['GET', list],
    ['GET', `${jobs}/${job.id}`],
    ['DELETE', `${jobs}/${job.id}`],
    ['PUT', job.upload_url],
    ['GET', job.download_url]
  ]
  for (const [method, path] of calls)
    expect(await ask(method, path)).toMatchObject({ status: 418 })
  expect(simulator.jobs).toMatchObject([{ status: 'created' }])
})
