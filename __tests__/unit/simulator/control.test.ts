// The simulator's own paths, for clients of another process, and how it starts and ends.
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { runningClock, startSimulator } from '../../../src/simulator/index.js'
import { serve } from './client.js'

describe('the paths under /simulator', () => {
  it('tell and drive the clock', async () => {
    const { ask, create, get } = await serve()
    const job = await create()
    expect((await ask('GET', '/simulator/clock')).json()).toEqual({
      now: '2026-10-01T12:00:00.000Z'
    })
    const moved = await ask('POST', '/simulator/clock?advance=15m')
    expect(moved.json()).toEqual({ now: '2026-10-01T12:15:00.000Z' })
    expect(await get(job)).toMatchObject({ status: 'expired' })
  })

  it('drive a running clock as well', async () => {
    const { simulator, ask } = await serve({ clock: runningClock() })
    await ask('POST', '/simulator/clock?advance=8d')
    expect(simulator.clock.now() - Date.now()).toBeGreaterThan(7.9 * 86_400_000)
  })

  it('add faults', async () => {
    const { ask } = await serve()
    const query = new URLSearchParams([
      ['fault', 'list=503'],
      ['fault', 'job=stuck']
    ])
    const added = await ask('POST', `/simulator/faults?${query.toString()}`)
    expect(added.json()).toEqual({ added: 2 })
    expect(await ask('GET', '/2/compliance/jobs?type=users')).toMatchObject({
      status: 503
    })
  })

  it('show jobs and requests, and are none of them', async () => {
    const { ask, create, upload } = await serve()
    const job = await create({ type: 'users', name: 'mine' })
    await upload(job, '7\n')
    const shown = (await ask('GET', '/simulator/jobs')).json()
    expect(shown).toMatchObject({
      jobs: [{ id: job.id, name: 'mine', uploads: [{ lines: 1 }] }]
    })
    expect((await ask('GET', '/simulator/requests')).json()).toMatchObject({
      requests: [
        { operation: 'create', status: 200, jobId: job.id },
        { operation: 'upload', bytesReceived: 2, contentLength: 2 }
      ]
    })
  })

  it.each([
    ['POST', '/simulator/clock', 400],
    ['POST', '/simulator/clock?advance=soon', 400],
    ['POST', '/simulator/faults', 400],
    ['POST', '/simulator/faults?fault=nonsense', 400],
    ['GET', '/simulator', 404]
  ])('say what is wrong with %s %s', async (method, path, status) => {
    const { ask } = await serve()
    const reply = await ask(method, path)
    expect(reply.status).toBe(status)
    expect(typeof reply.json()['error']).toBe('string')
  })
})

describe('starting and ending', () => {
  it('makes up a token that looks like one', async () => {
    const { simulator } = await serve()
    expect(simulator.token).toMatch(/^[A-Za-z0-9]{40,}$/)
  })

  it('takes the given token and no other', async () => {
    const token = 'a-token-of-more-than-20-characters'
    const { simulator, ask } = await serve({ token })
    expect(simulator.token).toBe(token)
    expect(await ask('GET', '/2/compliance/jobs?type=users')).toMatchObject({
      status: 200
    })
  })

  it('leaves nothing behind', async () => {
    const { simulator, create, upload } = await serve()
    await upload(await create(), '7\n')
    const path = simulator.jobs[0]?.uploads[0]?.path ?? ''
    expect(existsSync(path)).toBe(true)
    await simulator.close()
    expect(existsSync(dirname(path))).toBe(false)
    await expect(fetch(simulator.url)).rejects.toThrow()
  })

  it('keeps its files in a folder that was given', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'simulator-test-'))
    const { simulator, create, upload } = await serve({ directory })
    await upload(await create(), '7\n')
    await simulator.close()
    expect(await readdir(directory)).toHaveLength(2)
    await rm(directory, { recursive: true })
  })

  it('says so when the port is taken', async () => {
    const { simulator } = await serve()
    await expect(
      startSimulator({ port: Number(new URL(simulator.url).port) })
    ).rejects.toThrow('EADDRINUSE')
  })

  it.each(['//', '/%', '/2/compliance/jobs/%zz', '*'])(
    'survives the request target %s',
    async target => {
      const { simulator, ask } = await serve()
      const { hostname, port } = new URL(simulator.url)
      const { request } = await import('node:http')
      const status = await new Promise(resolve => {
        request({ hostname, port, path: target, method: 'GET' }, response => {
          response.resume()
          resolve(response.statusCode)
        }).end()
      })
      expect(status).toBe(401)
      expect(await ask('GET', '/2/compliance/jobs?type=users')).toMatchObject({
        status: 200
      })
    }
  )

  it('packs JSON for whoever takes that, and for nobody else', async () => {
    const { ask } = await serve()
    const headersOf = async (encoding: string) =>
      (
        await ask('GET', '/2/compliance/jobs?type=users', {
          headers: { 'accept-encoding': encoding }
        })
      ).headers.get('content-encoding')
    expect(await headersOf('gzip, deflate')).toBe('gzip')
    expect(await headersOf('identity')).toBeNull()
  })
})
