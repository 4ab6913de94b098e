import { expect, test } from 'vitest'
import { z } from 'zod'
import { kafkaSecuritySettings, refuseKafkaContradictions } from './kafka-security-settings.ts'
import { readConfig } from './read-config.ts'

const Config = z.object(kafkaSecuritySettings).superRefine(refuseKafkaContradictions)

const SSL = { KAFKA_SECURITY_PROTOCOL: 'SSL' }
const SASL = { KAFKA_SECURITY_PROTOCOL: 'SASL_SSL' }
const PASSWORD = { KAFKA_SASL_USERNAME: 'ingest', KAFKA_SASL_PASSWORD_FILE: '/run/password' }
const TOKEN_FILE = { KAFKA_SASL_OAUTHBEARER_TOKEN_FILE: '/run/token' }
const BEARER = { ...SASL, KAFKA_SASL_MECHANISM: 'OAUTHBEARER' }
const CLIENT = {
  KAFKA_SASL_OAUTHBEARER_TOKEN_ENDPOINT_URL: 'https://id.example/token',
  KAFKA_SASL_OAUTHBEARER_CLIENT_ID: 'ingest',
  KAFKA_SASL_OAUTHBEARER_CLIENT_SECRET_FILE: '/run/secret',
}

test.each<[string, Record<string, string>]>([
  ['nothing', {}],
  ['TLS', SSL],
  ['a client certificate', { ...SSL, KAFKA_SSL_CERT_FILE: 'cert.pem', KAFKA_SSL_KEY_FILE: 'key.pem' }],
  ['a password', { ...SASL, KAFKA_SASL_MECHANISM: 'SCRAM-SHA-512', ...PASSWORD, KAFKA_SSL_CA_FILE: 'ca.pem' }],
  ['a token of a file', { ...BEARER, ...TOKEN_FILE }],
  ['a token of an endpoint', { ...BEARER, ...CLIENT, KAFKA_SASL_OAUTHBEARER_SCOPE: 'kafka' }],
  ['an endpoint on loopback', { ...BEARER, ...CLIENT, KAFKA_SASL_OAUTHBEARER_TOKEN_ENDPOINT_URL: 'http://[::1]:80/' }],
])('%s is taken', (_title, env) => {
  expect(readConfig(Config, env)).toMatchObject(env)
})

test.each<[string, Record<string, string>, string]>([
  ['an unknown protocol', { KAFKA_SECURITY_PROTOCOL: 'TLS' }, 'KAFKA_SECURITY_PROTOCOL: '],
  [
    'an authority without TLS',
    { KAFKA_SSL_CA_FILE: 'ca.pem' },
    'KAFKA_SSL_CA_FILE: is not used: KAFKA_SECURITY_PROTOCOL is PLAINTEXT; SSL or SASL_SSL uses it (given: "ca.pem")',
  ],
  [
    'a password without SASL',
    { ...SSL, ...PASSWORD },
    'KAFKA_SASL_PASSWORD_FILE: is not used: KAFKA_SECURITY_PROTOCOL is SSL; SASL_SSL or SASL_PLAINTEXT uses it',
  ],
  [
    'a name without TLS',
    {
      KAFKA_SECURITY_PROTOCOL: 'SASL_PLAINTEXT',
      KAFKA_SASL_MECHANISM: 'PLAIN',
      ...PASSWORD,
      KAFKA_SSL_SERVER_NAME: 'k',
    },
    'KAFKA_SSL_SERVER_NAME: is not used',
  ],
  [
    'a key without its certificate',
    { ...SSL, KAFKA_SSL_KEY_FILE: 'key.pem' },
    'KAFKA_SSL_CERT_FILE: must be set: KAFKA_SSL_KEY_FILE is (not set)',
  ],
  [
    'a certificate without its key',
    { ...SSL, KAFKA_SSL_CERT_FILE: 'cert.pem' },
    'KAFKA_SSL_KEY_FILE: must be set: KAFKA_SSL_CERT_FILE is (not set)',
  ],
  [
    'SASL without a mechanism',
    SASL,
    'KAFKA_SASL_MECHANISM: must be set: KAFKA_SECURITY_PROTOCOL is SASL_SSL; it is one of PLAIN, SCRAM-SHA-256, SCRAM-SHA-512, OAUTHBEARER (not set)',
  ],
  [
    'no password',
    { ...SASL, KAFKA_SASL_MECHANISM: 'PLAIN', KAFKA_SASL_USERNAME: 'ingest' },
    'KAFKA_SASL_PASSWORD_FILE: must be set: KAFKA_SASL_MECHANISM is PLAIN (not set)',
  ],
  [
    'a token beside a password',
    { ...SASL, KAFKA_SASL_MECHANISM: 'PLAIN', ...PASSWORD, ...TOKEN_FILE },
    'KAFKA_SASL_OAUTHBEARER_TOKEN_FILE: is not used: KAFKA_SASL_MECHANISM is PLAIN',
  ],
  [
    'a password beside a token',
    { ...BEARER, ...TOKEN_FILE, ...PASSWORD },
    'KAFKA_SASL_USERNAME: is not used: KAFKA_SASL_MECHANISM is OAUTHBEARER',
  ],
  [
    'no token',
    BEARER,
    'KAFKA_SASL_OAUTHBEARER_TOKEN_FILE: must be set: KAFKA_SASL_MECHANISM is OAUTHBEARER; or set KAFKA_SASL_OAUTHBEARER_TOKEN_ENDPOINT_URL (not set)',
  ],
  [
    'tokens of two kinds',
    { ...BEARER, ...TOKEN_FILE, ...CLIENT },
    'KAFKA_SASL_OAUTHBEARER_TOKEN_ENDPOINT_URL: is not used: the token is read from KAFKA_SASL_OAUTHBEARER_TOKEN_FILE; unset one of the two',
  ],
  [
    'an endpoint without a secret',
    { ...BEARER, ...CLIENT, KAFKA_SASL_OAUTHBEARER_CLIENT_SECRET_FILE: undefined as never },
    'KAFKA_SASL_OAUTHBEARER_CLIENT_SECRET_FILE: must be set',
  ],
  [
    'a secret sent in the clear',
    { ...BEARER, ...CLIENT, KAFKA_SASL_OAUTHBEARER_TOKEN_ENDPOINT_URL: 'http://id.example/' },
    'KAFKA_SASL_OAUTHBEARER_TOKEN_ENDPOINT_URL: must be https, or http on loopback: it is sent a secret (given: "http://id.example/")',
  ],
])('%s is refused', (_title, env, message) => {
  expect(() => readConfig(Config, env)).toThrow(message)
})
