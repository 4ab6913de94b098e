import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { freePort } from '../process/free-port.ts'
import { openDataFolder } from '../process/open-data-folder.ts'
import type { SupervisedProcess } from '../process/spawn-supervised.ts'
import { type Say, sayToTerminal } from '../process/with-progress.ts'
import { formatStorage, prepareKafka } from './prepare-kafka.ts'
import { type Listener, runBroker, writeProperties } from './run-broker.ts'

export type SecuredKafkaOptions = {
  /** PEM, of the broker; also what it trusts beside `clientCertificate`. */
  readonly certificate: string
  readonly key: string
  /** PEM, of the clients of the listener that asks for a certificate. */
  readonly clientCertificate: string
  /** Passwords by user, for PLAIN and SCRAM. All are refused whatever no ACL allows, except `superUser`. */
  readonly users: Readonly<Record<string, string>>
  readonly superUser: string
  readonly say?: Say
}

/** Addresses of one broker, as KAFKA_BROKERS has them. */
export type SecuredKafka = SupervisedProcess & {
  /** PLAINTEXT, where everybody may do everything. */
  readonly open: string
  /** SSL, with a certificate asked for: clients with one may do everything. */
  readonly ssl: string
  /** SASL_SSL. OAUTHBEARER takes unsigned tokens, whose `sub` is the user, for as long as they say. */
  readonly saslSsl: string
  readonly saslPlaintext: string
}

const MECHANISMS = ['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512', 'OAUTHBEARER']
const LOGIN = 'org.apache.kafka.common.security'

/** Starts a one-broker Kafka with TLS, users and ACLs beside an open listener; ready when this resolves. `stop` removes its data. For tests. */
export const startSecuredKafka = async (options: SecuredKafkaOptions): Promise<SecuredKafka> => {
  const { java } = await prepareKafka(options.say ?? sayToTerminal)
  const folder = await openDataFolder('kafka', undefined)
  await mkdir(folder.path, { recursive: true })
  const [port, ...others] = [await freePort(), await freePort(), await freePort(), await freePort()]
  const [ssl = 0, saslSsl = 0, saslPlaintext = 0] = others
  const listeners: readonly Listener[] = [
    { name: 'MTLS', protocol: 'SSL', port: ssl },
    { name: 'SASL_SSL', protocol: 'SASL_SSL', port: saslSsl },
    { name: 'SASL_PLAINTEXT', protocol: 'SASL_PLAINTEXT', port: saslPlaintext },
  ]
  const further = { listeners, settings: await securitySettings(folder.path, options) }
  await formatStorage(java, await writeProperties({ folder: folder.path, port, further }), scramArgs(options))
  const running = await runBroker({ java, folder: folder.path, port, further })
  const stop = async (deadlineMs?: number): Promise<void> => {
    await running.stop(deadlineMs)
    await folder.remove()
  }
  const [open, ...secured] = [port, ssl, saslSsl, saslPlaintext].map((each) => `127.0.0.1:${each}`)
  return {
    ...running,
    stop,
    open: open ?? '',
    ssl: secured[0] ?? '',
    saslSsl: secured[1] ?? '',
    saslPlaintext: secured[2] ?? '',
  }
}

const scramArgs = ({ users }: SecuredKafkaOptions): readonly string[] =>
  Object.entries(users).flatMap(([name, password]) =>
    ['SCRAM-SHA-256', 'SCRAM-SHA-512'].flatMap((mechanism) => [
      '--add-scram',
      `${mechanism}=[name=${name},password=${password}]`,
    ]),
  )

/** Key and trusted certificates are PEM files, which Kafka takes since 2.7. */
const securitySettings = async (
  folder: string,
  options: SecuredKafkaOptions,
): Promise<Readonly<Record<string, string>>> => {
  const { certificate, key, clientCertificate, users, superUser } = options
  const [keyStore, trustStore] = [join(folder, 'broker.pem'), join(folder, 'trusted.pem')]
  await writeFile(keyStore, `${key}${certificate}`)
  await writeFile(trustStore, `${certificate}${clientCertificate}`)
  const passwords = Object.entries(users).map(([name, password]) => ` user_${name}="${password}"`)
  const ofListener = (name: string): Record<string, string> => ({
    [`listener.name.${name}.sasl.enabled.mechanisms`]: MECHANISMS.join(),
    [`listener.name.${name}.plain.sasl.jaas.config`]: `${LOGIN}.plain.PlainLoginModule required${passwords.join('')};`,
    [`listener.name.${name}.scram-sha-256.sasl.jaas.config`]: `${LOGIN}.scram.ScramLoginModule required;`,
    [`listener.name.${name}.scram-sha-512.sasl.jaas.config`]: `${LOGIN}.scram.ScramLoginModule required;`,
    [`listener.name.${name}.oauthbearer.sasl.jaas.config`]: `${LOGIN}.oauthbearer.OAuthBearerLoginModule required unsecuredLoginStringClaim_sub="broker";`,
    [`listener.name.${name}.oauthbearer.connections.max.reauth.ms`]: '3600000',
  })
  return {
    'ssl.keystore.type': 'PEM',
    'ssl.keystore.location': keyStore,
    'ssl.truststore.type': 'PEM',
    'ssl.truststore.location': trustStore,
    'listener.name.mtls.ssl.client.auth': 'required',
    'listener.name.mtls.ssl.principal.mapping.rules': `RULE:^.*$/${superUser}/`,
    ...ofListener('sasl_ssl'),
    ...ofListener('sasl_plaintext'),
    'authorizer.class.name': 'org.apache.kafka.metadata.authorizer.StandardAuthorizer',
    'super.users': `User:ANONYMOUS;User:${superUser}`,
  }
}
