import { readFile } from 'node:fs/promises'
import { ChangesWanted, describeIssue, FeedFilter } from '@landfall/contracts'
import { LandfallError, unusableFile } from '@landfall/runtime'
import { z } from 'zod'

const SECRET_CHARACTERS_MIN = 16
const WEBHOOKS_MAX = 100

const isSafeUrl = (text: string): boolean => {
  const { protocol, hostname } = URL.parse(text) ?? { protocol: 'https:', hostname: '' } // What is no URL is refused as that.
  return protocol === 'https:' || (protocol === 'http:' && /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname))
}

/** That of the feed; `changes` also leaves out versions that say nothing new that matters. */
export const WebhookFilter = FeedFilter.extend({ changes: ChangesWanted.optional() })
export type WebhookFilter = Readonly<z.infer<typeof WebhookFilter>>

const Webhook = z.strictObject({
  /** Names the consumer group, so a new id starts from `from` again. */
  id: z.string().regex(/^[a-z0-9-]{1,40}$/, 'must be 1 to 40 of a-z, 0-9 and -'),
  url: z.url('must be a URL, as https://example.org/hook').refine(isSafeUrl, 'must be https, or http on loopback'),
  /** A file with the secret that signs the requests; at least 16 characters. */
  secretFile: z.string().min(1),
  /** Where a webhook without a committed offset starts. */
  from: z.enum(['now', 'beginning']).default('now'),
  filter: WebhookFilter.default({}),
})
const WebhooksFile = z.strictObject({ webhooks: z.array(Webhook).min(1).max(WEBHOOKS_MAX) })

export type WebhookSpec = Omit<z.infer<typeof Webhook>, 'secretFile'> & { readonly secret: string }

/** Reads WEBHOOKS_FILE and the secrets it names. Throws LF_CONFIG_INVALID, naming file, field, value and what to do. */
export const readWebhooks = async (path: string): Promise<readonly WebhookSpec[]> => {
  try {
    const { webhooks } = parseWebhooks(await readFile(path, 'utf8'), path)
    return await Promise.all(
      webhooks.map(async ({ secretFile, ...spec }) => ({ ...spec, secret: await readSecret(secretFile) })),
    )
  } catch (error) {
    throw unusableFile(`WEBHOOKS_FILE ${path}`, error)
  }
}

const parseWebhooks = (text: string, path: string): z.infer<typeof WebhooksFile> => {
  const refused = (reason: string): LandfallError =>
    new LandfallError('LF_CONFIG_INVALID', `WEBHOOKS_FILE ${path} cannot be used: ${reason}`, { retryable: false })
  let given: unknown
  try {
    given = JSON.parse(text)
  } catch (cause) {
    throw refused(`is not JSON: ${String(cause)}; it must be {"webhooks": […]}`)
  }
  const read = WebhooksFile.safeParse(given, { reportInput: true })
  if (!read.success) throw refused(describeIssue(read.error, given, 'file').reason)
  const ids = read.data.webhooks.map(({ id }) => id)
  const index = ids.findIndex((id, at) => ids.indexOf(id) !== at)
  if (index !== -1)
    throw refused(`webhooks.${index}.id ${JSON.stringify(ids[index])}: is there twice; each must be another`)
  return read.data
}

const readSecret = async (path: string): Promise<string> => {
  const secret = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw unusableFile(`secretFile ${path}`, cause)
  })
  if (secret.trim().length >= SECRET_CHARACTERS_MIN) return secret.trim()
  throw new Error(`secretFile ${path}: must hold at least ${SECRET_CHARACTERS_MIN} characters`)
}
