// `/oauth2/token`: the App's bearer token for its key and secret, and its refusals as X documents them.
import { describe, expect, it } from '@jest/globals'
import { serve } from './client.js'

const form = { 'content-type': 'application/x-www-form-urlencoded' }
const basic = (key: string, secret: string) =>
  `Basic ${Buffer.from(`${encodeURIComponent(key)}:${encodeURIComponent(secret)}`).toString('base64')}`

describe('/oauth2/token', () => {
  it('gives the token that the operations take', async () => {
    const { ask, simulator } = await serve({
      apiKey: 'a/key',
      apiKeySecret: 'a+b'
    })
    const { status, json } = await ask('POST', '/oauth2/token', {
      headers: { ...form, authorization: basic('a/key', 'a+b') },
      body: 'grant_type=client_credentials'
    })
    expect([status, json()]).toEqual([
      200,
      { token_type: 'bearer', access_token: simulator.token }
    ])
    expect(simulator.requests).toMatchObject([
      { operation: 'token', status: 200 }
    ])
  })

  it.each([
    ['another secret', { ...form, authorization: basic('key', 'no') }, 99],
    ['no credentials', form, 99],
    ['a bearer token', { ...form, authorization: 'Bearer key' }, 99]
  ])('refuses %s', async (_, headers, code) => {
    const { ask } = await serve({ apiKey: 'key', apiKeySecret: 'secret' })
    const reply = await ask('POST', '/oauth2/token', {
      bearer: false,
      headers,
      body: 'grant_type=client_credentials'
    })
    expect(reply).toMatchObject({ status: 403 })
    expect(reply.json()).toMatchObject({ errors: [{ code }] })
  })

  it.each([
    ['no grant type', form, ''],
    ['another grant type', form, 'grant_type=password'],
    [
      'JSON',
      { 'content-type': 'application/json' },
      '{"grant_type":"client_credentials"}'
    ]
  ])('refuses %s', async (_, headers, body) => {
    const { ask } = await serve({ apiKey: 'key', apiKeySecret: 'secret' })
    const reply = await ask('POST', '/oauth2/token', {
      headers: { ...headers, authorization: basic('key', 'secret') },
      body
    })
    expect(reply).toMatchObject({ status: 403 })
    expect(reply.json()).toMatchObject({ errors: [{ code: 170 }] })
  })

  it('has faults like every operation', async () => {
    const { ask } = await serve({
      faults: [{ operation: 'token', kind: 'status', status: 503 }]
    })
    expect(await ask('POST', '/oauth2/token')).toMatchObject({ status: 503 })
  })
})
