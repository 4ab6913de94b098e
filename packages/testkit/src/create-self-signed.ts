import { generateKeyPairSync, sign } from 'node:crypto'

const tlv = (tag: number, ...parts: readonly Buffer[]): Buffer => {
  const body = Buffer.concat(parts)
  const length = body.length < 128 ? [body.length] : [0x82, body.length >> 8, body.length & 255]
  return Buffer.concat([Buffer.from([tag, ...length]), body])
}
const sequence = (...parts: readonly Buffer[]): Buffer => tlv(0x30, ...parts)
const hex = (text: string): Buffer => Buffer.from(text, 'hex')
const utcTime = (atMs: number): Buffer =>
  tlv(0x17, Buffer.from(`${new Date(atMs).toISOString().slice(2, 19).replace(/\D/g, '')}Z`))

const COMMON_NAME = hex('0603550403')
const ALTERNATIVE_NAMES = hex('0603551d11')
const ECDSA_WITH_SHA256 = sequence(hex('06082a8648ce3d040302'))
const VERSION_3 = hex('a003020102')
const SERIAL = hex('020101')
const LOOPBACK = hex('87047f000001')
const HOUR_MS = 3_600_000

/** A certificate for `localhost` and 127.0.0.1 that is its own authority, valid for an hour, and its key; both as PEM. */
export const createSelfSigned = (nowMs = Date.now()): { readonly cert: string; readonly key: string } => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const name = sequence(tlv(0x31, sequence(COMMON_NAME, tlv(0x0c, Buffer.from('localhost')))))
  const names = sequence(tlv(0x82, Buffer.from('localhost')), LOOPBACK)
  const content = sequence(
    VERSION_3,
    SERIAL,
    ECDSA_WITH_SHA256,
    name,
    sequence(utcTime(nowMs - HOUR_MS), utcTime(nowMs + HOUR_MS)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    tlv(0xa3, sequence(sequence(ALTERNATIVE_NAMES, tlv(0x04, names)))),
  )
  const signature = tlv(0x03, Buffer.from([0]), sign('sha256', content, privateKey))
  const der = sequence(content, ECDSA_WITH_SHA256, signature).toString('base64')
  const cert = `-----BEGIN CERTIFICATE-----\n${der.replace(/(.{64})/g, '$1\n').trim()}\n-----END CERTIFICATE-----\n`
  return { cert, key: String(privateKey.export({ type: 'pkcs8', format: 'pem' })) }
}
