import { randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { LandfallError, type Logger } from '@landfall/runtime'

const KEY_BYTES = 32

/** The default of SESSION_KEY_FILE: beside the tokens. */
export const sessionKeyOf = (tokensFile: string): string => `${tokensFile}.session-key`

/**
 * The key that signs sessions: one file for all services and instances, created with the first token or by the first
 * service. If it can be neither read nor created, a key of this process, whose sessions are then valid nowhere else.
 */
export const loadSessionKey = async (path: string, logger: Logger): Promise<Buffer> => {
  const text = (await readKey(path)) ?? (await makeKey(path, logger))
  if (text === null) return randomBytes(KEY_BYTES)
  const key = Buffer.from(text.trim(), 'base64url')
  if (key.length === KEY_BYTES) return key
  const doing = `the session key ${path} cannot be used: it holds ${key.length} bytes in base64url, not ${KEY_BYTES}`
  throw new LandfallError('LF_CONFIG_INVALID', doing, { retryable: false })
}

/** Creates the key if there is none. Of two callers at once, one does. */
export const ensureSessionKey = async (path: string): Promise<void> => {
  const text = randomBytes(KEY_BYTES).toString('base64url')
  await writeFile(path, text, { mode: 0o600, flag: 'wx' }).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  })
}

const readKey = (path: string): Promise<string | null> => readFile(path, 'utf8').catch(() => null)

const makeKey = async (path: string, logger: Logger): Promise<string | null> => {
  try {
    await ensureSessionKey(path)
  } catch (error) {
    logger.warn({ event: 'session-key.not-written', path, reason: String(error) })
  }
  return readKey(path)
}
