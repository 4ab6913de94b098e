import type { Mechanism } from 'kafkajs'

const KVSEP = '\u0001'

/**
 * OAUTHBEARER (RFC 7628). kafkajs's own does not look at the broker's answer, which is where a token is refused, and goes on with
 * a connection that the broker then closes.
 */
export const oauthBearerMechanism = (token: () => Promise<string>): Mechanism => ({
  mechanism: 'OAUTHBEARER',
  authenticationProvider: ({ saslAuthenticate }) => ({
    authenticate: async () => {
      const exchange = (text: string): Promise<string> =>
        saslAuthenticate<string>({ request: requestOf(text), response: RESPONSE }) as Promise<string>
      const refusal = await exchange(`n,,${KVSEP}auth=Bearer ${await token()}${KVSEP}${KVSEP}`)
      if (refusal === '') return
      await exchange(KVSEP).catch(() => {}) // The broker ends the exchange, with the same refusal.
      throw saslFault(`the broker refused the token: ${refusal}`)
    },
  }),
})

/** Like what kafkajs throws where a broker refuses credentials. Its own class is typed as if it took no message. */
export const saslFault = (what: string): Error =>
  Object.assign(new Error(`SASL OAUTHBEARER authentication failed: ${what}`), {
    name: 'KafkaJSSASLAuthenticationError',
    retriable: false,
  })

/** Both ways the length comes first, in four bytes; nothing has no length, or -1. */
const requestOf = (text: string) => ({
  encode: () => {
    const bytes = Buffer.from(text)
    const length = Buffer.alloc(4)
    length.writeInt32BE(bytes.length)
    return Buffer.concat([length, bytes])
  },
})

const RESPONSE = {
  decode: (raw: Buffer) => raw,
  parse: (raw: Buffer) => (raw.length > 4 ? raw.subarray(4).toString('utf8') : ''),
}
