import { createLogger } from '@landfall/runtime'
import { afterEach, expect, test } from 'vitest'
import { aSessionTopic } from '../testing/a-session-topic.ts'
import { openSessionLog, type SessionLog } from './open-session-log.ts'

const logger = createLogger({ name: 'test', level: 'silent' })
const NOW_MS = Date.parse('2026-11-23T09:30:00Z')
const session = { tokenId: '0a1b2c3d4e', sessionId: 'abc', beganAtMs: NOW_MS - 1_000 }
const logs: SessionLog[] = []
const openOn = (topic: ReturnType<typeof aSessionTopic>): SessionLog => {
  const log = openSessionLog({ ...topic, logger, clock: () => NOW_MS })
  logs.push(log)
  return log
}
afterEach(async () => {
  for (const log of logs.splice(0)) await log.close()
})

test('a session ended on one instance is over there at once, and on every other that follows, also one that starts later', async () => {
  const topic = aSessionTopic()
  const [here, there] = [openOn(topic), openOn(topic)]
  here.end(session)
  expect(here.isEnded(session)).toBe(true)
  await expect.poll(() => there.isEnded(session)).toBe(true)
  const later = openOn(topic)
  await expect.poll(() => later.isRead()).toBe(true)
  expect(later.isEnded(session)).toBe(true)
})

test('until the topic has been read to its end nothing is known, and a record that cannot be read stops nothing', async () => {
  const topic = aSessionTopic({ holdsBack: true })
  await topic.send(['not JSON'])
  const log = openOn(topic)
  await expect.poll(() => topic.readers()).toBe(1)
  expect(log.isRead()).toBe(false)
  topic.release()
  await expect.poll(() => log.isRead()).toBe(true)
})

test('while Kafka is away the log-out counts here, and reaches the others when it is back', async () => {
  let isUp = false
  const topic = aSessionTopic()
  const [here, there] = [openOn({ ...topic, isUp: () => isUp }), openOn(topic)]
  await expect.poll(() => there.isRead()).toBe(true)
  here.end(session)
  expect([here.isEnded(session), there.isEnded(session)]).toEqual([true, false])
  isUp = true
  await expect.poll(() => there.isEnded(session), { timeout: 5_000 }).toBe(true)
})

test('a reader that fails is opened again, and until then nothing is known', async () => {
  const topic = aSessionTopic()
  const log = openOn(topic)
  await expect.poll(() => log.isRead()).toBe(true)
  topic.fail(new Error('the log was cut'))
  await expect.poll(() => log.isRead()).toBe(false)
  await expect.poll(() => log.isRead(), { timeout: 5_000 }).toBe(true)
})
