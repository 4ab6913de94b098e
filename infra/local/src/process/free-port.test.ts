import { createServer, type Server } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { choosePort, freeClusterPort, freePort, isPortFree } from './free-port.ts'

let server: Server
let taken: number

beforeAll(async () => {
  taken = await freePort()
  server = createServer().listen(taken, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
})
afterAll(() => server.close())

const said: string[] = []
const user = { what: 'Kafka', setting: 'KAFKA_PORT', say: (line: string) => void said.push(line) }

test('a free port is below those of outgoing connections, whichever worker asks', async () => {
  for (const VITEST_POOL_ID of ['1', '3', '7', '8', '100'])
    expect(await freePort(() => 0.999_99, { VITEST_POOL_ID })).toBeLessThan(32_768)
})

test('two workers that run side by side never choose the same port', async () => {
  const highest = await freePort(() => 0.999_99, { VITEST_POOL_ID: '1' })
  const lowest = await freePort(() => 0, { VITEST_POOL_ID: '2' })
  expect(highest).toBeLessThan(lowest)
})

test('the bus of a cluster has a free port too, below those of outgoing connections', async () => {
  const first = await freeClusterPort(() => 0)
  const bus = createServer().listen(first + 10_001, '127.0.0.1')
  await new Promise((resolve) => bus.once('listening', resolve))
  const choices = [1, 2, 3_999].map((offset) => offset / 4_000)
  const second = await freeClusterPort(() => choices.shift() ?? 0)
  bus.close()
  expect(second).toBeGreaterThan(first + 1) // Whose bus would have none.
  expect(second + 10_000).toBeLessThan(32_768)
})

test('a wanted port that is taken is refused, with its number and the setting', async () => {
  const message = `Kafka: port ${taken} is taken by another program; stop that, or choose another with KAFKA_PORT`
  await expect(choosePort(taken, user)).rejects.toThrow(message)
})

test('a preferred port that is taken gives way to a free one, and that is printed', async () => {
  const port = await choosePort({ preferred: taken }, user)
  expect(port).not.toBe(taken)
  expect(await isPortFree(port)).toBe(true)
  expect(said).toEqual([
    `Kafka: port ${taken} is taken by another program, so it gets ${port} (KAFKA_PORT chooses one)`,
  ])
})

test('a port that is free is taken as it is', async () => {
  const port = await freePort()
  expect(await choosePort(port, user)).toBe(port)
  expect(await choosePort({ preferred: port }, user)).toBe(port)
})
