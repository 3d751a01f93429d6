// A token is not sent where nobody has to prove who they are.
import { describe, expect, it } from '@jest/globals'
import { requireVerifiedTls } from '../../../src/lib/http/verified-tls.js'

describe('a token', () => {
  it('is not sent where certificates are not checked', () => {
    const act = () => requireVerifiedTls({ NODE_TLS_REJECT_UNAUTHORIZED: '0' })
    expect(act).toThrow(
      expect.objectContaining({ code: 'environment-unusable' })
    )
    expect(act).toThrow(/NODE_EXTRA_CA_CERTS/)
  })

  it.each([undefined, '', '1'])('is sent otherwise: %p', value => {
    requireVerifiedTls({ NODE_TLS_REJECT_UNAUTHORIZED: value })
  })
})
