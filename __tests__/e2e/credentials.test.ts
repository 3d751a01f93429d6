// The two ways to authenticate: either does, and neither is seen anywhere.
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { someIds, startRig, type Rig } from '../support/rig.js'

let rig: Rig

beforeAll(async () => {
  rig = await startRig({ inputs: { ids: 'ids.txt' } })
  await rig.write('ids.txt', someIds(20))
})
afterAll(() => rig.close())

it('the key of an App does the same as its token, and stays as secret', async () => {
  const { apiKey, apiKeySecret, token } = rig.simulator
  const run = await rig.run({
    'bearer-token': '',
    'api-key': apiKey,
    'api-key-secret': apiKeySecret
  })
  expect(run.outputs).toMatchObject({ status: 'complete', 'error-code': '' })
  expect(Number(run.outputs['requests'])).toBe(run.requests.length)
  const asked = `Basic ${Buffer.from(`${apiKey}:${apiKeySecret}`).toString('base64')}`
  for (const secret of [apiKeySecret, apiKey, token, asked.slice(6)]) {
    expect(run.masks).toContain(secret)
    expect(await run.filesWith(secret)).toEqual([])
  }
})

it('a wrong secret is told before anything is done', async () => {
  const run = await rig.run({
    'bearer-token': '',
    'api-key': rig.simulator.apiKey,
    'api-key-secret': 'not-the-secret-of-it'
  })
  expect(run.outputs['error-code']).toBe('unauthorized')
  expect(rig.simulator.jobs.length).toBeLessThanOrEqual(1)
})
