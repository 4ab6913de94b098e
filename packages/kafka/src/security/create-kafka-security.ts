import type { Socket } from 'node:net'
import { createSettingFiles, type KafkaSecuritySettings, type SettingFiles } from '@landfall/runtime'
import type { Mechanism, SASLOptions } from 'kafkajs'
import { createTokenSource } from './create-token-source.ts'
import { oauthBearerMechanism } from './oauth-bearer-mechanism.ts'
import { openTlsSocket } from './open-tls-socket.ts'
import { openSecretFile } from './read-secret-file.ts'
import { describeTlsFiles, readTlsFiles } from './read-tls-files.ts'

/** How the connections of a client are secured. Absent in what a client is made from: not at all. */
export type KafkaSecurity = {
  /** Present where TLS is asked for: then no connection is made in any other way. `beneath`: the connection to run it on. */
  readonly openTls?: (host: string, port: number, beneath: Socket | undefined) => Socket
  readonly sasl?: SASLOptions | Mechanism
}

/**
 * Reads all files that the settings name, to refuse at the start what cannot be used; and reads them again for every connection,
 * so that certificates, passwords and tokens are changed by changing the files. What one held last counts while it cannot be used.
 * Throws LF_CONFIG_INVALID.
 */
export const createKafkaSecurity = (
  settings: KafkaSecuritySettings,
  files: SettingFiles = createSettingFiles(),
): KafkaSecurity => {
  const { KAFKA_SECURITY_PROTOCOL: protocol } = settings
  return {
    ...(protocol.endsWith('SSL') && { openTls: tlsOf(settings, files) }),
    ...(protocol.startsWith('SASL') && { sasl: saslOf(settings, files) }),
  }
}

const tlsOf = (settings: KafkaSecuritySettings, files: SettingFiles): NonNullable<KafkaSecurity['openTls']> => {
  const read = files.open(describeTlsFiles(settings), () => readTlsFiles(settings))
  return (host, port, beneath) =>
    openTlsSocket({ ...read(), serverName: settings.KAFKA_SSL_SERVER_NAME, host, port, beneath })
}

/** The settings have been checked: what a mechanism needs is there. */
const saslOf = (settings: KafkaSecuritySettings, files: SettingFiles): SASLOptions | Mechanism => {
  const { KAFKA_SASL_MECHANISM: mechanism, KAFKA_SASL_USERNAME: username = '' } = settings
  if (mechanism === undefined || mechanism === 'OAUTHBEARER')
    return oauthBearerMechanism(createTokenSource(settings, files))
  const readPassword = openSecretFile(files, 'KAFKA_SASL_PASSWORD_FILE', settings.KAFKA_SASL_PASSWORD_FILE ?? '')
  return {
    mechanism: KAFKAJS_NAMES[mechanism],
    username,
    /** kafkajs asks for it at each authentication. */
    get password() {
      return readPassword()
    },
  } as SASLOptions
}

const KAFKAJS_NAMES = { PLAIN: 'plain', 'SCRAM-SHA-256': 'scram-sha-256', 'SCRAM-SHA-512': 'scram-sha-512' } as const
