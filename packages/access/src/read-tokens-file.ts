import { randomUUID } from 'node:crypto'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { hiddenFault, parseWireTime, SourceId, WrittenTime } from '@landfall/contracts'
import { LandfallError, unusableFile } from '@landfall/runtime'
import { z } from 'zod'
import { createTokenSecret } from './create-token-secret.ts'
import { QuotaChanges } from './quotas.ts'
import { Role } from './role.ts'
import { ensureSessionKey, sessionKeyOf } from './sessions/load-session-key.ts'

const TOKENS_MAX = 10_000

const Token = z.strictObject({
  id: z.string().regex(/^[0-9a-f]{10}$/),
  name: z
    .string()
    .trim()
    .min(1)
    .max(64)
    .regex(/^[^/\p{C}]+$/u, 'must be printable, without a slash'),
  role: Role,
  hash: z.string().regex(/^sha256:[0-9a-f]{64}$/),
  sourceId: SourceId.nullable(), // `*` is a source id too, and means any.
  createdAt: WrittenTime,
  expiresAt: WrittenTime.nullable(),
  quotas: QuotaChanges.optional(),
})
/** A token as stored in the file: everything but the secret. */
export type Token = Readonly<z.infer<typeof Token>>

const TokensFile = z.strictObject({ tokens: z.array(Token).max(TOKENS_MAX) })

/** Throws LF_CONFIG_INVALID for a file that is missing or cannot be used. */
export const readTokensFile = async (path: string): Promise<readonly Token[]> => {
  try {
    return TokensFile.parse(JSON.parse(await readFile(path, 'utf8'))).tokens
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw unusableFile(`TOKENS_FILE ${path}`, error)
    const why = z.prettifyError(error)
    throw new LandfallError('LF_CONFIG_INVALID', `TOKENS_FILE ${path} cannot be used: ${why}`, {
      retryable: false,
      cause: error,
    })
  }
}

export type TokenWish = {
  readonly name: string
  readonly role: Role
  /** A feeder must have one; `*` for any. */
  readonly sourceId?: string | null
  readonly expiresAt?: string | null
  /** Where they differ from the service's. */
  readonly quotas?: QuotaChanges | undefined
}

/**
 * Adds a token to the file and returns its secret, which is shown this once only. Throws LF_CONFIG_INVALID for a wish that cannot
 * be met, as for the name of a token that is still valid: actions and reports are attributed by it. Creates the file and the session key beside
 * it if missing, so that services need no permission to write to the folder.
 */
export const addToken = async (
  path: string,
  wish: TokenWish,
  nowMs: number,
): Promise<{ id: string; secret: string }> => {
  const { id, secret, hash } = createTokenSecret()
  const { name, role, sourceId = null, expiresAt = null, quotas } = wish
  if (role === 'feeder' && sourceId === null) throw refusedWish('a feeder needs the source id that it writes as')
  const parsed = Token.safeParse({
    id,
    name,
    role,
    hash,
    sourceId,
    expiresAt,
    createdAt: new Date(nowMs).toISOString(),
    ...(quotas !== undefined && { quotas }),
  })
  if (!parsed.success) throw refusedWish(z.prettifyError(parsed.error))
  const fault = hiddenFault(name) ?? hiddenFault(sourceId ?? '')
  if (fault !== null) throw refusedWish(`name and source id ${fault}`)
  const tokens = await readIfThere(path)
  const holder = tokens.find((token) => isCurrent(token, nowMs) && isSameName(token.name, parsed.data.name))
  if (holder !== undefined) {
    throw refusedWish(`${JSON.stringify(holder.name)} is the name of token ${holder.id}, which is still valid`)
  }
  await writeTokens(path, [...tokens, parsed.data])
  await ensureSessionKey(sessionKeyOf(path))
  return { id, secret }
}

/** False when there is no such token. */
export const removeToken = async (path: string, id: string): Promise<boolean> => {
  const tokens = await readTokensFile(path)
  const rest = tokens.filter((token) => token.id !== id)
  if (rest.length === tokens.length) return false
  await writeTokens(path, rest)
  return true
}

/** Whether the token is accepted at this time. */
export const isCurrent = ({ expiresAt }: Token, nowMs: number): boolean =>
  expiresAt === null || nowMs < parseWireTime(expiresAt)

/** What people would read as the same name. */
const isSameName = (a: string, b: string): boolean => fold(a) === fold(b)
const fold = (name: string): string => name.normalize('NFKC').toLowerCase()

const refusedWish = (why: string): LandfallError =>
  new LandfallError('LF_CONFIG_INVALID', `no token was made: ${why}`, { retryable: false })

const readIfThere = async (path: string): Promise<readonly Token[]> => {
  try {
    return await readTokensFile(path)
  } catch (error) {
    const cause = error instanceof LandfallError ? error.cause : undefined
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return []
    throw error
  }
}

/** Renamed into place: a service that reads it at that moment sees the old or the new file, never half of one. */
const writeTokens = async (path: string, tokens: readonly Token[]): Promise<void> => {
  const draft = `${path}.${randomUUID()}.new`
  await writeFile(draft, `${JSON.stringify({ tokens }, null, 2)}\n`, { mode: 0o600 })
  await rename(draft, path)
}
