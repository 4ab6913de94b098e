import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createServer, type TlsOptions } from 'node:tls'
import { freePort, startRedis } from '@landfall/infra-local'
import { createLogger } from '@landfall/runtime'
import { createSelfSigned, waitFor } from '@landfall/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connectRedis, type RedisHandle } from '../connect-redis.ts'
import { openPartitionStore } from '../open-partition-store.ts'
import { askRedis } from '../testing/ask-redis.ts'
import type { RedisAccessSettings } from './open-redis-access.ts'

const open = new AsyncDisposableStack()
const { cert, key } = createSelfSigned()
const stranger = createSelfSigned()
let folder: string
let port: number

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'landfall-redis-'))
  open.defer(() => rm(folder, { recursive: true, force: true }))
  const server = await startRedis({ say: () => {} })
  open.defer(() => server.stop())
  port = server.port
})
afterAll(() => open.disposeAsync())

const aFile = async (name: string, text: string): Promise<string> => {
  const path = join(folder, name)
  await writeFile(path, text)
  return path
}

/** TLS in front of Redis, since not every redis-server can do it itself. */
const serveTls = async (options: TlsOptions = {}): Promise<number> => {
  const tlsPort = await freePort()
  const sockets = new Set<Socket>()
  const server = createServer({ cert, key, ...options }, (client) => {
    const redis = connect({ host: '127.0.0.1', port })
    for (const socket of [client, redis]) {
      sockets.add(socket)
      socket.on('error', () => {})
    }
    client.pipe(redis).pipe(client)
  })
  server.on('tlsClientError', () => {})
  await new Promise<void>((resolve) => server.listen(tlsPort, '127.0.0.1', resolve))
  open.defer(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return tlsPort
}

type Watched = { readonly handle: RedisHandle; readonly lines: readonly string[] }

const connectWith = async (url: string, settings: RedisAccessSettings = {}): Promise<Watched> => {
  const lines: string[] = []
  const logger = createLogger({ name: 'test', write: (line) => lines.push(line) })
  const handle = open.adopt(await connectRedis({ url, settings, logger }), ({ close }) => close())
  return { handle, lines }
}
const up = ({ handle }: Watched) => waitFor(() => handle.state() === 'up', { what: 'a connection' })
const reason = ({ handle, lines }: Watched) =>
  waitFor(() => (lines.length > 0 ? handle.problem() : undefined), { what: 'a reason' })

test('TLS with an authority of one’s own; a certificate of another is refused, and the setting named', async () => {
  const tlsPort = await serveTls()
  const REDIS_CA_FILE = await aFile('ca.pem', cert)
  await up(await connectWith(`rediss://127.0.0.1:${tlsPort}`, { REDIS_CA_FILE }))
  const other = await aFile('other-ca.pem', stranger.cert)
  for (const settings of [{}, { REDIS_CA_FILE: other }])
    for (const url of [`rediss://127.0.0.1:${tlsPort}`, `rediss+cluster://127.0.0.1:${tlsPort}`])
      expect(await reason(await connectWith(url, settings))).toMatch(/self.signed certificate.*REDIS_CA_FILE/)
  const sentinels = await connectWith(`rediss+sentinel://127.0.0.1:${tlsPort}/main`, { REDIS_CA_FILE: other })
  expect(await reason(sentinels)).toMatch(/sentinel 127.*REDIS_CA_FILE|sentinel 127.*Connection is closed/)
})

test('a file that changes counts from the next connection on; one that is unusable meanwhile does not matter', async () => {
  const tlsPort = await serveTls()
  const REDIS_CA_FILE = await aFile('renewed-ca.pem', stranger.cert)
  const watched = await connectWith(`rediss://127.0.0.1:${tlsPort}`, { REDIS_CA_FILE })
  await reason(watched)
  await writeFile(REDIS_CA_FILE, 'half a certif')
  await waitFor(() => watched.lines.some((line) => line.includes('setting-file.unusable')))
  await writeFile(REDIS_CA_FILE, cert)
  await up(watched)
})

test('a server that asks for a certificate gets the one of REDIS_CERT_FILE', async () => {
  const tlsPort = await serveTls({ requestCert: true, rejectUnauthorized: true, ca: cert })
  const REDIS_CA_FILE = await aFile('ca.pem', cert)
  const own = { REDIS_CERT_FILE: await aFile('cert.pem', cert), REDIS_KEY_FILE: await aFile('key.pem', key) }
  await up(await connectWith(`rediss://127.0.0.1:${tlsPort}`, { REDIS_CA_FILE, ...own }))
  const without = await connectWith(`rediss://127.0.0.1:${tlsPort}`, { REDIS_CA_FILE })
  expect(await reason(without)).toBeTruthy()
  expect(without.handle.state()).toBe('down')
})

test('TLS on one side only is reported as that', async () => {
  const REDIS_CA_FILE = await aFile('ca.pem', cert)
  const plain = await connectWith(`redis://127.0.0.1:${await serveTls()}`)
  expect(await reason(plain)).toMatch(/REDIS_URL must begin with rediss/)
  const tls = await connectWith(`rediss://127.0.0.1:${port}`, { REDIS_CA_FILE })
  expect(await reason(tls)).toMatch(/without TLS/)
})

const OPERATING = readFileSync(new URL('../../../../docs/operating.md', import.meta.url), 'utf8')
/** What operators are asked to grant. */
const PERMISSIONS = /`(-@all \+eval[^`]+)`/.exec(OPERATING)?.[1]?.split(' ') ?? []

test('a user with the least permissions, its password from a file; each permission is needed', async () => {
  const stage = { prefix: `t${randomUUID().slice(0, 8)}`, stage: 'arrivals' }
  const user = async (permissions: readonly string[]) => {
    const keys = `~${stage.prefix}:*`
    await askRedis(port, 'ACL', 'SETUSER', 'least', 'reset', 'on', '>s3cret', keys, ...permissions)
  }
  await user(PERMISSIONS)
  const settings = { REDIS_USERNAME: 'least', REDIS_PASSWORD_FILE: await aFile('least', 's3cret\n') }
  const watched = await connectWith(`redis://127.0.0.1:${port}`, settings)
  await up(watched)
  const store = openPartitionStore(watched.handle, stage)
  const work = async () => {
    await store.load(0)
    expect(await store.commit(0, { expectedOffset: null, nextOffset: 1, puts: new Map([['a', '1']]), deletes: ['b'] }))
      .toBe('committed') // biome-ignore format: one thought
    expect(await store.discard(0)).toBe('discarded')
  }
  await work()
  // Without these there is no connection.
  const needed = PERMISSIONS.filter((one) => !['-@all', '+eval', '+evalsha', '+info', '+select'].includes(one))
  expect(needed.length).toBeGreaterThan(5)
  for (const missing of needed) {
    await askRedis(port, 'DEL', `${stage.prefix}:{arrivals:0}:position`, `${stage.prefix}:{arrivals:0}:entries`)
    await user(PERMISSIONS.filter((one) => one !== missing))
    await expect(work(), missing).rejects.toMatchObject({
      code: 'LF_STORE_REFUSED',
      retryable: true,
      message: expect.stringContaining('REDIS_USERNAME'),
    })
  }
  await user(PERMISSIONS)
  await askRedis(port, 'DEL', `${stage.prefix}:{arrivals:0}:position`, `${stage.prefix}:{arrivals:0}:entries`)
  await openPartitionStore(watched.handle, stage).load(0)
  expect(watched.lines.join()).not.toContain('s3cret')
})

