// Other people's clients against the simulator: what they do with the service, they do with it.
import { Agent } from 'node:http'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { Client as Xdk } from '@xdevplatform/xdk'
import { TwitterApi } from 'twitter-api-v2'
import { Client as Sdk } from 'twitter-api-sdk'
import { parseFault } from '../../../src/simulator/fault-syntax.js'
import type { Flow } from '../../../src/simulator/index.js'
import { serve, type JobBody } from '../../unit/simulator/client.js'
import { recordAnswers } from './answers.js'
import { checker, type Description } from './description.js'

const ids = [
  '1265324480517361600',
  '1265324480517361675',
  '1265324480517361682'
]
const flows: Flow[] = ['current', 'storage']

let record: ReturnType<typeof recordAnswers>
let description: Description | undefined
beforeEach(() => {
  record = recordAnswers()
})
/** Whatever a client was answered must fit the description. */
afterEach(() => {
  record.stop()
  if (!description) throw new Error('No simulator was started.')
  const check = checker(description)
  expect(record.answers.length).toBeGreaterThan(0)
  expect(record.answers.flatMap(answer => check(answer) ?? [])).toEqual([])
})

async function start(flow: Flow) {
  const served = await serve({ flow })
  const response = await fetch(`${served.simulator.url}/2/openapi.json`)
  description = (await response.json()) as Description
  record.answers.length = 0
  return served
}

/** The client knows X's host only, and takes another one by its inner base path and a plain agent. */
function twitterApi({ url, token }: { url: string; token: string }) {
  const agent = new Agent() as unknown as import('node:https').Agent
  const { v2 } = new TwitterApi(token, { httpAgent: agent })
  Reflect.set(v2, '_prefix', `${url}/2/`)
  return v2
}

describe('twitter-api-v2', () => {
  it('creates, uploads, waits and downloads in the storage flow', async () => {
    const { simulator } = await start('storage')
    const client = twitterApi(simulator)
    const { data: job } = await client.sendComplianceJob({
      type: 'tweets',
      name: 'from twitter-api-v2',
      ids
    })
    expect(simulator.jobs).toMatchObject([
      { id: job.id, status: 'in_progress', uploads: [{ lines: 3 }] }
    ])
    simulator.clock.advance(60_000)
    const { data: done } = await client.complianceJob(job.id)
    expect(done).toMatchObject({
      status: 'complete',
      name: 'from twitter-api-v2'
    })
    const results = await client.complianceJobResult(done)
    expect(results.map(({ id, reason }) => [id, reason]).sort()).toEqual([
      ['1265324480517361675', 'suspended'],
      ['1265324480517361682', 'deleted']
    ])
    const listed = await client.complianceJobs({ type: 'tweets' })
    expect(listed.data).toMatchObject([{ id: job.id }])
  })

  it('reads the errors and the rate limits', async () => {
    const { simulator, create } = await start('current')
    const client = twitterApi(simulator)
    await create({ type: 'users' })
    await expect(
      client.post('compliance/jobs', { type: 'users' })
    ).rejects.toMatchObject({ code: 409, data: { title: 'Conflict' } })
    simulator.addFault(parseFault('list=429:5m'))
    await expect(
      client.complianceJobs({ type: 'users' })
    ).rejects.toMatchObject({
      code: 429,
      rateLimit: {
        remaining: 0,
        reset: (simulator.clock.now() + 300_000) / 1000
      }
    })
    await expect(
      twitterApi({
        url: simulator.url,
        token: 'another-token'
      }).complianceJobs({ type: 'users' })
    ).rejects.toMatchObject({ code: 401 })
  })
})

describe('twitter-api-sdk', () => {
  it.each(flows)('creates, lists and gets in the %s flow', async flow => {
    const { simulator, upload } = await start(flow)
    const client = new Sdk(simulator.token)
    const options = { base_url: simulator.url }
    const created = await client.compliance.createBatchComplianceJob(
      { type: 'tweets', name: 'from twitter-api-sdk' },
      options
    )
    const job = created.data as JobBody
    await upload(job, ids.join('\n'))
    simulator.clock.advance(60_000)
    const listed = await client.compliance.listBatchComplianceJobs(
      { type: 'tweets', status: 'complete' },
      options
    )
    expect(listed.data).toMatchObject([{ id: job.id, status: 'complete' }])
    const got = await client.compliance.getBatchComplianceJob(
      job.id,
      { 'compliance_job.fields': ['id', 'status', 'name'] },
      options
    )
    expect(got.data).toMatchObject({ status: 'complete', name: job['name'] })
  })

  it('reads the errors', async () => {
    const { simulator } = await start('current')
    const client = new Sdk(simulator.token)
    await expect(
      client.compliance.getBatchComplianceJob(
        '7',
        {},
        { base_url: simulator.url }
      )
    ).rejects.toMatchObject({
      status: 404,
      error: { title: 'Not Found Error', resource_id: '7' }
    })
  })
})

describe('@xdevplatform/xdk', () => {
  const clientOf = ({ url, token }: { url: string; token: string }) =>
    new Xdk({ baseUrl: url, bearerToken: token })

  it.each(flows)('creates, lists and gets in the %s flow', async flow => {
    const { simulator, upload } = await start(flow)
    const { compliance } = clientOf(simulator)
    const { data: created } = await compliance.createJobs({
      type: 'tweets',
      name: 'from the XDK'
    })
    const job = created as Record<string, string> | undefined
    expect(job?.['status']).toBe('created')
    await upload(
      {
        id: job?.['id'] ?? '',
        status: '',
        upload_url: job?.['upload_url'] ?? job?.['uploadUrl'] ?? '',
        download_url: ''
      },
      ids.join('\n')
    )
    simulator.clock.advance(60_000)
    const listed = await compliance.getJobs('tweets', { status: 'complete' })
    expect(listed.data).toMatchObject([{ id: job?.['id'] }])
    const got = await compliance.getJobsById(job?.['id'] ?? '', {
      complianceJobFields: ['id', 'status']
    })
    expect(got.data).toMatchObject({ status: 'complete' })
  })

  it('reads an empty list and the errors', async () => {
    const { simulator } = await start('current')
    const { compliance } = clientOf(simulator)
    const listed = await compliance.getJobs('users')
    expect(listed).toMatchObject({ meta: { resultCount: 0 } })
    await compliance.createJobs({ type: 'users' })
    await expect(
      compliance.createJobs({ type: 'users' })
    ).rejects.toMatchObject({ status: 409 })
  })
})
