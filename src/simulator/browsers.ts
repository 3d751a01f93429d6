// Who may ask: a page of another site must not reach the service through the browser of whoever runs it.
import type { IncomingMessage } from 'node:http'
import { empty, json, type ShortAnswer } from './answers.js'
import type { Service } from './service.js'

/** The token of an `Authorization: Bearer` header. */
export const bearerOf = ({ headers }: IncomingMessage): string | undefined =>
  /^bearer (.*)$/i.exec(headers.authorization ?? '')?.[1]

const loopback = ['127.0.0.1', 'localhost', '[::1]']

/**
 * The refusal of a request that another site makes: by a name of its own that leads here (DNS rebinding), told by
 * `Host`, or from its own pages, told by `Origin`. Undefined for all others.
 */
export function foreignPage(
  { origins }: Service,
  { headers }: IncomingMessage
): ShortAnswer | undefined {
  const { host = '', origin } = headers
  if (!loopback.includes(host.replace(/:\d+$/, '').toLowerCase()))
    return refused(
      'The simulator answers to 127.0.0.1 and localhost only; the Host header names another machine.'
    )
  if (origin !== undefined && ![`http://${host}`, origins.api].includes(origin))
    return refused(
      'The simulator answers no pages of other sites; the Origin header names one.'
    )
  return undefined
}

const refused = (error: string) => json({ error }, 403)

/** What a browser asks the storage before the explorer, which is at the API's origin, may send an upload. */
export function preflight({
  method,
  headers
}: IncomingMessage): ShortAnswer | undefined {
  return method === 'OPTIONS' && headers.origin !== undefined
    ? {
        ...empty(204, {
          'access-control-allow-methods': 'GET, PUT',
          'access-control-allow-headers': 'content-type, range'
        }),
        body: Buffer.alloc(0)
      }
    : undefined
}
