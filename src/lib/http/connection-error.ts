// What the errors of a connection mean: that it may be tried again, or that no repetition changes it.
import { Failure } from '../failure.js'
import { say } from '../message.js'
import { TransientError } from './transient-error.js'

/** Errors by which a connection fails before anything was sent. */
const beforeSending = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH'
])

/** How Node and OpenSSL call certificates that they don't trust (Node docs, "X509 certificate error codes"). */
const untrusted =
  /^(CERT_|CRL_|UNABLE_TO_(GET|VERIFY|DECRYPT|DECODE)_|SELF_SIGNED_CERT|DEPTH_ZERO_SELF|INVALID_(CA|PURPOSE)|HOSTNAME_MISMATCH|ERR_TLS_CERT_)/

/**
 * The error that a connection to `server` ended with, as what it means.
 *
 * @param nothingSent whatever the error is, the request itself was not sent
 */
export function connectionError(
  error: unknown,
  server: string,
  nothingSent = false
): Failure | TransientError {
  const { message, code = '' } = error as NodeJS.ErrnoException
  if (untrusted.test(code)) return untrustedCertificate(error, server, code)
  const words = wordsFor(code) ?? (message || code)
  return new TransientError(nothingSent ? `${server}: ${words}` : words, {
    cause: error,
    notProcessed: nothingSent || beforeSending.has(code)
  })
}

function wordsFor(code: string): string | undefined {
  if (code === 'ECONNRESET' || code === 'EPIPE')
    return 'the connection broke off'
  if (code === 'EPROTO' || code.startsWith('ERR_SSL_'))
    return `no encrypted connection could be made (${code})`
  return undefined
}

function untrustedCertificate(
  cause: unknown,
  server: string,
  code: string
): Failure {
  const what = say`The TLS certificate of ${server} is not trusted (${code}).`
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID')
    return new Failure(
      'service-unavailable',
      {
        what,
        why: say`It is for another host name: another server answers at this address.`,
        fix: say`Check the address, the DNS and any proxy of the runner.`
      },
      { cause }
    )
  if (/EXPIRED|NOT_YET_VALID/.test(code))
    return new Failure(
      'service-unavailable',
      {
        what,
        why: say`It is not valid at this time; or the runner's clock is wrong.`,
        fix: say`Check the clock of the runner, and whether a proxy replaces certificates.`
      },
      { cause }
    )
  return new Failure(
    'service-unavailable',
    {
      what,
      why: say`A proxy or a firewall that inspects encrypted traffic signs with an authority of its own, which Node does not know.`,
      fix: say`Give the step that authority's certificate: set the environment variable \`NODE_EXTRA_CA_CERTS\` to the path of its PEM file.`
    },
    { cause }
  )
}
