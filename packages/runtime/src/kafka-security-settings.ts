import { z } from 'zod'

const File = z.string().min(1).optional()
const Text = z.string().min(1).optional()

/** How connections to Kafka are secured; the names are those of Kafka's own clients, in the form of the environment. */
export const kafkaSecuritySettings = {
  /** Of the listener that KAFKA_BROKERS names. */
  KAFKA_SECURITY_PROTOCOL: z.enum(['PLAINTEXT', 'SSL', 'SASL_PLAINTEXT', 'SASL_SSL']).default('PLAINTEXT'),
  /** PEM; absent: the authorities that Node.js trusts. */
  KAFKA_SSL_CA_FILE: File,
  /** PEM, the client's certificate with those between it and its authority. */
  KAFKA_SSL_CERT_FILE: File,
  /** PEM, not encrypted. */
  KAFKA_SSL_KEY_FILE: File,
  /** The name in the brokers' certificates; absent: the host connected to. */
  KAFKA_SSL_SERVER_NAME: Text,
  KAFKA_SASL_MECHANISM: z.enum(['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512', 'OAUTHBEARER']).optional(),
  KAFKA_SASL_USERNAME: Text,
  KAFKA_SASL_PASSWORD_FILE: File,
  /** A token that somebody else renews. */
  KAFKA_SASL_OAUTHBEARER_TOKEN_FILE: File,
  /** Where tokens are had for client credentials (RFC 6749, 4.4). */
  KAFKA_SASL_OAUTHBEARER_TOKEN_ENDPOINT_URL: z.url({ protocol: /^https?$/ }).optional(),
  KAFKA_SASL_OAUTHBEARER_CLIENT_ID: Text,
  KAFKA_SASL_OAUTHBEARER_CLIENT_SECRET_FILE: File,
  KAFKA_SASL_OAUTHBEARER_SCOPE: Text,
}

const Settings = z.object(kafkaSecuritySettings)
export type KafkaSecuritySettings = Readonly<z.infer<typeof Settings>>
type Setting = keyof KafkaSecuritySettings

const names = Object.keys(kafkaSecuritySettings) as readonly Setting[]
const OF_TLS = names.filter((name) => name.startsWith('KAFKA_SSL_'))
const OF_SASL = names.filter((name) => name.startsWith('KAFKA_SASL_'))
const OF_PASSWORD: readonly Setting[] = ['KAFKA_SASL_USERNAME', 'KAFKA_SASL_PASSWORD_FILE']
const OF_TOKEN = names.filter((name) => name.startsWith('KAFKA_SASL_OAUTHBEARER_'))
const OF_CLIENT: readonly Setting[] = ['KAFKA_SASL_OAUTHBEARER_CLIENT_ID', 'KAFKA_SASL_OAUTHBEARER_CLIENT_SECRET_FILE']
const TOKEN_FILE = 'KAFKA_SASL_OAUTHBEARER_TOKEN_FILE'
const ENDPOINT = 'KAFKA_SASL_OAUTHBEARER_TOKEN_ENDPOINT_URL'

/** For `superRefine`: refuses settings that contradict each other, since one left unused may be a secret thought to protect. */
export const refuseKafkaContradictions = (given: KafkaSecuritySettings, context: z.RefinementCtx): void => {
  for (const { path, message } of kafkaSecurityFaults(given)) {
    context.addIssue({ code: 'custom', path: [path], message })
  }
}

type Fault = { readonly path: Setting; readonly message: string }

const kafkaSecurityFaults = (given: KafkaSecuritySettings): readonly Fault[] => {
  const { KAFKA_SECURITY_PROTOCOL: protocol } = given
  const unused = (settings: readonly Setting[], why: string): readonly Fault[] =>
    settings.filter((path) => given[path] !== undefined).map((path) => ({ path, message: `is not used: ${why}` }))
  const needed = (settings: readonly Setting[], why: string): readonly Fault[] =>
    settings.filter((path) => given[path] === undefined).map((path) => ({ path, message: `must be set: ${why}` }))
  const isTls = protocol.endsWith('SSL')
  const isSasl = protocol.startsWith('SASL')
  return [
    ...(isTls ? pairFaults(given) : unused(OF_TLS, `KAFKA_SECURITY_PROTOCOL is ${protocol}; SSL or SASL_SSL uses it`)),
    ...(isSasl
      ? saslFaults(given, unused, needed)
      : unused(OF_SASL, `KAFKA_SECURITY_PROTOCOL is ${protocol}; SASL_SSL or SASL_PLAINTEXT uses it`)),
  ]
}

const pairFaults = ({
  KAFKA_SSL_CERT_FILE: cert,
  KAFKA_SSL_KEY_FILE: key,
}: KafkaSecuritySettings): readonly Fault[] => {
  if (cert !== undefined && key === undefined)
    return [{ path: 'KAFKA_SSL_KEY_FILE', message: 'must be set: KAFKA_SSL_CERT_FILE is' }]
  if (key !== undefined && cert === undefined)
    return [{ path: 'KAFKA_SSL_CERT_FILE', message: 'must be set: KAFKA_SSL_KEY_FILE is' }]
  return []
}

type Finder = (settings: readonly Setting[], why: string) => readonly Fault[]

const saslFaults = (given: KafkaSecuritySettings, unused: Finder, needed: Finder): readonly Fault[] => {
  const { KAFKA_SECURITY_PROTOCOL: protocol, KAFKA_SASL_MECHANISM: mechanism } = given
  if (mechanism === undefined)
    return needed(
      ['KAFKA_SASL_MECHANISM'],
      `KAFKA_SECURITY_PROTOCOL is ${protocol}; it is one of PLAIN, SCRAM-SHA-256, SCRAM-SHA-512, OAUTHBEARER`,
    )
  const why = `KAFKA_SASL_MECHANISM is ${mechanism}`
  if (mechanism !== 'OAUTHBEARER') return [...needed(OF_PASSWORD, why), ...unused(OF_TOKEN, why)]
  return [...unused(OF_PASSWORD, why), ...tokenFaults(given, unused, needed)]
}

const tokenFaults = (given: KafkaSecuritySettings, unused: Finder, needed: Finder): readonly Fault[] => {
  const endpoint = given[ENDPOINT]
  if (given[TOKEN_FILE] !== undefined)
    return unused(
      OF_TOKEN.filter((name) => name !== TOKEN_FILE),
      `the token is read from ${TOKEN_FILE}; unset one of the two`,
    )
  if (endpoint === undefined) return needed([TOKEN_FILE], `KAFKA_SASL_MECHANISM is OAUTHBEARER; or set ${ENDPOINT}`)
  const { protocol, hostname } = new URL(endpoint)
  const isSafe = protocol === 'https:' || /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname)
  return [
    ...needed(OF_CLIENT, `${ENDPOINT} is`),
    ...(isSafe
      ? []
      : [{ path: ENDPOINT, message: 'must be https, or http on loopback: it is sent a secret' } as const]),
  ]
}
