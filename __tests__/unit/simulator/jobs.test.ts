// The life of a job: what it looks like, how it moves in time, and how jobs are listed.
import { describe, expect, it } from '@jest/globals'
import type { Fault, Flow } from '../../../src/simulator/index.js'
import { rowsOf, serve, type JobBody } from './client.js'

const flows: Flow[] = ['current', 'storage']
const ids = '1265324480517361600\n1265324480517361682\n'
const minute = 60_000

describe.each(flows)('a job of the %s flow', flow => {
  it('runs from create over upload to download', async () => {
    const { simulator, create, upload, get, download } = await serve({ flow })
    const job = await create({ type: 'tweets', name: 'daily' })
    expect(job).toMatchObject({
      name: 'daily',
      type: 'tweets',
      status: 'created',
      resumable: false
    })
    expect(await upload(job, ids)).toMatchObject({ status: 200 })
    expect(await get(job)).toMatchObject({ status: 'in_progress' })
    simulator.clock.advance(minute)
    expect(await get(job)).toMatchObject({ ...job, status: 'complete' })
    expect(rowsOf((await download(job)).text)).toMatchObject([
      { id: '1265324480517361682', action: 'delete', reason: 'deleted' }
    ])
    expect(
      simulator.requests.map(({ operation, origin, authorization, status }) => [
        operation,
        origin,
        authorization,
        status
      ])
    ).toEqual([
      ['create', 'api', true, 200],
      [
        'upload',
        flow === 'storage' ? 'storage' : 'api',
        flow === 'current',
        200
      ],
      ['get', 'api', true, 200],
      ['get', 'api', true, 200],
      [
        'download',
        flow === 'storage' ? 'storage' : 'api',
        flow === 'current',
        200
      ]
    ])
  })

  it('has an ID and windows that follow from its creation', async () => {
    const { simulator, create } = await serve({ flow })
    simulator.clock.advance(12_345)
    const job = await create()
    const created = Date.parse('2026-10-01T12:00:12.000Z')
    expect(Number((BigInt(job.id) >> 22n) + 1288834974657n)).toBe(created + 345)
    expect(job).toMatchObject({
      created_at: '2026-10-01T12:00:12.000Z',
      upload_expires_at: '2026-10-01T12:15:12.000Z',
      download_expires_at: '2026-10-08T12:00:12.000Z'
    })
    expect(String(Number(job.id))).not.toBe(job.id)
  })

  it('expires when nobody uploads within 15 minutes, and frees its slot', async () => {
    const { simulator, create, get } = await serve({ flow })
    const job = await create()
    simulator.clock.advance(15 * minute - 1)
    expect(await get(job)).toMatchObject({ status: 'created' })
    simulator.clock.advance(1)
    expect(await get(job)).toMatchObject({ status: 'expired' })
    expect(await create()).toMatchObject({ status: 'created' })
  })

  it('takes longer the more IDs it has', async () => {
    const { simulator, create, upload, get } = await serve({
      flow,
      processing: { base: 1000, perId: 10 }
    })
    const job = await create()
    await upload(job, '1\n'.repeat(500))
    simulator.clock.advance(5999)
    expect(await get(job)).toMatchObject({ status: 'in_progress' })
    simulator.clock.advance(1)
    expect(await get(job)).toMatchObject({ status: 'complete' })
  })

  it('blocks its type, and no other, until it has ended', async () => {
    const { simulator, ask, create, upload } = await serve({ flow })
    const post = (type: string) =>
      ask('POST', '/2/compliance/jobs', {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ type })
      })
    const first = await create({ type: 'tweets' })
    const conflict = await post('tweets')
    expect(conflict.status).toBe(409)
    expect(conflict.json()).toMatchObject({
      title: 'Conflict',
      status: 409,
      detail: 'You cannot create a new job if one is already in progress.'
    })
    expect(await post('users')).toMatchObject({ status: 200 })
    await upload(first, ids)
    expect(await post('tweets')).toMatchObject({ status: 409 })
    simulator.clock.advance(minute)
    expect(await post('tweets')).toMatchObject({ status: 200 })
  })

  it('shows the chosen fields, and those that its contract requires', async () => {
    const { ask, create } = await serve({ flow })
    const job = await create({ type: 'users', name: 'mine' })
    const reply = await ask(
      'GET',
      `/2/compliance/jobs/${job.id}?compliance_job.fields=status,name`
    )
    const { resumable, ...required } = job
    expect(resumable).toBe(false)
    expect(reply.json()).toEqual({
      data:
        flow === 'current'
          ? { id: job.id, status: 'created', name: 'mine' }
          : required
    })
  })

  it('has no name when none was given, and its keys in another order each time', async () => {
    const { ask, create } = await serve({ flow })
    const job = await create()
    expect(job).not.toHaveProperty('name')
    const texts = new Set<string>()
    for (let turn = 0; turn < 12; turn += 1)
      texts.add((await ask('GET', `/2/compliance/jobs/${job.id}`)).text)
    expect(texts.size).toBeGreaterThan(1)
  })
})

