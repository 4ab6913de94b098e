/** What of a failure says where its cause may be. */
type Failure = { readonly name: string; readonly message: string; readonly type?: string; readonly code?: unknown }

const NO_AUTHORITY: ReadonlySet<unknown> = new Set([
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'CERT_SIGNATURE_FAILURE',
  'INVALID_CA',
])

/** Which settings, or which ACLs, to look at after this failure of a connection or a request; undefined where that is not the cause. */
export const securityHint = ({ name, message, type, code }: Failure): string | undefined => {
  if (NO_AUTHORITY.has(code)) return 'KAFKA_SSL_CA_FILE does not hold the authority of the broker’s certificate'
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID')
    return 'connect by a name in the certificate, or set KAFKA_SSL_SERVER_NAME to one'
  if (code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID') return 'that is the broker’s certificate'
  if (message.includes(HUNG_UP) || (typeof code === 'string' && /^(EPROTO$|ERR_SSL_)/.test(code)))
    return handshakeHint(message)
  if (name === 'KafkaJSSASLAuthenticationError') return credentialsHint(message)
  if (name === 'KafkaJSConnectionClosedError')
    return 'if that happens at every try, KAFKA_SECURITY_PROTOCOL is not that of the listener, or it asks for KAFKA_SSL_CERT_FILE'
  if (type?.endsWith('_AUTHORIZATION_FAILED')) return 'the ACLs needed are in docs/kafka-acls.md'
  return undefined
}

/** Node.js says so where the other side hangs up. */
const HUNG_UP = 'before secure TLS connection was established'

/** OpenSSL's words are in the message; its code is that of whatever was done when it failed. */
const handshakeHint = (message: string): string =>
  /\balert\b/.test(message)
    ? 'the broker refused KAFKA_SSL_CERT_FILE, or asks for one'
    : 'KAFKA_SECURITY_PROTOCOL asks for TLS, and the listener may have none'

const credentialsHint = (message: string): string | undefined => {
  if (message.includes('KAFKA_')) return undefined
  if (message.includes('mechanism is not supported')) return 'that is KAFKA_SASL_MECHANISM'
  if (message.includes('OAUTHBEARER'))
    return 'it is of KAFKA_SASL_OAUTHBEARER_TOKEN_FILE, or of KAFKA_SASL_OAUTHBEARER_TOKEN_ENDPOINT_URL'
  return 'see KAFKA_SASL_USERNAME and KAFKA_SASL_PASSWORD_FILE'
}
