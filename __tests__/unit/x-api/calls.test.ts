// The JSON calls: what is sent, what is understood, and what never happens to the token.
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from '@jest/globals'
import { client, json, servers, token } from './support.js'

const serve = servers()
const id = '1967000000000000000'
const job = {
  id,
  type: 'tweets',
  status: 'created',
  name: 'mine',
  created_at: '2026-11-21T00:00:00.000Z',
  upload_url: 'https://s.example/up?X-Goog-Signature=abcdefgh',
  download_url: 'https://s.example/down?X-Goog-Signature=hgfedcba'
}

describe('what is sent', () => {
  it('is what the docs of X ask for', async () => {
    const api = await serve(({ path }, response) =>
      json(response, { data: path.includes('?type=') ? [] : job })
    )
    const { service } = client(api.url)
    await service.create('tweets', 'mine')
    await service.get({ id })
    await service.list('users')
    await service.cancel(id)
    expect(
      api.requests.map(({ method, path, body }) => `${method} ${path} ${body}`)
    ).toEqual([
      'POST /2/compliance/jobs {"type":"tweets","name":"mine"}',
      `GET /2/compliance/jobs/${id} `,
      'GET /2/compliance/jobs?type=users ',
      `DELETE /2/compliance/jobs/${id} `
    ])
    for (const { headers } of api.requests)
      expect(headers).toMatchObject({
        authorization: `Bearer ${token}`,
        'user-agent': expect.stringMatching(/^test/)
      })
    expect(api.requests[0]?.headers['content-type']).toBe('application/json')
    expect(service.requests).toBe(4)
  })

  it('never follows a redirect: the token stays', async () => {
    const elsewhere = await serve((_, response) => json(response, { data: [] }))
    const api = await serve((_, response) => {
      response.writeHead(302, { location: `${elsewhere.url}/steal` })
      response.end()
    })
    const { service } = client(api.url)
    await expect(service.list('tweets')).rejects.toMatchObject({
      code: 'service-unavailable'
    })
    expect(elsewhere.requests).toEqual([])
  })
})