test('a changed password: down with the setting’s name until the file has it, then up again, without a start', async () => {
  await askRedis(port, 'ACL', 'SETUSER', 'rotated', 'reset', 'on', '>before', '~*', '+@all')
  const settings = { REDIS_USERNAME: 'rotated', REDIS_PASSWORD_FILE: await aFile('rotated', 'before') }
  const watched = await connectWith(`redis://127.0.0.1:${port}`, settings)
  await up(watched)
  await askRedis(port, 'ACL', 'SETUSER', 'rotated', 'resetpass', '>after')
  await askRedis(port, 'CLIENT', 'KILL', 'USER', 'rotated')
  await waitFor(() => watched.handle.state() === 'down')
  expect(await reason(watched)).toMatch(/WRONGPASS.*REDIS_PASSWORD_FILE/)
  await writeFile(settings.REDIS_PASSWORD_FILE, 'after')
  await up(watched)
  expect(watched.lines.join()).not.toMatch(/before|after/)
})

test.each([
  ['REDIS_PASSWORD_FILE', 'redis://127.0.0.1', 'missing', undefined],
  ['REDIS_PASSWORD_FILE', 'redis://127.0.0.1', 'empty', '\n'],
  ['REDIS_SENTINEL_PASSWORD_FILE', 'redis+sentinel://127.0.0.1/main', 'missing', undefined],
  ['REDIS_CA_FILE', 'rediss://127.0.0.1', 'missing', undefined],
])('%s of %s that is %s is LF_CONFIG_INVALID', async (setting, url, name, text) => {
  const path = text === undefined ? join(folder, name) : await aFile(name, text)
  await expect(connectWith(url, { [setting]: path })).rejects.toMatchObject({
    code: 'LF_CONFIG_INVALID',
    message: expect.stringContaining(`${setting} ${path}`),
  })
})
