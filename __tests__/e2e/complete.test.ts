// The main job on the built action: from ID files to counts, rows and artifact, in both flows of the service.
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { eventOutputs, requiredActions } from '../../src/domain.js'
import type { Flow } from '../../src/simulator/index.js'
import { someIds, startRig, type Rig, type RigRun } from '../support/rig.js'

/** The identities that hold in every complete run. */
function expectIdentities({ outputs }: RigRun): void {
  const n = (name: string) => Number(outputs[name])
  const sum = (names: readonly string[]) =>
    names.reduce((total, name) => total + n(name), 0)
  expect(n('ids-read')).toBe(
    sum(['ids-submitted', 'ids-duplicate', 'ids-invalid'])
  )
  expect(n('ids-submitted')).toBe(sum(['ids-affected', 'ids-unaffected']))
  expect(n('events')).toBe(sum(eventOutputs))
  expect(n('ids-affected')).toBe(
    sum(requiredActions.map(action => `ids-to-${action}`))
  )
}

/** IDs of accounts from before 2016, ascending, one a line. */
const someAccounts = (count: number) =>
  Array.from({ length: count }, (_, n) => `${2_244_990_001 + 7 * n}\n`).join('')

const rowsOf = (ndjson: Buffer | string) =>
  ndjson.toString().split('\n').filter(Boolean)

describe.each<[Flow, 'tweets' | 'users']>([
  ['current', 'tweets'],
  ['current', 'users'],
  ['storage', 'tweets'],
  ['storage', 'users']
])('in the %s flow, for %s', (flow, type) => {
  let rig: Rig
  let run: RigRun
  const ids =
    type === 'tweets' ? someIds(500) : someAccounts(250) + someIds(250)

  beforeAll(async () => {
    rig = await startRig({ flow })
    const lines = ids.trim().split('\n')
    // The same set, in two files with another order, duplicates, CRLF and a byte order mark.
    await rig.write(
      'data/a.txt',
      `\ufeff${lines.toReversed().slice(100).join('\r\n')}`
    )
    await rig.write('data/b.txt', `${lines.slice(300).join('\n')}\n\n`)
    run = await rig.run({ ids: 'data/*.txt', type })
  })
  afterAll(() => rig.close())

  it('succeeds, and counts what the service said', () => {
    expect(run.code).toBe(0)
    expect(run.outputs).toMatchObject({
      status: 'complete',
      'error-code': '',
      parts: '1',
      'parts-complete': '1',
      'ids-read': '600',
      'ids-submitted': '500',
      'ids-duplicate': '100',
      'ids-invalid': '0',
      'ids-refused': '0',
      simulated: 'false'
    })
    expectIdentities(run)
    expect(run.annotations).toEqual([])
  })

  it('uploads the sorted set once, to a job named after its hash', () => {
    const [job] = rig.simulator.jobs
    const digest = createHash('sha256').update(ids).digest('hex')
    expect(rig.simulator.jobs).toHaveLength(1)
    expect(job).toMatchObject({
      type,
      name: `compliance-${digest.slice(0, 16)}-r${run.runId}-1of1`
    })
    expect(job?.uploads.map(({ bytes }) => bytes)).toEqual([ids.length])
    expect(run.outputs['job-ids']).toBe(JSON.stringify([job?.id]))
    expect(run.outputs['checked-at']).toBe(
      new Date(job?.createdAt ?? 0).toISOString()
    )
  })

  it('publishes rows, lists and reports as one artifact', async () => {
    const name = `compliance-results-${type}`
    expect(run.artifactNames).toEqual([name])
    const entries = await run.entries(name)
    expect(Object.keys(entries).sort()).toEqual([
      'delete.txt',
      'refetch.txt',
      'report.html',
      'report.json',
      'results.ndjson',
      'review.txt',
      'scrub-geo.txt'
    ])
    const rows = rowsOf(entries['results.ndjson'] ?? '')
    expect(String(rows.length)).toBe(run.outputs['events'])
    expect(rig.simulator.jobs[0]?.rows).toBe(rows.length)
    expect(entries['results.ndjson']?.toString()).toBe(`${rows.join('\n')}\n`)
    expect(await readFile(run.outputs['results-path'] ?? '')).toEqual(
      entries['results.ndjson']
    )
    for (const action of requiredActions) {
      const list = entries[`${action}.txt`]?.toString() ?? ''
      expect(rowsOf(list)).toEqual(
        rowsOf(list).toSorted((a, b) => (BigInt(a) < BigInt(b) ? -1 : 1))
      )
      expect(String(rowsOf(list).length)).toBe(run.outputs[`ids-to-${action}`])
    }
    expect(run.outputs).toMatchObject({
      'artifact-name': name,
      'artifact-id': expect.stringMatching(/^\d+$/),
      'artifact-url': `https://github.com/octocat/stored-posts/actions/runs/${run.runId}/artifacts/${run.outputs['artifact-id'] ?? ''}`,
      'artifact-digest': expect.stringMatching(/^[0-9a-f]{64}$/)
    })
    expect(JSON.parse(entries['report.json']?.toString() ?? '')).toMatchObject({
      status: 'complete'
    })
  })

  it('sends the token to the API alone, and leaves no secret behind', async () => {
    const { requests, simulator } = { ...run, simulator: rig.simulator }
    const api = requests.filter(({ origin }) => origin === 'api')
    expect(api.every(({ authorization }) => authorization)).toBe(true)
    const storage = requests.filter(({ origin }) => origin === 'storage')
    expect(storage).toHaveLength(flow === 'storage' ? 2 : 0)
    expect(storage.some(({ authorization }) => authorization)).toBe(false)
    expect(run.outputs['requests']).toBe(String(api.length))
    expect(run.masks.filter(mask => mask === simulator.token)).toHaveLength(1)
    expect(new Set(run.masks).size).toBe(run.masks.length)
    expect(await run.filesWith(simulator.token)).toEqual([])
    for (const secret of run.masks.filter(mask => mask.includes('/jobs/')))
      expect(await run.filesWith(secret)).toEqual([])
    expect(
      await run.filesWith(flow === 'storage' ? 'X-Goog-Signature' : '?token=')
    ).toEqual([])
  })

  it('names no ID in log or summary', () => {
    expect(`${run.log}${run.summary}`).not.toMatch(/\b1300000\d{12}\b/)
    expect(run.summary).toContain('500')
  })
})

