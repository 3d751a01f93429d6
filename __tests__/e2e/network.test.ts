// What stands between the step and X, as it is met in companies: each run ends in time, with one error that names it.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import {
  createServer,
  type AddressInfo,
  type Server,
  type Socket
} from 'node:net'
import { someIds, startRig, type Rig } from '../support/rig.js'

let rig: Rig
const servers: Server[] = []

beforeAll(async () => {
  rig = await startRig({ inputs: { ids: 'ids.txt', publish: 'none' } })
  await rig.write('ids.txt', someIds(20))
})
afterAll(async () => {
  servers.forEach(server => server.close())
  await rig.close()
})

/** A proxy that does with each connection what it is told to; gives `host:port`. */
async function proxy(serve: (socket: Socket) => void): Promise<string> {
  const server = createServer(socket => {
    socket.on('error', () => undefined)
    serve(socket)
  })
  servers.push(server)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return `127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** Runs against X itself, which only a proxy could reach. */
const runThrough = (
  address: string,
  inputs: Readonly<Record<string, string>> = {},
  options: Parameters<Rig['run']>[1] = {}
) =>
  rig.run(
    { 'api-url': 'https://api.x.invalid', ...inputs },
    { ...options, environment: { https_proxy: address, no_proxy: '' } }
  )

describe('a proxy that accepts and says nothing', () => {
  it.each(['', 'http://'])(
    'ends with the budget (%s before its address)',
    async scheme => {
      const address = await proxy(socket => void socket.resume())
      const run = await runThrough(`${scheme}${address}`, { timeout: '2s' })
      expect(run.outputs).toMatchObject({
        status: 'timeout',
        'error-code': 'timeout',
        'report-path': expect.stringContaining(run.temp)
      })
    }
  )

  it('ends when the step is cancelled', async () => {
    const address = await proxy(socket => void socket.resume())
    let cancelled = 0
    const run = await runThrough(
      address,
      {},
      {
        onLine: (line, action) => {
          if (cancelled > 0 || !line.includes('Part 1 of 1')) return
          cancelled = performance.now()
          setTimeout(() => action.cancel(), 200)
        }
      }
    )
    expect(performance.now() - cancelled).toBeLessThan(5000)
    expect(run.outputs).toMatchObject({
      status: 'cancelled',
      'report-path': expect.stringContaining(run.temp)
    })
  })
})

describe('is told by its name, and without its password', () => {
  it.each([
    ['407', 'service-unavailable'],
    ['502', 'service-unavailable']
  ])('a proxy that answers %s', async (status, code) => {
    const address = await proxy(socket =>
      socket.once('data', () => socket.end(`HTTP/1.1 ${status} No\r\n\r\n`))
    )
    const run = await runThrough(`http://me:hush-hush@${address}`)
    expect(run.outputs['error-code']).toBe(code)
    expect(run.log).toContain(`http://${address}`)
    expect(run.log).toContain(status)
    expect(run.log).not.toContain('hush-hush')
    expect(run.log).not.toMatch(/deprecat/i)
  })

  it('an address that is none', async () => {
    const run = await runThrough('socks5://me:hush-hush@127.0.0.1:1')
    expect(run.outputs['error-code']).toBe('environment-unusable')
    expect(run.log).toContain('https_proxy')
    expect(run.log).not.toContain('hush-hush')
  })
})

describe('certificates', () => {
  it('that nobody checks get no token', async () => {
    const run = await rig.run(
      {},
      { environment: { NODE_TLS_REJECT_UNAUTHORIZED: '0' } }
    )
    expect(run.outputs['error-code']).toBe('environment-unusable')
    expect(run.requests).toEqual([])
  })
})
