import type { KafkaSecuritySettings, Logger, SettingFiles } from '@landfall/runtime'
import { createKafkaSecurity } from '../security/create-kafka-security.ts'
import type { KafkaClient } from './create-kafka-client.ts'

type Settings = KafkaSecuritySettings & { readonly KAFKA_BROKERS: readonly string[] }

/** What every client of a service is made from. Warns where a secret is sent in the clear. Throws LF_CONFIG_INVALID. */
export const kafkaClientOf = (
  settings: Settings,
  clientId: string,
  logger: Logger,
  files?: SettingFiles,
): KafkaClient => {
  const { KAFKA_BROKERS: brokers, KAFKA_SECURITY_PROTOCOL: protocol, KAFKA_SASL_MECHANISM: mechanism } = settings
  if (protocol === 'SASL_PLAINTEXT') logger.warn({ event: 'kafka.not-encrypted', protocol, mechanism, risk: RISK })
  return { brokers, clientId, logger, security: createKafkaSecurity(settings, files) }
}

const RISK =
  'whoever listens on the network reads what is sent, with PLAIN and OAUTHBEARER the secret too: use SASL_SSL'
