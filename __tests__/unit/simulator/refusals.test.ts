// What the API's origin refuses, and in which words.
import { describe, expect, it } from '@jest/globals'
import { serve, type Ask } from './client.js'

const jobs = '/2/compliance/jobs'
const jsonType = { 'content-type': 'application/json' }
const post = (body: unknown, headers: Record<string, string> = jsonType) =>
  ({ headers, body: JSON.stringify(body) }) satisfies Ask
const invalid = (message: string) => ({
  title: 'Invalid Request',
  type: 'https://api.x.com/2/problems/invalid-request',
  errors: [{ message }]
})
const plain = (status: number, title: string) => ({
  title,
  type: 'about:blank',
  status,
  detail: title
})

const cases: [string, string, string, Ask, number, unknown][] = [
  [
    'no token',
    'GET',
    `${jobs}?type=tweets`,
    { bearer: false },
    401,
    plain(401, 'Unauthorized')
  ],
  [
    'another token',
    'POST',
    jobs,
    {
      ...post({ type: 'tweets' }),
      bearer: false,
      headers: { authorization: 'Bearer other' }
    },
    401,
    plain(401, 'Unauthorized')
  ],
  [
    'a signature of a user',
    'GET',
    `${jobs}?type=tweets`,
    { bearer: false, headers: { authorization: 'OAuth oauth_token="1"' } },
    403,
    {
      title: 'Unsupported Authentication',
      type: 'https://api.x.com/2/problems/unsupported-authentication'
    }
  ],
  [
    'no type in a list',
    'GET',
    jobs,
    {},
    400,
    invalid('The `type` query parameter can not be empty')
  ],
  [
    'an unknown type in a list',
    'GET',
    `${jobs}?type=posts`,
    {},
    400,
    invalid(
      'The `type` query parameter value [posts] is not one of [tweets,users]'
    )
  ],
  [
    'the status expired in a list',
    'GET',
    `${jobs}?type=tweets&status=expired`,
    {},
    400,
    invalid(
      'The `status` query parameter value [expired] is not one of [created,in_progress,failed,complete]'
    )
  ],
  [
    'a parameter given twice',
    'GET',
    `${jobs}?type=tweets&type=users`,
    {},
    400,
    invalid('Duplicate parameters are not allowed: type')
  ],
  [
    'a parameter that does not exist',
    'GET',
    `${jobs}?type=tweets&max_results=5`,
    {},
    400,
    invalid(
      'The query parameter [max_results] is not one of [type,status,compliance_job.fields]'
    )
  ],
  [
    'a field that does not exist',
    'GET',
    `${jobs}?type=tweets&compliance_job.fields=id,error`,
    {},
    400,
    { errors: [{ parameters: { 'compliance_job.fields': ['error'] } }] }
  ],
  [
    'an ID that is none',
    'GET',
    `${jobs}/12x`,
    {},
    400,
    invalid('The `id` query parameter value [12x] is not valid')
  ],
  [
    'a job that does not exist',
    'GET',
    `${jobs}/1372966999991541762`,
    {},
    404,
    {
      title: 'Not Found Error',
      type: 'https://api.x.com/2/problems/resource-not-found',
      status: 404,
      resource_type: 'compliance_job',
      resource_id: '1372966999991541762',
      detail: 'Could not find compliance job with id: [1372966999991541762].'
    }
  ],
  [
    'cancelling a job that does not exist',
    'DELETE',
    `${jobs}/1372966999991541762`,
    {},
    404,
    { title: 'Not Found Error' }
  ],
  [
    'a path that does not exist',
    'GET',
    '/2/compliance',
    {},
    404,
    plain(404, 'Not Found')
  ],
  [
    'a method that does not exist',
    'PATCH',
    jobs,
    {},
    405,
    plain(405, 'Method Not Allowed')
  ],
  [
    'a body that is no JSON by its type',
    'POST',
    jobs,
    post({ type: 'tweets' }, { 'content-type': 'text/plain' }),
    400,
    invalid('Requests with bodies must have content-type of application/json.')
  ],
  [
    'a body that is no JSON',
    'POST',
    jobs,
    { headers: jsonType, body: '{"type":' },
    400,
    invalid('The request body is not a valid JSON object.')
  ],
  [
    'a body without type',
    'POST',
    jobs,
    post({}),
    400,
    invalid('$.type: is missing but it is required')
  ],
  [
    'a body with an unknown type',
    'POST',
    jobs,
    post({ type: 'posts' }),
    400,
    invalid('$.type: does not have a value in the enumeration [tweets, users]')
  ],
  [
    'a name of 65 characters',
    'POST',
    jobs,
    post({ type: 'tweets', name: 'n'.repeat(65) }),
    400,
    invalid('$.name: may only be 64 characters long')
  ],
  [
    'an extra property',
    'POST',
    jobs,
    post({ type: 'tweets', color: 'red' }),
    400,
    invalid(
      '$.color: is not defined in the schema and the schema does not allow additional properties'
    )
  ],
  [
    'a resumable upload to a byte path',
    'POST',
    jobs,
    post({ type: 'tweets', resumable: true }),
    400,
    invalid('$.resumable: resumable uploads are not supported')
  ]
]

describe('the API refuses', () => {
  it.each(cases)('%s', async (_, method, path, ask, status, body) => {
    const { simulator, ask: send } = await serve()
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
