import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createHealth, createLogger, createSettingFiles } from '@landfall/runtime'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createAccess } from './create-access.ts'
import { addToken, readTokensFile, removeToken, type TokenWish } from './read-tokens-file.ts'
import { openSessionLog } from './sessions/open-session-log.ts'
import { aSessionTopic } from './testing/a-session-topic.ts'

const logger = createLogger({ name: 'test', level: 'silent' })
const MINUTE_MS = 60_000
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
    expect(text).not.toContain(secret.slice('landfall_0123456789_'.length))
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
    const health = createHealth()
    const access = await createAccess({ tokensFile, logger, files: createSettingFiles({ health }) })
    await writeFile(tokensFile, '{"tokens": [{"role":')
    await access.reload()
    expect(access.bySecret(secret)).not.toBeNull()
    expect(health.check().parts['files']?.detail).toContain(`TOKENS_FILE ${tokensFile} cannot be used`)
    await add({ name: 'ben' }).catch(() => writeFile(tokensFile, '{"tokens": []}'))
    await access.reload()
    expect([access.bySecret(secret), health.check().parts]).toEqual([null, { files: { ok: true } }])
    access.close()
  })

  test.each([
    ['no source', { role: 'feeder' }, 'source id'],
    ['a role nobody has', { role: 'admin' }, 'role'],
    ['a source id with a slash', { role: 'feeder', sourceId: 'a/b' }, 'sourceId'],
    ['an empty name', { name: ' ' }, 'name'],
    ['a name that hides something', { name: 'an\u3164na' }, 'U+3164'],
    ['a source id that hides something', { role: 'feeder', sourceId: 'r\u115F1' }, 'U+115F'],
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
  let nowMs: number
  let topic: ReturnType<typeof aSessionTopic>
  let open: AsyncDisposableStack
  beforeEach(() => {
    nowMs = NOW_MS
    topic = aSessionTopic()
    open = new AsyncDisposableStack()
  })
  afterEach(() => open.disposeAsync())

  const anInstance = async () => {
    const clock = (): number => nowMs
    const sessionLog = open.adopt(openSessionLog({ ...topic, logger, clock }), (log) => log.close())
    await expect.poll(() => sessionLog.isRead()).toBe(true)
    const access = await createAccess({ tokensFile, logger, clock, sessionLog, sessionIdleMs: 30 * MINUTE_MS })
    open.defer(access.close)
    return access
  }
  const begin = async () => {
    const { id } = await add()
    const access = await anInstance()
    return { id, access, ...access.beginSession({ id, name: 'anna', role: 'operator', sourceId: null }) }
  }
  const OVER = { state: 'over' }

  test('are valid on every instance with the key file, for 12 hours at most, however busy', async () => {
    const { id, value, expiresAtMs, access } = await begin()
    const second = await anInstance()
    expect(second.bySession(value)).toMatchObject({ state: 'valid', principal: { id } })
    let cookie = value
    for (; nowMs < expiresAtMs; nowMs += 20 * MINUTE_MS) {
      const read = access.bySession(cookie)
      expect(read.state).toBe('valid')
      cookie = (read.state === 'valid' && read.renewed) || cookie
    }
    expect([access, second].map((one) => one.bySession(cookie))).toEqual([OVER, OVER])
  })

  test('without a request for 30 minutes a session is over, unless its page is connected', async () => {
    const { value, access } = await begin()
    nowMs += 30 * MINUTE_MS - 1
    const read = access.bySession(value)
    expect(read).toMatchObject({ state: 'valid', renewed: expect.any(String) })
    nowMs += 1
    expect(access.bySession(value)).toEqual(OVER)
    expect(access.bySession(value, true)).toMatchObject({ state: 'valid' })
    expect(access.bySession((read.state === 'valid' && read.renewed) || '')).toMatchObject({
      state: 'valid',
      renewed: null,
    })
  })

  test('logging out ends a session, all its copies and renewals, on every instance; another of the token goes on', async () => {
    const { id, value, access } = await begin()
    const other = access.beginSession({ id, name: 'anna', role: 'operator', sourceId: null })
    nowMs += 5 * MINUTE_MS
    const read = access.bySession(value)
    const renewed = (read.state === 'valid' && read.renewed) || ''
    const second = await anInstance()
    access.endSession(value)
    await expect.poll(() => second.bySession(value)).toEqual(OVER)
    for (const one of [access, second, await anInstance()]) {
      expect([value, renewed].map((copy) => one.bySession(copy, true))).toEqual([OVER, OVER])
      expect(one.bySession(other.value)).toMatchObject({ state: 'valid' })
    }
  })

  test('a session that is forged, changed or extended is refused, and ends nothing', async () => {
    const { value, access } = await begin()
    const [tokenId, sessionId, beganAt, activeAt, signature] = value.split('.')
    const wrong = [
      '',
      '..',
      '....',
      value.slice(0, -2),
      `${tokenId}.${sessionId}.${Number(beganAt) + 1}.${activeAt}.${signature}`,
      `${tokenId}.${sessionId}.${beganAt}.${Number(activeAt) + 1}.${signature}`,
      `${tokenId}.x.${beganAt}.${activeAt}.${signature}`,
      `x.${sessionId}.${beganAt}.${activeAt}.${signature}`,
    ]
    for (const changed of wrong) {
      expect(access.bySession(changed)).toEqual(OVER)
      access.endSession(changed)
    }
    expect(access.bySession(value)).toMatchObject({ state: 'valid' })
  })

  test('end with their token', async () => {
    const { id, value, access } = await begin()
    await removeToken(tokensFile, id)
    await access.reload()
    expect(access.bySession(value, true)).toEqual(OVER)
  })

  test('until the log-outs have been read, a service cannot say whether one is valid', async () => {
    const { value } = await begin()
    const starting = aSessionTopic({ holdsBack: true })
    const clock = (): number => nowMs
    const sessionLog = open.adopt(openSessionLog({ ...starting, logger, clock }), (log) => log.close())
    const access = await createAccess({ tokensFile, logger, clock, sessionLog })
    open.defer(access.close)
    expect(access.bySession(value)).toEqual({ state: 'not-ready' })
    starting.release()
    await expect.poll(() => access.bySession(value)).toMatchObject({ state: 'valid' })
  })

  test('a service that follows no log-outs accepts none', async () => {
    const { value } = await begin()
    const access = await createAccess({ tokensFile, logger, clock: () => nowMs })
    open.defer(access.close)
    expect(access.bySession(value)).toEqual(OVER)
  })
})
