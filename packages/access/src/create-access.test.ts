import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createLogger } from '@landfall/runtime'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createAccess } from './create-access.ts'
import { addToken, readTokensFile, removeToken, type TokenWish } from './read-tokens-file.ts'

const logger = createLogger({ name: 'test', level: 'silent' })
const NOW_MS = Date.parse('2026-11-23T09:00:00.000Z')
let folder: string
let tokensFile: string
const add = (wish: Partial<TokenWish> = {}) => addToken(tokensFile, { name: 'anna', role: 'operator', ...wish }, NOW_MS)

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'landfall-access-'))
  tokensFile = join(folder, 'tokens.json')
})
afterEach(() => rm(folder, { recursive: true }))

describe('tokens', () => {
  test('the file holds a hash and never the secret, and is the owner’s alone', async () => {
    const { secret } = await add()
    const text = await readFile(tokensFile, 'utf8')
    expect(text).not.toContain(secret)
    expect(text).not.toContain(secret.split('_').slice(2).join('_'))
    expect((await stat(tokensFile)).mode & 0o077).toBe(0)
  })

  test('the session key is created with the first token and stays, so that services need not write there', async () => {
    await add()
    const key = await readFile(`${tokensFile}.session-key`, 'utf8')
    expect(Buffer.from(key, 'base64url')).toHaveLength(32)
    expect((await stat(`${tokensFile}.session-key`)).mode & 0o077).toBe(0)
    await add({ name: 'ben' })
    const access = await createAccess({ tokensFile, logger })
    access.close()
    expect(await readFile(`${tokensFile}.session-key`, 'utf8')).toBe(key)
  })

  test('a secret is accepted, a changed or unknown one is not', async () => {
    const { id, secret } = await add()
    const access = await createAccess({ tokensFile, logger })
    expect(access.bySecret(secret)).toMatchObject({ id, name: 'anna', role: 'operator' })
    const last = secret.at(-1) === 'A' ? 'B' : 'A'
    for (const wrong of [secret.slice(0, -1) + last, `landfall_0123456789_${'A'.repeat(43)}`, '', 'x', `${secret} `]) {
      expect(access.bySecret(wrong)).toBeNull()
    }
    access.close()
  })

  test('an expired or removed token is refused', async () => {
    const over = await add({ expiresAt: '2026-11-23T09:00:01.000Z' })
    const gone = await add({ name: 'ben' })
    let nowMs = NOW_MS
    const access = await createAccess({ tokensFile, logger, clock: () => nowMs })
    expect(access.bySecret(over.secret)).not.toBeNull()
    nowMs += 1_000
    expect(access.bySecret(over.secret)).toBeNull()
    expect(await removeToken(tokensFile, gone.id)).toBe(true)
    await access.reload()
    expect(access.bySecret(gone.secret)).toBeNull()
    access.close()
  })

  test('a change of the file is noticed without a restart', async () => {
    await add()
    const access = await createAccess({ tokensFile, logger })
    const { secret } = await add({ name: 'ben' })
    await expect.poll(() => access.bySecret(secret)?.name).toBe('ben')
    access.close()
  })

  test('a file that becomes invalid while the service runs changes nothing', async () => {
    const { secret } = await add()
    const access = await createAccess({ tokensFile, logger })
    await writeFile(tokensFile, '{"tokens": [{"role":')
    await access.reload()
    expect(access.bySecret(secret)).not.toBeNull()
    access.close()
  })

  test.each([
    ['no source', { role: 'feeder' }, 'source id'],
    ['a role nobody has', { role: 'admin' }, 'role'],
    ['a source id with a slash', { role: 'feeder', sourceId: 'a/b' }, 'sourceId'],
    ['an empty name', { name: ' ' }, 'name'],
  ])('a wish with %s is refused', async (_what, wish, said) => {
    await expect(add(wish as Partial<TokenWish>)).rejects.toThrow(said)
    await expect(readTokensFile(tokensFile)).rejects.toThrow('cannot be used')
  })

  test('a name belongs to one valid token, and is free again once that is over or removed', async () => {
    const { id } = await add({ name: 'Duty desk' })
    for (const name of ['Duty desk', 'duty desk', ' Duty desk ']) await expect(add({ name })).rejects.toThrow(id)
    expect(await readTokensFile(tokensFile)).toHaveLength(1)
    await removeToken(tokensFile, id)
    await add({ name: 'Duty desk', expiresAt: new Date(NOW_MS).toISOString() })
    await add({ name: 'Duty desk' })
  })

  test('without a tokens file everybody is the local operator', async () => {
    const access = await createAccess({ logger })
    expect(access.isOpen).toBe(true)
  })
})

describe('sessions', () => {
  test('are valid on every instance with the key file, until they expire', async () => {
    const { id } = await add()
    let nowMs = NOW_MS
    const first = await createAccess({ tokensFile, logger, clock: () => nowMs })
    const second = await createAccess({ tokensFile, logger, clock: () => nowMs })
    const principal = { id, name: 'anna', role: 'operator', sourceId: null } as const
    const { value, expiresAtMs } = first.beginSession(principal)
    expect(second.bySession(value)).toMatchObject({ id })
    nowMs = expiresAtMs
    expect(second.bySession(value)).toBeNull()
    first.close()
    second.close()
  })

  test('a session that is forged, changed or extended is refused', async () => {
    const { id } = await add()
    const access = await createAccess({ tokensFile, logger, clock: () => NOW_MS })
    const { value } = access.beginSession({ id, name: 'anna', role: 'operator', sourceId: null })
    const [tokenId, expiry, signature] = value.split('.')
    const wrong = [
      '',
      '..',
      value.slice(0, -2),
      `${tokenId}.${Number(expiry) + 1}.${signature}`,
      `x.${expiry}.${signature}`,
    ]
    for (const changed of wrong) expect(access.bySession(changed)).toBeNull()
    access.close()
  })

  test('end with their token', async () => {
    const { id } = await add()
    const access = await createAccess({ tokensFile, logger, clock: () => NOW_MS })
    const { value } = access.beginSession({ id, name: 'anna', role: 'operator', sourceId: null })
    await removeToken(tokensFile, id)
    await access.reload()
    expect(access.bySession(value)).toBeNull()
    access.close()
  })
})