describe('what is understood', () => {
  it.each([
    ['{}', {}],
    ['no data', { meta: { result_count: 0 } }],
    ['an empty list', { data: [], meta: { result_count: 0 } }]
  ])('%s as no jobs', async (_, body) => {
    const api = await serve((_, response) => json(response, body))
    expect(await client(api.url).service.list('tweets')).toEqual([])
  })

  it('packed answers', async () => {
    const api = await serve((_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' })
      response.end(gzipSync(JSON.stringify({ data: [job] })))
    })
    const [listed] = await client(api.url).service.list('tweets')
    expect(listed?.id).toBe(id)
  })

  it('a packed answer that does not end as a fault', async () => {
    let n = 0
    const packed = gzipSync(JSON.stringify({ data: [job] }))
    const api = await serve((_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' })
      response.end(n++ === 0 ? packed.subarray(0, 40) : packed)
    })
    expect(await client(api.url).service.list('tweets')).toHaveLength(1)
    expect(n).toBe(2)
  })

  it('a service that is back after faults, and says in the log what they were', async () => {
    let n = 0
    const api = await serve((_, response) =>
      n++ < 2 ? json(response, {}, 503) : json(response, { data: [job] })
    )
    const { service, log } = client(api.url)
    expect(await service.list('tweets')).toHaveLength(1)
    expect(log.infos).toEqual([
      'Temporary error while listing the tweets jobs: X answered 503. Trying again in 1 s.',
      'Temporary error while listing the tweets jobs: X answered 503 (2 errors in a row). Trying again in 2 s.'
    ])
  })

  it('a date that can not be as no reason to doubt the own clock', async () => {
    const api = await serve((_, response) =>
      json(response, { data: [] }, 200, {
        date: '+275760-09-13T00:00:00.000Z'
      })
    )
    const { service, clock } = client(api.url)
    await service.list('tweets')
    expect(service.now()).toBe(clock.now())
  })

  it.each<[string, unknown]>([
    ['no list', { data: { ...job } }],
    ['null', { data: null }],
    ['an empty list that counts jobs', { meta: { result_count: 2 } }],
    ['a list under another name', { jobs: [job] }],
    ['jobs without IDs', { data: [{ ...job, id: undefined, job_id: id }] }]
  ])('%s as a fault, never as no jobs', async (_, body) => {
    let n = 0
    const api = await serve((_, response) =>
      json(response, n++ === 0 ? body : { data: [job] })
    )
    expect(await client(api.url).service.list('tweets')).toHaveLength(1)
    expect(n).toBe(2)
  })

  it.each([
    ['client-forbidden', 'forbidden'],
    ['usage-capped', 'usage-capped'],
    ['unknown', 'service-unavailable']
  ])('200 with nothing but the problem %s as %s', async (type, code) => {
    const problem = {
      title: 'No',
      detail: 'Not you.',
      type: `https://x/${type}`
    }
    const api = await serve((_, response) =>
      json(response, { errors: [problem] })
    )
    const { service } = client(api.url)
    await expect(service.list('tweets')).rejects.toMatchObject({
      code,
      message: expect.stringContaining('Not you.')
    })
  })

  it('jobs among other things', async () => {
    const api = await serve((_, response) =>
      json(response, { data: [null, 'x', { id: 'y' }, job] })
    )
    expect(await client(api.url).service.list('tweets')).toHaveLength(1)
  })

  it.each([
    [404, { title: 'Not Found Error' }],
    [200, { errors: [{ title: 'Not Found Error' }] }],
    [400, { title: 'Invalid Request' }]
  ])('%i %j as no such job', async (status, body) => {
    const api = await serve((_, response) => json(response, body, status))
    expect(await client(api.url).service.get({ id })).toBeUndefined()
    expect(api.requests).toHaveLength(1)
  })

  it('the answer about another job as a fault', async () => {
    let n = 0
    const api = await serve((_, response) =>
      json(response, { data: n++ === 0 ? { ...job, id: '7' } : job })
    )
    expect((await client(api.url).service.get({ id }))?.id).toBe(id)
  })

  it.each([{ type: 'users' }, { name: 'other' }])(
    'a job with %j, where another was asked for, as a fault',
    async change => {
      let n = 0
      const api = await serve((_, response) =>
        json(response, { data: n++ === 0 ? { ...job, ...change } : job })
      )
      const { service } = client(api.url)
      const asked = { id, type: 'tweets', name: 'mine' }
      expect(await service.get(asked)).toMatchObject(asked)
      expect(n).toBe(2)
    }
  )

  it('no answer about the job in as many tries as any other fault', async () => {
    let n = 0
    const api = await serve((_, response) =>
      ++n % 2 === 0
        ? json(response, { data: { ...job, id: '7' } })
        : json(response, {}, 503)
    )
    await expect(client(api.url).service.get({ id })).rejects.toMatchObject({
      code: 'service-unavailable'
    })
    expect(api.requests).toHaveLength(7)
  })

  it.each([
    [200, true],
    [404, false],
    [405, false],
    [501, false]
  ])('%i to a cancellation as %s', async (status, cancelled) => {
    const api = await serve((_, response) => json(response, {}, status))
    expect(await client(api.url).service.cancel(id)).toBe(cancelled)
  })

  it('a create without an answer as lost, and makes no other', async () => {
    const api = await serve((_, response) => response.socket?.resetAndDestroy())
    const outcome = await client(api.url).service.create('tweets', 'mine')
    expect(outcome.kind).toBe('lost')
    expect(api.requests).toHaveLength(1)
  })

  it('a create that brings no job as lost', async () => {
    const api = await serve((_, response) => json(response, { meta: {} }))
    const outcome = await client(api.url).service.create('tweets', 'mine')
    expect(outcome.kind).toBe('lost')
  })

  it.each([
    ['another name', { name: 'other' }],
    ['another type', { type: 'users' }]
  ])('a create that brings a job of %s as a refusal', async (_, other) => {
    const api = await serve((_, response) =>
      json(response, { data: { ...job, ...other } })
    )
    await expect(
      client(api.url).service.create('tweets', 'mine')
    ).rejects.toMatchObject({ code: 'request-refused' })
    expect(api.requests).toHaveLength(1)
  })

  it('a create that came too early as to be made again', async () => {
    let n = 0
    const api = await serve((_, response) =>
      json(response, { data: job }, n++ === 0 ? 429 : 200)
    )
    const outcome = await client(api.url).service.create('tweets', 'mine')
    expect(outcome.kind).toBe('created')
  })

  it('201 as well, which some servers give', async () => {
    const api = await serve((_, response) => json(response, { data: job }, 201))
    const outcome = await client(api.url).service.create('tweets', 'mine')
    expect(outcome.kind).toBe('created')
  })
})

