import { readFile } from 'node:fs/promises'
import { FeedFilter } from '@landfall/contracts'
import { LandfallError, unusableFile } from '@landfall/runtime'
import { z } from 'zod'

const SECRET_CHARACTERS_MIN = 16
const WEBHOOKS_MAX = 100

const isSafeUrl = (text: string): boolean => {
  const { protocol, hostname } = new URL(text)
  return protocol === 'https:' || (protocol === 'http:' && /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname))
}

const Webhook = z.strictObject({
  /** Names the consumer group, so a new id starts from `from` again. */
  id: z.string().regex(/^[a-z0-9-]{1,40}$/, 'must be 1 to 40 of a-z, 0-9 and -'),
  url: z.url().refine(isSafeUrl, 'must be https, or http on loopback'),
  /** A file with the secret that signs the requests; at least 16 characters. */
  secretFile: z.string().min(1),
  /** Where a webhook without a committed offset starts. */
  from: z.enum(['now', 'beginning']).default('now'),
  filter: FeedFilter.default({}),
})
const WebhooksFile = z.strictObject({ webhooks: z.array(Webhook).min(1).max(WEBHOOKS_MAX) })

export type WebhookSpec = Omit<z.infer<typeof Webhook>, 'secretFile'> & { readonly secret: string }

/** Reads WEBHOOKS_FILE and the secrets it names. Throws LF_CONFIG_INVALID, naming file and field. */
export const readWebhooks = async (path: string): Promise<readonly WebhookSpec[]> => {
  try {
    const { webhooks } = WebhooksFile.parse(JSON.parse(await readFile(path, 'utf8')))
    const ids = webhooks.map(({ id }) => id)
    const duplicate = ids.find((id, index) => ids.indexOf(id) !== index)
    if (duplicate !== undefined) throw new Error(`id: ${duplicate} occurs twice`)
    return await Promise.all(
      webhooks.map(async ({ secretFile, ...spec }) => ({ ...spec, secret: await readSecret(secretFile) })),
    )
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw unusableFile(`WEBHOOKS_FILE ${path}`, error)
    const message = `WEBHOOKS_FILE ${path} cannot be used: ${z.prettifyError(error)}`
    throw new LandfallError('LF_CONFIG_INVALID', message, { retryable: false, cause: error })
  }
}

const readSecret = async (path: string): Promise<string> => {
  const secret = (await readFile(path, 'utf8')).trim()
  if (secret.length >= SECRET_CHARACTERS_MIN) return secret
  throw new Error(`secretFile ${path}: must hold at least ${SECRET_CHARACTERS_MIN} characters`)
}
