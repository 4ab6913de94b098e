import { randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { LandfallError, type Logger } from '@landfall/runtime'

const KEY_BYTES = 32

/**
 * The key that sessions are signed with: one file beside the tokens for all services and instances, made by the first one.
 * Where it can be neither read nor made, a key of this process: its sessions then hold nowhere else.
 */
export const loadSessionKey = async (path: string, logger: Logger): Promise<Buffer> => {
  try {
    await writeFile(path, randomBytes(KEY_BYTES).toString('base64url'), { mode: 0o600, flag: 'wx' })
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code !== 'EEXIST') logger.warn({ event: 'session-key.not-written', path, reason: String(error) })
  }
  const text = await readFile(path, 'utf8').catch(() => null)
  if (text === null) return randomBytes(KEY_BYTES)
  const key = Buffer.from(text.trim(), 'base64url')
  if (key.length === KEY_BYTES) return key
  const doing = `the session key ${path} cannot be used: it holds ${key.length} bytes in base64url, not ${KEY_BYTES}`
  throw new LandfallError('LF_CONFIG_INVALID', doing, { retryable: false })
}