describe('what is told', () => {
  it('no signed URL; that of a job that is used is masked, each once', async () => {
    const api = await serve(({ path }, response) =>
      json(response, { data: path.includes('?type=') ? [job] : job })
    )
    const { service, log } = client(api.url)
    await service.list('tweets')
    expect(log.masks).toEqual([])
    await service.get({ id })
    await service.get({ id })
    expect(log.masks).toEqual([
      'https://s.example/up?X-Goog-Signature=abcdefgh',
      'abcdefgh',
      'https://s.example/down?X-Goog-Signature=hgfedcba',
      'hgfedcba'
    ])
    expect(log.infos.join()).not.toContain('Signature')
  })

  it('no text so short that it stands in any word', async () => {
    const api = await serve((_, response) =>
      json(response, {
        data: { ...job, upload_url: 'e', download_url: `${api.url}/?token=1` }
      })
    )
    const { service, log } = client(api.url)
    await service.get({ id })
    expect(log.masks).toEqual([`${api.url}/?token=1`])
  })

  it('no secret that the service repeats', async () => {
    let n = 0
    const api = await serve(({ headers }, response) =>
      n++ === 0
        ? json(response, {
            data: [
              {
                ...job,
                upload_url: 'https://s.example/up?X-Goog-Signature=35e4c4739ae'
              }
            ]
          })
        : json(
            response,
            {
              title: 'Forbidden',
              detail: `You sent ${headers.authorization ?? ''} for 35e4c4739ae`
            },
            403
          )
    )
    const { service } = client(api.url)
    await service.list('tweets')
    const failure: unknown = await service
      .get({ id })
      .catch((error: unknown) => error)
    expect(failure).toMatchObject({ code: 'forbidden' })
    expect((failure as Error).message).toContain('You sent Bearer *** for ***')
  })

  it('an unbounded answer is not read to its end', async () => {
    const api = await serve((_, response) => {
      response.writeHead(200)
      const more = () => {
        if (!response.destroyed) response.write(Buffer.alloc(1 << 20), more)
      }
      more()
    })
    await expect(client(api.url).service.list('tweets')).rejects.toMatchObject({
      code: 'service-unavailable'
    })
  })
})

describe('the key of an App', () => {
  const key = { apiKey: 'key:1', apiKeySecret: 'secret/2' }
  const basic = Buffer.from('key%3A1:secret%2F2').toString('base64')

  /** Asks for a list where the token endpoint answers as told. */
  async function askWith(body: unknown, status = 200) {
    const api = await serve(({ path }, response) =>
      path === '/oauth2/token'
        ? json(response, body, status)
        : json(response, { data: [] })
    )
    const { service, log } = client(api.url, 10_000, key)
    const listed = () => service.list('tweets')
    return { listed, api, service, log }
  }

  it('fetches the token once, as X documents it, and masks it', async () => {
    const { listed, api, service, log } = await askWith({
      token_type: 'bearer',
      access_token: 'AAAAfetched%2Ftoken'
    })
    expect(await listed()).toEqual([])
    expect(await listed()).toEqual([])
    const [asked, ...others] = api.requests
    expect(asked).toMatchObject({
      method: 'POST',
      path: '/oauth2/token',
      body: 'grant_type=client_credentials',
      headers: {
        authorization: `Basic ${basic}`,
        'content-type': 'application/x-www-form-urlencoded;charset=UTF-8'
      }
    })
    expect(others.map(({ headers }) => headers.authorization)).toEqual([
      'Bearer AAAAfetched%2Ftoken',
      'Bearer AAAAfetched%2Ftoken'
    ])
    expect(service.requests).toBe(3)
    expect(log.masks).toEqual(['AAAAfetched%2Ftoken', 'AAAAfetched/token'])
  })

  it.each<[string, number, unknown, string, RegExp]>([
    ['401', 401, {}, 'unauthorized', /api-key/],
    [
      "403 with X's words for a wrong pair",
      403,
      {
        errors: [
          {
            code: 99,
            label: 'authenticity_token_error',
            message: 'Unable to verify your credentials'
          }
        ]
      },
      'unauthorized',
      /Unable to verify/
    ],
    ['403', 403, { title: 'Forbidden' }, 'forbidden', /suspended/],
    ['no token', 200, { token_type: 'bearer' }, 'request-refused', /./],
    [
      'another kind of token',
      200,
      { token_type: 'mac', access_token: 'x' },
      'request-refused',
      /./
    ],
    ['503', 503, {}, 'service-unavailable', /fetching the bearer token/]
  ])('%s to it is told for what it is', async (_, status, body, code, text) => {
    const { listed, log } = await askWith(body, status)
    const failure: unknown = await listed().catch((error: unknown) => error)
    expect(failure).toMatchObject({ code })
    expect(String(failure)).toMatch(text)
    const told = [String(failure), ...log.infos].join()
    for (const secret of ['key:1', 'secret/2', basic])
      expect(told).not.toContain(secret)
  })
})

