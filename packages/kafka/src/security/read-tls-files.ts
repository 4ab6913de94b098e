import { createSecureContext } from 'node:tls'
import type { KafkaSecuritySettings } from '@landfall/runtime'
import { readSettingFile, unusable } from './read-secret-file.ts'

export type TlsFiles = { readonly ca?: Buffer; readonly cert?: Buffer; readonly key?: Buffer }

/** Throws LF_CONFIG_INVALID. */
export const readTlsFiles = (settings: KafkaSecuritySettings): TlsFiles => {
  const { KAFKA_SSL_CA_FILE: caFile, KAFKA_SSL_CERT_FILE: certFile, KAFKA_SSL_KEY_FILE: keyFile } = settings
  const authority = caFile === undefined ? {} : { ca: readAuthority(caFile) }
  if (certFile === undefined || keyFile === undefined) return authority
  const own = {
    cert: readSettingFile('KAFKA_SSL_CERT_FILE', certFile),
    key: readSettingFile('KAFKA_SSL_KEY_FILE', keyFile),
  }
  try {
    createSecureContext(own)
  } catch (error) {
    throw unusable(`KAFKA_SSL_KEY_FILE ${keyFile} with KAFKA_SSL_CERT_FILE`, certFile, (error as Error).message)
  }
  return { ...authority, ...own }
}

/** Those that are given, for messages; `KAFKA_SSL_…` where none is. */
export const describeTlsFiles = (settings: KafkaSecuritySettings): string =>
  (['KAFKA_SSL_CA_FILE', 'KAFKA_SSL_CERT_FILE', 'KAFKA_SSL_KEY_FILE'] as const)
    .flatMap((setting) => (settings[setting] === undefined ? [] : [`${setting} ${settings[setting]}`]))
    .join(', ')

/** A file without any certificate would be taken by Node.js, and then trust nobody. */
const readAuthority = (path: string): Buffer => {
  const ca = readSettingFile('KAFKA_SSL_CA_FILE', path)
  if (!ca.includes('-----BEGIN CERTIFICATE-----'))
    throw unusable('KAFKA_SSL_CA_FILE', path, 'it holds no PEM certificate')
  try {
    createSecureContext({ ca })
    return ca
  } catch (error) {
    throw unusable('KAFKA_SSL_CA_FILE', path, (error as Error).message)
  }
}
