import { readFile } from 'node:fs/promises'
import { createSecureContext } from 'node:tls'
import { unusableFile } from '@landfall/runtime'
import type { AlertConfig } from './alert-config.ts'

export type Tls = { readonly cert: Buffer; readonly key: Buffer }

/** Returns certificate and key as PEM, or undefined where none is configured. Throws LF_CONFIG_INVALID for unusable files. */
export const readTls = async ({
  TLS_CERT_FILE: certFile,
  TLS_KEY_FILE: keyFile,
}: Pick<AlertConfig, 'TLS_CERT_FILE' | 'TLS_KEY_FILE'>): Promise<Tls | undefined> => {
  if (certFile === undefined || keyFile === undefined) return undefined
  try {
    const [cert, key] = await Promise.all([readFile(certFile), readFile(keyFile)])
    createSecureContext({ cert, key })
    return { cert, key }
  } catch (error) {
    throw unusableFile(`TLS_CERT_FILE ${certFile} with TLS_KEY_FILE ${keyFile}`, error)
  }
}
