import { FEED_CLOSE_CODES } from '@landfall/contracts'
import { anAlert } from '@landfall/testkit'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { readFeed } from '../testing/read-feed.ts'
import { newPrefix, openLogWriter, type StartedAlert, startAlert } from '../testing/start-alert.ts'

const brokers = inject('kafkaBrokers')
const prefix = newPrefix()
let alert: StartedAlert
let writer: Awaited<ReturnType<typeof openLogWriter>>
let version = 0

const { craft } = anAlert()
const manyCraft = Array.from({ length: 40 }, (_, index) =>
  craft.map((one) => ({ ...one, craftId: `a:${index}` })),
).flat()

/** So many versions of one alert, some 15 KB each. */
const writeBurst = async (versions: number): Promise<void> => {
  const list = Array.from({ length: versions }, () => {
    version += 1
    return anAlert({ version, craft: manyCraft })
  })
  await writer.alerts(...list)
}

beforeAll(async () => {
  alert = await startAlert({ KAFKA_BROKERS: brokers, TOPIC_PREFIX: prefix })
  writer = await openLogWriter(brokers, prefix)
})
afterAll(async () => {
  await writer[Symbol.asyncDispose]()
  await alert.close()
})

test('a burst larger than the limit of unread bytes reaches a client that reads', async () => {
  using feed = readFeed(alert.feedUrl)
  await feed.next('snapshot')
  await writeBurst(600)
  expect((await feed.next('alert', 599)).alert.version).toBe(version)
  expect(feed.of('error')).toEqual([])
})

test('a client that does not read is disconnected and resumes without a gap; others are not affected', async () => {
  using slow = readFeed(alert.feedUrl)
  using quick = readFeed(alert.feedUrl)
  const { epoch } = await slow.next('welcome')
  const { cursor } = await slow.next('snapshot')
  await quick.next('snapshot')
  const from = version
  slow.socket.pause()
  for (let burst = 0; burst < 5; burst += 1) await writeBurst(200)
  expect((await quick.next('alert', 999)).alert.version).toBe(version)
  expect(quick.of('error')).toEqual([])
  slow.socket.resume()
  expect(await slow.closed()).toMatchObject({ code: FEED_CLOSE_CODES['slow-reader'], reason: 'slow-reader' })
  expect(slow.of('error')).toMatchObject([{ code: 'slow-reader', retryAfterMs: 0 }])

  const had = slow.of('alert')
  const held = had.at(-1)?.cursor ?? cursor
  using again = readFeed(alert.feedUrl, { resume: { epoch, cursor: held } })
  expect(await again.next('welcome')).toMatchObject({ recovered: true, cursor: held })
  await again.next('alert', 999 - had.length)
  const received = [...had, ...again.of('alert')].map((frame) => frame.alert.version)
  expect(received).toEqual(Array.from({ length: 1_000 }, (_, index) => from + index + 1))
})
