// A self-signed certificate that nobody trusts, made on the spot (X.509, RFC 5280, 4.1).
import { generateKeyPairSync, sign } from 'node:crypto'

/** A value of DER: its tag, its length, what it holds. */
function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts)
  const { length } = content
  const size = length < 128 ? [length] : [0x82, length >> 8, length & 255]
  return Buffer.concat([Buffer.from([tag, ...size]), content])
}

const sequence = (...parts: readonly Uint8Array[]) => der(0x30, ...parts)
const integer = (value: number) => der(2, Buffer.from([value]))
const ecdsaWithSha256 = sequence(Buffer.from('06082a8648ce3d040302', 'hex'))
const commonName = Buffer.from('0603550403', 'hex')

/** UTCTime, as far from now as given. */
function time(ms: number): Buffer {
  const digits = new Date(Date.now() + ms).toISOString().replace(/[-T:]/g, '')
  return der(0x17, Buffer.from(`${digits.slice(2, 14)}Z`))
}

const day = 86_400_000

/** Key and certificate in PEM; without a word on `lasts` days it is valid for one. */
export function selfSigned(
  host: string,
  lasts = 1
): { key: string; cert: string } {
  const { publicKey, privateKey } = generateKeyPairSync('ec', {
    namedCurve: 'P-256'
  })
  const name = sequence(
    der(0x31, sequence(commonName, der(0x0c, Buffer.from(host))))
  )
  const content = sequence(
    der(0xa0, integer(2)),
    integer(1),
    ecdsaWithSha256,
    name,
    sequence(time(-2 * day), time(lasts * day)),
    name,
    publicKey.export({ type: 'spki', format: 'der' })
  )
  const certificate = sequence(
    content,
    ecdsaWithSha256,
    der(3, Buffer.from([0]), sign('sha256', content, privateKey))
  )
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${certificate.toString('base64').replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`
  }
}
