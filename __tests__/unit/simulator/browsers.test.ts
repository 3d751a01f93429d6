// Pages of other sites do not reach the simulator through a browser, by a name of their own or from their own pages.
import { request } from 'node:http'
import { describe, expect, it } from '@jest/globals'
import { serve } from './client.js'

/** The status of a GET with headers that `fetch` does not let set. */
function statusOf(
  url: string,
  headers: Record<string, string>,
  method = 'GET'
) {
  return new Promise<[number | undefined, string | undefined]>(
    (resolve, reject) => {
      request(url, { headers, method }, response => {
        response.resume()
        resolve([
          response.statusCode,
          response.headers['access-control-allow-origin']
        ])
      })
        .once('error', reject)
        .end()
    }
  )
}

const target = '/2/compliance/jobs?type=tweets'

describe('requests of browsers', () => {
  it('are answered at loopback names and from the own page alone', async () => {
    const { simulator } = await serve()
    const authorization = `Bearer ${simulator.token}`
    const { port } = new URL(simulator.url)
    const status = async (headers: Record<string, string>) =>
      (await statusOf(simulator.url + target, { authorization, ...headers }))[0]
    for (const headers of [
      { host: `127.0.0.1:${port}` },
      { host: `localhost:${port}` },
      { host: 'localhost' },
      { origin: simulator.url },
      { host: `localhost:${port}`, origin: `http://localhost:${port}` }
    ])
      expect([headers, await status(headers)]).toEqual([headers, 200])
    for (const headers of [
      { host: 'evil.example' },
      { host: `127.0.0.1.evil.example:${port}` },
      { host: `evil.example:${port}`, origin: `http://evil.example:${port}` },
      { origin: 'http://evil.example' },
      { origin: 'http://127.0.0.1:1' },
      { origin: 'null' }
    ])
      expect([headers, await status(headers)]).toEqual([headers, 403])
  })

  it('reach the storage from the page of the API', async () => {
    const { simulator } = await serve({ flow: 'storage' })
    const { url, storageUrl } = simulator
    const path = `${storageUrl}/bucket/1/submission/object`
    expect(await statusOf(path, { origin: url }, 'OPTIONS')).toEqual([204, url])
    expect(
      await statusOf(path, { origin: 'http://evil.example' }, 'OPTIONS')
    ).toEqual([403, undefined])
  })

  it('need the token for the paths under /simulator', async () => {
    const { ask } = await serve()
    for (const path of ['jobs', 'requests', 'clock', 'nothing'])
      expect(
        await ask('GET', `/simulator/${path}`, { bearer: false })
      ).toMatchObject({ status: 401 })
  })

  it('leave a log of the latest 10,000', async () => {
    const { simulator } = await serve()
    const log = simulator.requests
    await statusOf(simulator.url + '/first', {})
    for (let n = 0; n < 10_000; n += 100)
      await Promise.all(
        Array.from({ length: 100 }, () => statusOf(simulator.url + '/x', {}))
      )
    expect(log).toHaveLength(10_000)
    expect(log[0]?.path).toBe('/x')
  }, 60_000)
})
