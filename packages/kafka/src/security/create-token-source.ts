import type { KafkaSecuritySettings, SettingFiles } from '@landfall/runtime'
import { z } from 'zod'
import { saslFault } from './oauth-bearer-mechanism.ts'
import { openSecretFile } from './read-secret-file.ts'

/** As OAuth 2.0 has it (RFC 6749, 5.1). */
const TokenAnswer = z.object({
  access_token: z.string().min(1),
  /** Seconds; absent: it is used once. */
  expires_in: z.coerce.number().min(0).default(0),
})
const ErrorAnswer = z.object({ error: z.string().regex(/^[a-z_]{1,40}$/) })

const ENDPOINT = 'KAFKA_SASL_OAUTHBEARER_TOKEN_ENDPOINT_URL'
const ASK_MS_MAX = 5_000
/** As Kafka's own clients do (`sasl.login.refresh.window.factor`). */
const RENEWED_AFTER = 0.8
/** Longer than a connection is authenticated again before its session ends: by then the token must be another. */
const LEFT_MS_MIN = 10_000

type Token = { readonly value: string; readonly renewAtMs: number; readonly endsAtMs: number }

/**
 * Returns the token to authenticate with: as a file has it now, or of the endpoint, asked again after 80 % of a token's life, or
 * 10 s before its end if that is earlier. While the endpoint does not answer, a token that has not ended is used on. Throws as SASL failing.
 */
export const createTokenSource = (
  settings: KafkaSecuritySettings,
  files: SettingFiles,
  clock: () => number = Date.now,
): (() => Promise<string>) => {
  const { KAFKA_SASL_OAUTHBEARER_TOKEN_FILE: tokenFile } = settings
  if (tokenFile !== undefined) {
    const read = openSecretFile(files, 'KAFKA_SASL_OAUTHBEARER_TOKEN_FILE', tokenFile)
    return async () => read()
  }
  const { KAFKA_SASL_OAUTHBEARER_CLIENT_SECRET_FILE: secretFile = '' } = settings
  const readSecret = openSecretFile(files, 'KAFKA_SASL_OAUTHBEARER_CLIENT_SECRET_FILE', secretFile)
  let current: Token | undefined
  let asking: Promise<Token> | undefined
  const askOnce = (): Promise<Token> => {
    asking ??= askForToken(settings, readSecret, clock).finally(() => {
      asking = undefined
    })
    return asking
  }
  return async () => {
    if (current === undefined || clock() >= current.renewAtMs) {
      const old = current
      current = await askOnce().catch((error: unknown) => {
        if (old === undefined || clock() >= old.endsAtMs) throw error
        return old
      })
    }
    return current.value
  }
}

const askForToken = async (
  settings: KafkaSecuritySettings,
  readSecret: () => string,
  clock: () => number,
): Promise<Token> => {
  const { [ENDPOINT]: endpoint = '', KAFKA_SASL_OAUTHBEARER_CLIENT_ID: id = '' } = settings
  const { KAFKA_SASL_OAUTHBEARER_SCOPE: scope } = settings
  const credentials = [id, readSecret()].map(encodeURIComponent).join(':')
  const askedMs = clock()
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(credentials).toString('base64')}`, accept: 'application/json' },
    body: new URLSearchParams({ grant_type: 'client_credentials', ...(scope !== undefined && { scope }) }),
    redirect: 'error', // The secret is for this address alone.
    signal: AbortSignal.timeout(ASK_MS_MAX),
  }).catch((error: Error) => {
    throw refused(endpoint, `does not answer: ${error.cause instanceof Error ? error.cause.message : error.message}`)
  })
  const answer: unknown = await response.json().catch(() => null)
  const { data: token } = TokenAnswer.safeParse(answer)
  if (response.ok && token !== undefined) {
    const lifeMs = token.expires_in * 1_000
    const renewAtMs = askedMs + Math.min(lifeMs * RENEWED_AFTER, lifeMs - LEFT_MS_MIN)
    return { value: token.access_token, renewAtMs, endsAtMs: askedMs + lifeMs }
  }
  const code = ErrorAnswer.safeParse(answer).data?.error ?? 'no token'
  throw refused(
    endpoint,
    `answered ${response.status}, ${code}: is the client of KAFKA_SASL_OAUTHBEARER_CLIENT_ID known to it?`,
  )
}

const refused = (endpoint: string, what: string): Error => saslFault(`${ENDPOINT} ${endpoint} ${what}`)
