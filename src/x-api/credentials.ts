// The two ways to authenticate as an App: its bearer token, or the key and secret that fetch one.
import { formsOf } from './origin.js'

export type Credentials =
  { bearerToken: string } | { apiKey: string; apiKeySecret: string }

/**
 * What asks for a bearer token (X docs, "OAuth 2.0 App-Only"): RFC 6749, 4.4,
 * with key and secret percent-encoded before they are joined.
 */
export function basicAuthorization(key: string, secret: string): string {
  const pair = `${encodeURIComponent(key)}:${encodeURIComponent(secret)}`
  return `Basic ${Buffer.from(pair).toString('base64')}`
}

/** Every text that would let a reader of the log act as the App. */
export function secretsIn(credentials: Credentials): string[] {
  if ('bearerToken' in credentials) return formsOf(credentials.bearerToken)
  const { apiKey, apiKeySecret } = credentials
  const [, basic = ''] = basicAuthorization(apiKey, apiKeySecret).split(' ')
  return [...formsOf(apiKeySecret), ...formsOf(apiKey), basic]
}
