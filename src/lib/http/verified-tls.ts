// A token goes only to a server that has proved who it is.
import { Failure } from '../failure.js'
import { say } from '../message.js'

/** @throws Failure `environment-unusable` where Node has been told to trust every certificate */
export function requireVerifiedTls(
  env: Readonly<Record<string, string | undefined>>
): void {
  if (env['NODE_TLS_REJECT_UNAUTHORIZED'] !== '0') return
  throw new Failure('environment-unusable', {
    what: say`The environment variable \`NODE_TLS_REJECT_UNAUTHORIZED\` is 0: Node would give the token to any server that pretends to be X.`,
    why: say`It switches off the check of certificates, usually because of a proxy that signs with an authority of its own.`,
    fix: say`Remove it, and set \`NODE_EXTRA_CA_CERTS\` to the path of that authority's PEM file instead.`
  })
}
