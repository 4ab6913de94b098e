import { createLogger } from '@landfall/runtime'
import { afterEach, expect, test, vi } from 'vitest'
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

const ended = {
  type: 'session-ended',
  ...session,
  beganAt: '2026-11-23T09:29:59.000Z',
  expiresAt: '2026-11-23T21:30:00.000Z',
}
const hostile: readonly (readonly [string, string])[] = [
  ['an empty value', ''],
  ['JSON that is null', 'null'],
  ['JSON of another schema', '{"type":"audit"}'],
  ['nesting of 10,000', `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`],
  ['1 MB of a session id', JSON.stringify({ ...ended, sessionId: 'x'.repeat(1_000_000) })],
  ['lone surrogates', String.raw`{"type":"\ud800"}`],
  ['a session that began at no time', JSON.stringify({ ...ended, beganAt: 'x' })],
  ['a session that has yet to begin', JSON.stringify({ ...ended, beganAt: '9999-01-01T00:00:00.000Z' })],
]

test.each(hostile)('%s ends no session, is logged with its place, and the next record is read', async (_, value) => {
  const topic = aSessionTopic()
  const errors = vi.spyOn(logger, 'error')
  errors.mockClear()
  await topic.send([value, JSON.stringify(ended)])
  const log = openOn(topic)
  await expect.poll(() => log.isRead()).toBe(true)
  expect(errors.mock.calls.map(([line]) => line)).toMatchObject([
    { event: 'record.unreadable', topic: 'sessions', partition: 0, offset: 0 },
  ])
  expect(log.isEnded(session)).toBe(true)
  expect(log.isEnded({ ...session, sessionId: 'another', beganAtMs: NOW_MS })).toBe(false)
})
