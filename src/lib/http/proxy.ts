// The proxies that the environment names: their addresses in one form, and tunnels through them.
import http from 'node:http'
import https from 'node:https'
import type { Socket } from 'node:net'
import { getProxyUrl } from '@actions/http-client/lib/proxy'
import { Failure } from '../failure.js'
import { say } from '../message.js'
import { connectionError } from './connection-error.js'
import { TransientError } from './transient-error.js'

type Environment = Record<string, string | undefined>

/** The variables that name proxies, in both cases. */
const variables = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY']

/**
 * Gives every proxy address in `env` a scheme: `host:port` would be understood
 * by some clients, and passed over in silence by others.
 *
 * @throws Failure `environment-unusable` for an address that is none
 */
export function normalizeProxies(env: Environment): void {
  for (const name of variables) {
    const value = env[name]?.trim() ?? ''
    if (value === '') continue
    const address = value.includes('://') ? value : `http://${value}`
    if (!isUsable(address)) throw unusable(name)
    env[name] = address
  }
}

function isUsable(address: string): boolean {
  try {
    const { protocol, hostname, username, password } = new URL(address)
    decodeURIComponent(username + password)
    return /^https?:$/.test(protocol) && hostname !== ''
  } catch {
    return false
  }
}

function unusable(name: string): Failure {
  return new Failure('environment-unusable', {
    what: say`The proxy address in the environment variable ${name} cannot be used.`,
    why: say`It is no URL of the form \`http://host:port\` or \`https://host:port\`. (It is not shown, as it may hold a password.)`,
    fix: say`Correct the variable, or unset it. Special characters in a user name or password must be percent-encoded.`
  })
}

/** The proxy that requests to `url` go through; undefined for none. Respects `no_proxy`. */
export function proxyFor(url: URL): URL | undefined {
  const proxy = getProxyUrl(url)
  return proxy === undefined || proxy.hostname === '' ? undefined : proxy
}

/** The address of a proxy without its user name and password. */
export function proxyName(proxy: URL): string {
  return `${proxy.protocol}//${proxy.host}`
}

/**
 * A connection to `host:port` through a proxy (RFC 9110, 9.3.6).
 *
 * @param authority `host:port`
 * @throws Failure when the proxy refuses it; TransientError when it is out of reach
 */
export async function tunnel(
  proxy: URL,
  authority: string,
  signal: AbortSignal
): Promise<Socket> {
  const secure = proxy.protocol === 'https:'
  const { username, password } = proxy
  const credentials = Buffer.from(`${username}:${password}`).toString('base64')
  return new Promise((resolve, reject) => {
    const fail = (error: unknown): void => {
      reject(connectionError(error, `the proxy ${proxyName(proxy)}`, true))
    }
    const request = (secure ? https : http).request({
      method: 'CONNECT',
      host: proxy.hostname.replace(/^\[|\]$/g, ''),
      port: proxy.port === '' ? (secure ? 443 : 80) : proxy.port,
      path: authority,
      headers: {
        host: authority,
        ...(username + password !== '' && {
          'proxy-authorization': `Basic ${credentials}`
        })
      },
      agent: false,
      signal
    })
    request.once('connect', ({ statusCode = 0 }, socket: Socket, head) => {
      if (statusCode >= 200 && statusCode < 300 && head.length === 0) {
        resolve(socket)
        return
      }
      socket.destroy()
      reject(refusal(proxyName(proxy), authority, statusCode))
    })
    request.once('upgrade', (_, socket) => socket.destroy())
    request.on('error', fail)
    request.once('close', () => fail(new Error('the connection broke off')))
    request.end()
  })
}

/** What a proxy means that opens no tunnel, by its status. */
export function refusal(
  proxy: string,
  authority: string,
  status: number
): Error {
  const what = say`The proxy ${proxy} answered ${status} when asked to connect to ${authority}.`
  if (status === 407)
    return new Failure('service-unavailable', {
      what,
      why: say`It requires a user name and a password, or does not accept those given.`,
      fix: say`Put them into the proxy address of the environment, percent-encoded: \`http://user:password@host:port\`.`
    })
  if (status >= 400 && status < 500 && status !== 408 && status !== 429)
    return new Failure('service-unavailable', {
      what,
      why: say`It does not allow connections to that host.`,
      fix: say`Allow the host in the proxy, or leave it out of the proxy with the environment variable \`no_proxy\`.`
    })
  return new TransientError(
    `the proxy ${proxy} answered ${status} when asked to connect to ${authority}`,
    { notProcessed: true, mostTries: 3 }
  )
}
