// HTTP exchanges with servers and proxies that hang, drip, lie and break off: each ends, in time and with the right cause.
import { createServer as createTlsServer } from 'node:https'
import { createServer, connect, type AddressInfo, type Socket } from 'node:net'
import { afterAll, afterEach, describe, expect, it } from '@jest/globals'
import { readText } from '../../../src/lib/http/body.js'
import { exchange, type Request } from '../../../src/lib/http/exchange.js'
import { normalizeProxies } from '../../../src/lib/http/proxy.js'
import { selfSigned } from '../../support/certificate.js'
import { TransientError } from '../../../src/lib/http/transient-error.js'

const closing: (() => void)[] = []
afterAll(() => closing.forEach(close => close()))

/** A server on loopback that does with each connection what it is told to. */
async function raw(serve: (socket: Socket) => void): Promise<number> {
  const sockets = new Set<Socket>()
  const server = createServer(socket => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    serve(socket)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  closing.push(() => {
    sockets.forEach(socket => socket.destroy())
    server.close()
  })
  return (server.address() as AddressInfo).port
}

/** A server that says `text` to whatever it is asked; `end` closes the connection behind it. */
function saying(text: string, end = true) {
  return raw(socket =>
    socket.once('data', () => {
      socket.write(text)
      if (end) socket.end()
    })
  )
}

const drip = (socket: Socket, byte: string) => {
  const timer = setInterval(() => socket.write(byte), 10)
  socket.once('close', () => clearInterval(timer))
}

function ask(url: string, more: Partial<Request> = {}) {
  const request: Request = {
    method: 'GET',
    url: new URL(url),
    headers: {},
    signal: new AbortController().signal,
    silence: 5000,
    ...more
  }
  return exchange(request, async answer => ({
    status: answer.status,
    endIsStated: answer.endIsStated,
    text: await readText(answer, 1e6)
  }))
}

/** How long `work` takes to fail, and with what. */
async function failing(work: Promise<unknown>) {
  const began = performance.now()
  const error: unknown = await work.then(
    () => {
      throw new Error('it did not fail')
    },
    (thrown: unknown) => thrown
  )
  return { error, took: performance.now() - began }
}

afterEach(() => {
  delete process.env['http_proxy']
  delete process.env['https_proxy']
})

/** Not loopback, which no client sends to a proxy. */
const far = 'http://far.invalid/'

function useProxy(address: string): void {
  process.env['http_proxy'] = process.env['https_proxy'] = address
  normalizeProxies(process.env)
}

describe('every wait ends', () => {
  const answers = {
    'says nothing': (socket: Socket) => socket.resume(),
    'sends its headers drop by drop': (socket: Socket) =>
      socket.once('data', () => {
        socket.write('HTTP/1.1 200 OK\r\nX-Long: ')
        drip(socket, 'a')
      }),
    'says "wait" again and again': (socket: Socket) =>
      socket.once('data', () => drip(socket, 'HTTP/1.1 102 Processing\r\n\r\n'))
  }
  it.each(Object.entries(answers))(
    'with a server that %s',
    async (_, serve) => {
      const port = await raw(socket => void serve(socket))
      const { error, took } = await failing(
        ask(`http://127.0.0.1:${port}/`, { silence: 300 })
      )
      expect(error).toBeInstanceOf(TransientError)
      expect(took).toBeLessThan(3000)
    }
  )

  it('with a body that drips, by its least rate and by its deadline', async () => {
    const port = await raw(socket =>
      socket.once('data', () => {
        socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n')
        drip(socket, 'a')
      })
    )
    const url = `http://127.0.0.1:${port}/`
    const byRate = await failing(ask(url, { silence: 200 }))
    expect(byRate.error).toMatchObject({ message: /a second came/ })
    const byDeadline = await failing(ask(url, { deadline: 300 }))
    expect(byDeadline.error).toMatchObject({ message: /not whole after/ })
    expect(byDeadline.took).toBeLessThan(3000)
  })

  it.each([
    ['101 with another protocol', 'Connection: Upgrade\r\nUpgrade: x\r\n'],
    ['101 alone', '']
  ])('with %s', async (_, headers) => {
    const port = await saying(
      `HTTP/1.1 101 Switching Protocols\r\n${headers}\r\n`,
      false
    )
    const { error } = await failing(
      ask(`http://127.0.0.1:${port}/`, { silence: 1000 })
    )
    expect(error).toBeInstanceOf(TransientError)
  })

  it('with a source of the body that never gives anything', async () => {
    const port = await raw(socket => void socket.resume())
    async function* never(): AsyncGenerator<Buffer> {
      await new Promise(() => undefined)
      yield Buffer.alloc(0)
    }
    const { error } = await failing(
      ask(`http://127.0.0.1:${port}/`, {
        method: 'PUT',
        body: never(),
        silence: 300
      })
    )
    expect(error).toBeInstanceOf(TransientError)
  })

  it('with a reader that hangs, when it is cancelled', async () => {
    const port = await saying('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}')
    const cancel = new AbortController()
    setTimeout(() => cancel.abort(new Error('cancelled')), 100)
    const work = exchange(
      {
        method: 'GET',
        url: new URL(`http://127.0.0.1:${port}/`),
        headers: {},
        signal: cancel.signal,
        silence: 60_000
      },
      () => new Promise(() => undefined)
    )
    expect(await failing(work)).toMatchObject({
      error: { message: 'cancelled' }
    })
  })

  it.each(['http', 'https'])(
    'with a proxy that never answers CONNECT for %s, silent or cancelled',
    async scheme => {
      const port = await raw(socket => void socket.resume())
      useProxy(`http://127.0.0.1:${port}`)
      const url = far.replace('http', scheme)
      const silent = await failing(ask(url, { silence: 300 }))
      expect(silent.error).toBeInstanceOf(TransientError)
      const cancelled = await failing(
        ask(url, { signal: AbortSignal.timeout(200) })
      )
      expect(cancelled.error).toMatchObject({ name: 'TimeoutError' })
      expect(cancelled.took).toBeLessThan(3000)
    }
  )

  it('with a tunnel in which nobody speaks TLS', async () => {
    const port = await saying('HTTP/1.1 200 OK\r\n\r\n', false)
    useProxy(`http://127.0.0.1:${port}`)
    const { error } = await failing(
      ask(far.replace('http', 'https'), { silence: 300 })
    )
    expect(error).toBeInstanceOf(TransientError)
  })
})

describe('the end of a body', () => {
  it.each<[string, string, boolean | undefined]>([
    ['a length', 'Content-Length: 2\r\n\r\n{}', true],
    ['no bytes', 'Content-Length: 0\r\n\r\n', true],
    ['chunks', 'Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n', true],
    ['the connection alone', '\r\n{}', false],
    ['nothing at all', '\r\n', false],
    ['a length that is not reached', 'Content-Length: 3\r\n\r\n{}', undefined],
    [
      'chunks without the last',
      'Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n',
      undefined
    ]
  ])('is told from %s', async (_, rest, stated) => {
    const port = await saying(`HTTP/1.1 200 OK\r\n${rest}`)
    const asked = ask(`http://127.0.0.1:${port}/`)
    if (stated === undefined)
      await expect(asked).rejects.toBeInstanceOf(TransientError)
    else expect(await asked).toMatchObject({ endIsStated: stated })
  })
})

describe('a proxy', () => {
  /** A proxy that tunnels to a port on loopback, whatever it is asked for. */
  async function tunnelTo(port: number): Promise<[number, string[]]> {
    const heads: string[] = []
    const proxy = await raw(socket =>
      socket.once('data', head => {
        heads.push(head.toString())
        const onward = connect(port, '127.0.0.1', () => {
          socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
          socket.pipe(onward).pipe(socket)
        })
      })
    )
    return [proxy, heads]
  }

  it('is used with its password, with and without a scheme', async () => {
    const server = await saying(
      'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}'
    )
    const [proxy, heads] = await tunnelTo(server)
    useProxy(`http://me:p%40ss@127.0.0.1:${proxy}`)
    expect(await ask(far)).toMatchObject({ status: 200, text: '{}' })
    useProxy(`127.0.0.1:${proxy}`)
    expect(await ask(far)).toMatchObject({ status: 200, text: '{}' })
    const credentials = Buffer.from('me:p@ss').toString('base64')
    expect(heads[0]).toMatch(/^CONNECT far\.invalid:80 HTTP\/1\.1\r\n/)
    expect(heads[0]?.toLowerCase()).toContain(
      `proxy-authorization: basic ${credentials.toLowerCase()}`
    )
    expect(heads).toHaveLength(2)
  })

  it.each([
    [407, 'service-unavailable'],
    [403, 'service-unavailable']
  ])('that answers %d fails at once, by its name', async (status, code) => {
    const port = await saying(`HTTP/1.1 ${status} No\r\n\r\n`)
    useProxy(`http://me:secret@127.0.0.1:${port}`)
    const { error } = await failing(ask(far))
    expect(error).toMatchObject({ code })
    expect(String(error)).toContain(`http://127.0.0.1:${port}`)
    expect(String(error)).not.toContain('secret')
  })

  it('that answers 502 is tried a few times, by its name', async () => {
    const port = await saying('HTTP/1.1 502 Bad Gateway\r\n\r\n')
    useProxy(`http://me:secret@127.0.0.1:${port}`)
    const { error } = await failing(ask(far))
    expect(error).toMatchObject({ notProcessed: true, mostTries: 3 })
    expect(String(error)).toContain(`http://127.0.0.1:${port}`)
    expect(String(error)).not.toContain('secret')
  })

  it.each(['socks5://127.0.0.1:1', 'http://', 'http://a:%zz@b', 'http://:1'])(
    'of the address %s is refused before anything is sent',
    address => {
      expect(() => normalizeProxies({ https_proxy: address })).toThrow(
        expect.objectContaining({ code: 'environment-unusable' })
      )
    }
  )
})

describe('a certificate that is not trusted', () => {
  it.each([
    ['because nobody knows who signed it', 1, /NODE_EXTRA_CA_CERTS/],
    ['because its time is over', -1, /clock|NODE_EXTRA_CA_CERTS/]
  ])('%s fails at once and says what to do', async (_, lasts, text) => {
    const server = createTlsServer(selfSigned('localhost', lasts))
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    closing.push(() => server.close())
    const { port } = server.address() as AddressInfo
    const { error } = await failing(ask(`https://127.0.0.1:${port}/`))
    expect(error).toMatchObject({ code: 'service-unavailable' })
    expect(String(error)).toMatch(text)
  })
})
