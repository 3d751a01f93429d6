// What the API's origin refuses, and in which words.
import { describe, expect, it } from '@jest/globals'
import { serve } from './client.js'
import { jobs, plain, post, refusals } from './refusals.js'

describe('the API refuses', () => {
  it.each(refusals)('%s', async (_, method, path, ask, status, body) => {
    const { simulator, ask: send } = await serve({
      token: 'a-token-for-the-refusals'
    })
    const reply = await send(method, path, ask)
    expect(reply.status).toBe(status)
    expect(reply.headers.get('content-type')).toBe('application/problem+json')
    expect(reply.json()).toMatchObject(body as object)
    expect(simulator.jobs).toEqual([])
  })

  it('everything wrong at once', async () => {
    const { ask } = await serve()
    const reply = await ask('POST', jobs, post({ type: 1, name: 2, more: 3 }))
    expect(reply.json()['errors']).toHaveLength(3)
  })

  it('with the problem types of the old host in the storage flow', async () => {
    const { ask } = await serve({ flow: 'storage' })
    expect((await ask('GET', jobs)).json()).toMatchObject({
      type: 'https://api.twitter.com/2/problems/invalid-request'
    })
  })

  it('a job that does not exist with 200 and errors alone, where told so', async () => {
    const { ask } = await serve({ missingJob: 200 })
    const reply = await ask('GET', `${jobs}/7`)
    expect(reply.status).toBe(200)
    expect(reply.json()).toMatchObject({
      errors: [{ resource_id: '7', title: 'Not Found Error' }]
    })
    expect(reply.json()).not.toHaveProperty('data')
  })

  it.each(['Bearer', 'bearer', 'BEARER'])(
    'no scheme spelt %s',
    async scheme => {
      const { simulator, ask } = await serve()
      const headers = { authorization: `${scheme} ${simulator.token}` }
      expect(
        await ask('GET', `${jobs}?type=tweets`, { bearer: false, headers })
      ).toMatchObject({ status: 200 })
    }
  )

  it('takes a name of 64 characters of any kind', async () => {
    const { create } = await serve()
    expect(await create({ type: 'users', name: '𝒏'.repeat(64) })).toMatchObject(
      { name: '𝒏'.repeat(64) }
    )
  })
})

describe('rate limits', () => {
  it('count each endpoint apart, over both types, in windows of 15 minutes', async () => {
    const { simulator, ask } = await serve({ rateLimits: { list: 2 } })
    const list = (type: string) => ask('GET', `${jobs}?type=${type}`)
    const first = await list('tweets')
    expect(first.headers.get('x-rate-limit-limit')).toBe('2')
    expect(first.headers.get('x-rate-limit-remaining')).toBe('1')
    expect(Number(first.headers.get('x-rate-limit-reset'))).toBe(
      (simulator.clock.now() + 900_000) / 1000
    )
    expect(await list('users')).toMatchObject({ status: 200 })
    const refused = await list('tweets')
    expect(refused.status).toBe(429)
    expect(refused.json()).toEqual(plain(429, 'Too Many Requests'))
    expect(refused.headers.get('x-rate-limit-remaining')).toBe('0')
    expect(await ask('GET', `${jobs}/7`)).toMatchObject({ status: 404 })
    simulator.clock.advance(900_000)
    expect(await list('tweets')).toMatchObject({ status: 200 })
  })

  it('are 150 for create, list and get, and unknown for the others', async () => {
    const { ask, create, upload } = await serve()
    const job = await create()
    const limitOf = async (method: string, path: string) =>
      (await ask(method, path)).headers.get('x-rate-limit-limit')
    expect(await limitOf('GET', `${jobs}?type=tweets`)).toBe('150')
    expect(await limitOf('GET', `${jobs}/${job.id}`)).toBe('150')
    expect(await limitOf('POST', jobs)).toBe('150')
    expect(await limitOf('DELETE', `${jobs}/7`)).toBeNull()
    expect(
      (await upload(job, '1\n')).headers.get('x-rate-limit-limit')
    ).toBeNull()
  })

  it('are not told to whom has no token', async () => {
    const { ask } = await serve()
    const reply = await ask('GET', `${jobs}?type=tweets`, { bearer: false })
    expect(reply.headers.get('x-rate-limit-limit')).toBeNull()
  })
})