describe('faults of jobs', () => {
  const cases: [string, Fault, Partial<JobBody>][] = [
    ['stuck', { operation: 'job', kind: 'stuck' }, { status: 'in_progress' }],
    ['failed', { operation: 'job', kind: 'fail' }, { status: 'failed' }],
    [
      'failed with a reason',
      { operation: 'job', kind: 'fail', error: 'Internal error.' },
      { status: 'failed', error: 'Internal error.' }
    ],
    ['expired', { operation: 'job', kind: 'expire' }, { status: 'expired' }]
  ]
  it.each(cases)('ends or stays %s', async (_, fault, outcome) => {
    const { simulator, create, upload, get } = await serve({ faults: [fault] })
    const job = await create()
    await upload(job, ids)
    simulator.clock.advance(100 * minute)
    const seen = await get(job)
    expect(seen).toMatchObject(outcome)
    if (!outcome['error']) expect(seen).not.toHaveProperty('error')
  })

  it('hits the named job only', async () => {
    const { simulator, create, upload, get } = await serve({
      faults: [
        { operation: 'job', occurrence: 2, kind: 'slow', ms: 10 * minute }
      ]
    })
    const statuses: string[] = []
    for (let turn = 0; turn < 2; turn += 1) {
      const job = await create()
      await upload(job, ids)
      simulator.clock.advance(minute)
      statuses.push((await get(job)).status)
    }
    expect(statuses).toEqual(['complete', 'in_progress'])
  })

  it('can show a status that no documentation knows', async () => {
    const { simulator, create, upload, get } = await serve({
      faults: [{ operation: 'job', kind: 'word', status: 'queued' }]
    })
    const job = await create()
    await upload(job, ids)
    expect(await get(job)).toMatchObject({ status: 'queued' })
    simulator.clock.advance(minute)
    expect(await get(job)).toMatchObject({ status: 'complete' })
  })
})

describe('cancelling', () => {
  it('fails the job and frees its slot', async () => {
    const { ask, create, get } = await serve()
    const job = await create()
    const reply = await ask('DELETE', `/2/compliance/jobs/${job.id}`)
    expect(reply.json()).toMatchObject({
      data: { id: job.id, status: 'failed' }
    })
    expect(await get(job)).toMatchObject({ status: 'failed' })
    expect(await create()).toMatchObject({ status: 'created' })
  })

  it('is refused for a job that has ended', async () => {
    const { simulator, ask, create } = await serve()
    const job = await create()
    simulator.clock.advance(15 * minute)
    const reply = await ask('DELETE', `/2/compliance/jobs/${job.id}`)
    expect(reply.status).toBe(409)
    expect(simulator.jobs).toMatchObject([{ status: 'expired' }])
  })

  it.each([
    [{ flow: 'storage' as const }, 405],
    [{ flow: 'storage' as const, cancel: true }, 200],
    [{ cancel: false }, 405]
  ])('is there as told by %j: %d', async (options, status) => {
    const { ask, create } = await serve(options)
    const job = await create()
    expect(await ask('DELETE', `/2/compliance/jobs/${job.id}`)).toMatchObject({
      status
    })
  })
})

describe('the list', () => {
  const list = (query: string) => `/2/compliance/jobs?${query}`

  it('has no data when empty, and meta in the current flow only', async () => {
    const current = await serve()
    expect((await current.ask('GET', list('type=users'))).json()).toEqual({
      meta: { result_count: 0 }
    })
    const storage = await serve({ flow: 'storage' })
    expect((await storage.ask('GET', list('type=users'))).json()).toEqual({})
  })

  it('shows one type, newest first, by status, until the download has expired', async () => {
    const { simulator, ask, create, upload } = await serve()
    const idsOf = async (query: string) => {
      const body = (await ask('GET', list(query))).json()
      return ((body.data ?? []) as JobBody[]).map(({ id }) => id)
    }
    const first = await create()
    await create({ type: 'users' })
    simulator.clock.advance(16 * minute)
    const second = await create()
    await upload(second, ids)
    expect(await idsOf('type=tweets')).toEqual([second.id, first.id])
    expect(await idsOf('type=tweets&status=in_progress')).toEqual([second.id])
    expect(await idsOf('type=tweets&status=complete')).toEqual([])
    simulator.clock.advance(7 * 24 * 60 * minute - 16 * minute)
    expect(await idsOf('type=tweets')).toEqual([second.id])
    simulator.clock.advance(16 * minute)
    expect(await idsOf('type=tweets')).toEqual([])
    expect(
      (await ask('GET', `/2/compliance/jobs/${second.id}`)).json()
    ).toMatchObject({ data: { status: 'complete' } })
  })
})
