import { type AddressInfo, createServer } from 'node:net'
import { expect, test } from 'vitest'
import { findBackingServices, type Starter } from './find-backing-services.ts'

type Fate = 'absent' | 'fails' | 'starts'

const starter = (way: 'docker' | 'local', fate: Fate, stopped: string[] = []): Starter => ({
  way,
  available: async () => fate !== 'absent',
  start: async (service) => {
    if (fate === 'fails') throw new Error(`no ${service} by ${way}\nmore of the same`)
    return { address: `${way}-${service}`, stop: async () => void stopped.push(`${way}-${service}`) }
  },
})

const find = async (env: Record<string, string>, docker: Fate, local: Fate) => {
  const said: string[] = []
  const stopped: string[] = []
  const starters = [starter('docker', docker, stopped), starter('local', local, stopped)]
  const services = await findBackingServices({ env, starters, say: (line) => said.push(line) })
  return { services, said, stopped }
}

test.each<[Record<string, string>, Fate, Fate, string]>([
  [{}, 'starts', 'starts', 'docker'],
  [{}, 'absent', 'starts', 'local'],
  [{}, 'fails', 'starts', 'local'],
  [{ KAFKA_BROKERS: '', REDIS_URL: '' }, 'absent', 'starts', 'local'],
  [{ LANDFALL_PARTS: 'docker' }, 'starts', 'starts', 'docker'],
  [{ LANDFALL_PARTS: 'local' }, 'starts', 'starts', 'local'],
  [{ LANDFALL_PARTS: 'local', KAFKA_BROKERS: '127.0.0.1:1' }, 'starts', 'starts', 'local'],
])('%o, Docker %s, local processes %s: %s', async (env, docker, local, way) => {
  const { services } = await find(env, docker, local)
  expect(services).toMatchObject({
    ways: { kafka: way, redis: way },
    kafkaBrokers: `${way}-kafka`,
    redisUrl: `${way}-redis`,
  })
})

test.each<[Record<string, string>, Fate, Fate, RegExp]>([
  [{ LANDFALL_PARTS: 'podman' }, 'starts', 'starts', /LANDFALL_PARTS is podman; it may be env, docker or local/],
  [{ LANDFALL_PARTS: 'env' }, 'starts', 'starts', /LANDFALL_PARTS is env, but KAFKA_BROKERS is not set/],
  [{ LANDFALL_PARTS: 'docker' }, 'absent', 'starts', /LANDFALL_PARTS is docker, but that is not to be had/],
  [{ LANDFALL_PARTS: 'docker' }, 'fails', 'starts', /no kafka by docker/],
  [{}, 'fails', 'fails', /no kafka by local/],
  [{ KAFKA_BROKERS: 'somewhere' }, 'starts', 'starts', /KAFKA_BROKERS is somewhere: not a list of host:port/],
  [{ KAFKA_BROKERS: '127.0.0.1:1' }, 'starts', 'starts', /KAFKA_BROKERS is 127.0.0.1:1: nothing answers there/],
  [{ REDIS_URL: 'localhost:6379' }, 'starts', 'starts', /REDIS_URL is localhost:6379: must be redis:/],
])('%o, Docker %s, local processes %s: refused', async (env, docker, local, message) => {
  await expect(find(env, docker, local)).rejects.toThrow(message)
})

test('an address of the environment comes first, and what is there is not stopped', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  const { services, stopped } = await find({ KAFKA_BROKERS: `127.0.0.1:${port}` }, 'absent', 'starts')
  await services.stop()
  const sentinels = `redis+sentinel://127.0.0.1:1,127.0.0.1:${port}/main`
  expect((await find({ REDIS_URL: sentinels }, 'absent', 'starts')).services.redisUrl).toBe(sentinels)
  server.close()
  expect(services.ways).toEqual({ kafka: 'environment', redis: 'local' })
  expect(stopped).toEqual(['local-redis'])
})

test('a password in an address is not printed', async () => {
  const server = createServer((socket) => socket.end()).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  const { said } = await find({ REDIS_URL: `redis://landfall:secret@127.0.0.1:${port}` }, 'absent', 'starts')
  server.close()
  expect(said.join()).toContain(`Redis: from the environment (redis://…@127.0.0.1:${port})`)
  const refused = find({ REDIS_URL: 'redis://landfall:secret@127.0.0.1:1' }, 'absent', 'starts')
  await expect(refused).rejects.toThrow('REDIS_URL is redis://…@127.0.0.1:1: nothing answers there')
})

test('it says which way was taken, and why the way before it was not', async () => {
  const { said } = await find({}, 'fails', 'starts')
  expect(said).toEqual([
    'Kafka: docker is there but failed (no kafka by docker); trying the next way',
    'Redis: docker is there but failed (no redis by docker); trying the next way',
    'Kafka: as a local process (local-kafka); Redis: as a local process (local-redis)',
  ])
})

test('a process that ends by itself is a failure of the whole', async () => {
  const dying: Starter = {
    way: 'local',
    available: async () => true,
    start: async (service) => ({
      address: service,
      stop: async () => {},
      ...(service === 'redis' ? { exited: Promise.resolve({ code: 3, signal: null }) } : {}),
    }),
  }
  const { failed } = await findBackingServices({ env: {}, starters: [dying], say: () => {} })
  await expect(failed).rejects.toThrow('the process at redis ended by itself (code 3)')
})
