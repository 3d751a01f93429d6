// Whom the token may be sent to, and what in a URL is secret.

import { isLoopback, isSecure } from '../lib/secure-url.js'

/** The service answers under both; they count as one. */
const twins = ['https://api.x.com', 'https://api.twitter.com']

/** Whether `url` belongs to the API at `apiUrl`: only there the token may go. */
export function isApi(url: URL, apiUrl: string): boolean {
  const { origin } = new URL(apiUrl)
  return (
    url.origin === origin ||
    (twins.includes(origin) && twins.includes(url.origin))
  )
}

/** Whether the service at `apiUrl` may direct requests to `url`: encrypted ones, and to this machine only where it is on this machine itself. */
export function isAllowed(url: URL, apiUrl: string): boolean {
  return isSecure(url) && (!isLoopback(url) || isLoopback(new URL(apiUrl)))
}

/** Names of the parameters that sign a URL, at X and at the usual storage services. */
const signing = /^(token|sig|.*signature)$/i

/** The parts of a signed URL that would let a reader of the log use it, the URL itself first. */
export function secretsOf(url: string): string[] {
  if (!URL.canParse(url)) return [url]
  const { search } = new URL(url)
  const values = search
    .slice(1)
    .split('&')
    .flatMap(pair => {
      const [name = '', value = ''] = pair.split(/=(.*)/s)
      const [meant] = new URLSearchParams(pair).values()
      return signing.test(name) ? [value, meant ?? ''] : []
    })
  return [...new Set([url, ...values])].filter(secret => secret.length > 0)
}

/** The forms in which others may show a token: as it is, and without its percent-encoding, which tokens of X have. */
export function formsOf(token: string): string[] {
  try {
    return [...new Set([token, decodeURIComponent(token)])]
  } catch {
    return [token]
  }
}