describe('with other settings', () => {
  let rig: Rig
  beforeAll(async () => {
    rig = await startRig()
    await rig.write('ids.txt', someIds(250))
  })
  afterAll(() => rig.close())

  it('cuts a large set into parts, one job after the other', async () => {
    const run = await rig.run({ ids: 'ids.txt', 'max-upload-size': '2kB' })
    expect(run.code).toBe(0)
    expect(run.outputs).toMatchObject({ parts: '3', 'parts-complete': '3' })
    expectIdentities(run)
    const jobs = rig.simulator.jobs.slice(-3)
    expect(run.outputs['job-ids']).toBe(
      JSON.stringify(jobs.map(({ id }) => id))
    )
    expect(jobs.flatMap(job => job.uploads.map(({ lines }) => lines))).toEqual([
      100, 100, 50
    ])
    expect(jobs.map(({ name }) => name?.slice(-4))).toEqual([
      '1of3',
      '2of3',
      '3of3'
    ])
    const whole = await rig.run({ ids: 'ids.txt' })
    const sorted = async (each: RigRun) =>
      rowsOf((await each.entries())['results.ndjson'] ?? '')
        .map(row => (JSON.parse(row) as { id: string }).id)
        .sort()
    expect(await sorted(run)).toEqual(await sorted(whole))
  })

  it('publishes counts without IDs, or nothing', async () => {
    const counts = await rig.run({ ids: 'ids.txt', publish: 'counts' })
    expect(Object.keys(await counts.entries()).sort()).toEqual([
      'report.html',
      'report.json'
    ])
    const none = await rig.run({ ids: 'ids.txt', publish: 'none' })
    expect(none.artifactNames).toEqual([])
    expect(none.outputs).not.toHaveProperty('artifact-id')
    expect(none.outputs).toMatchObject({ status: 'complete' })
  })

  it('puts results, artifact and summary where it is told', async () => {
    const run = await rig.run({
      ids: 'ids.txt',
      'results-path': 'out/rows.ndjson',
      'artifact-name': 'my results',
      summary: 'false'
    })
    expect(run.outputs['results-path']).toBe(`${rig.workspace}/out/rows.ndjson`)
    expect(run.artifactNames).toEqual(['my results'])
    expect(run.summary).toBe('')
  })

  it('fails after publishing when `fail-on` finds events', async () => {
    const run = await rig.run({
      ids: 'ids.txt',
      'fail-on': 'protected, deleted'
    })
    expect(run.code).toBe(1)
    expect(run.outputs).toMatchObject({
      status: 'complete',
      'error-code': 'events-found'
    })
    expect(run.artifactNames).toHaveLength(1)
    expect((await run.entries())['report.json']?.toString()).toContain(
      'events-found'
    )
  })

  it('checks files alone under `dry-run`, with no token and no artifact service', async () => {
    const run = await rig.run(
      { ids: 'ids.txt', 'dry-run': 'true', 'bearer-token': '' },
      { environment: { ACTIONS_RUNTIME_TOKEN: undefined } }
    )
    expect(run.code).toBe(0)
    expect(run.requests).toEqual([])
    expect(run.outputs).toMatchObject({
      status: 'checked',
      'ids-submitted': '250',
      requests: '0'
    })
  })

  it('succeeds without a job for an empty set, when told to', async () => {
    await rig.write('empty.txt', '\n\n')
    const run = await rig.run({ ids: 'empty.txt', 'if-no-ids-found': 'warn' })
    expect(run.code).toBe(0)
    expect(run.requests).toEqual([])
    expect(run.outputs).toMatchObject({
      status: 'complete',
      'ids-submitted': '0',
      'ids-affected': '0',
      events: '0',
      parts: '0',
      'job-ids': '[]'
    })
  })

  it('submits in one run and collects in the next', async () => {
    await rig.write('more.txt', someIds(33))
    const first = await rig.run({ ids: 'more.txt', wait: 'false' })
    expect(first.code).toBe(0)
    expect(first.outputs).toMatchObject({
      status: 'submitted',
      'parts-complete': '0'
    })
    expect(first.artifactNames).toEqual([])
    const jobs = { 'job-ids': first.outputs['job-ids'] ?? '' }
    const alone = await rig.run({ ...jobs, ids: '' })
    expect(alone.outputs).toMatchObject({ status: 'complete', ...jobs })
    expect(alone.outputs).not.toHaveProperty('ids-affected')
    const withIds = await rig.run({ ...jobs, ids: 'more.txt' })
    expectIdentities(withIds)
    expect(withIds.outputs['events']).toBe(alone.outputs['events'])
  })
})

describe('under `simulate`', () => {
  it('needs no token, asks nobody, and marks everything', async () => {
    const rig = await startRig()
    await rig.write('ids.txt', someIds(100))
    const run = await rig.run({
      ids: 'ids.txt',
      simulate: 'true',
      'bearer-token': 'not to be used or masked'
    })
    expect(run.code).toBe(0)
    expect(run.requests).toEqual([])
    expect(run.masks).not.toContain('not to be used or masked')
    expect(run.outputs).toMatchObject({
      status: 'complete',
      simulated: 'true',
      'artifact-name': 'simulated-compliance-results-tweets'
    })
    expectIdentities(run)
    expect(
      run.annotations.map(({ level, message }) => [
        level,
        /simulated/i.test(message)
      ])
    ).toEqual([['warning', true]])
    expect(run.summary).toMatch(/simulated/i)
    const entries = await run.entries()
    expect(entries['report.html']?.toString()).toMatch(/simulated/i)
    expect(JSON.parse(entries['report.json']?.toString() ?? '')).toMatchObject({
      simulated: true
    })
    await rig.close()
  })
})