describe('a limit', () => {
  const soon = (ms: number, clock: { now(): number }) =>
    String(Math.ceil((clock.now() + ms) / 1000))

  /** Refuses the first request by 429, with headers that tell of a limit. */
  async function limited(headers: (at: (ms: number) => string) => object) {
    let n = 0
    const api = await serve((_, response) =>
      n++ > 0
        ? json(response, { data: [] })
        : json(response, {}, 429, {
            ...headers(ms => soon(ms, tested.clock)),
            date: new Date(tested.clock.now()).toUTCString()
          })
    )
    const tested = client(api.url)
    await tested.service.list('tweets')
    return tested
  }

  it.each<[string, Parameters<typeof limited>[0], number, RegExp]>([
    [
      'as its reset says, whatever remains',
      at => ({ 'x-rate-limit-remaining': '7', 'x-rate-limit-reset': at(3e5) }),
      300_000,
      /rate limit/
    ],
    [
      'of the App for a day',
      at => ({
        'x-rate-limit-remaining': '7',
        'x-rate-limit-reset': at(3e5),
        'x-app-limit-24hour-remaining': '0',
        'x-app-limit-24hour-reset': at(7.2e6)
      }),
      7_200_000,
      /App's requests in 24 hours/
    ],
    [
      'of the user for a day',
      at => ({
        'x-user-limit-24hour-remaining': '0',
        'x-user-limit-24hour-reset': at(3.6e6)
      }),
      3_600_000,
      /user's requests in 24 hours/
    ]
  ])('is waited for %s, once, with one line', async (_, headers, ms, name) => {
    const { clock, log } = await limited(headers)
    expect(clock.slept).toHaveLength(1)
    expect(clock.slept[0]).toBeGreaterThanOrEqual(ms - 1000)
    expect(clock.slept[0]).toBeLessThan(ms + 3000)
    expect(log.infos).toEqual([expect.stringMatching(name)])
    expect(log.infos[0]).toContain('429')
  })

  it('without headers is borne for the whole window of X', async () => {
    const until = 15 * 60_000
    let began: number | undefined
    const api = await serve((_, response) => {
      began ??= tested.clock.now()
      if (tested.clock.now() < began + until) json(response, {}, 429)
      else json(response, { data: [] })
    })
    const tested = client(api.url)
    expect(await tested.service.list('tweets')).toEqual([])
    expect(api.requests.length).toBeLessThan(50)
  })

  it('that never ends is what the run failed of', async () => {
    const api = await serve((_, response) => json(response, {}, 429))
    await expect(client(api.url).service.list('tweets')).rejects.toMatchObject({
      code: 'rate-limited'
    })
  })
})

describe('the end', () => {
  it('comes at once when cancelled, in a request and in a pause', async () => {
    const silent = await serve(() => cancel.abort(new Error('stop')))
    const { service, cancel } = client(silent.url, 60_000)
    const running = service.list('tweets')
    await expect(running).rejects.toThrow('stop')
    await expect(service.list('tweets')).rejects.toThrow('stop')
    expect(silent.requests).toHaveLength(1)
  })
})
