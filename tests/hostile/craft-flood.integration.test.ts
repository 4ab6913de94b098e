import { topics } from '@landfall/contracts'
import { readTopic } from '@landfall/kafka'
import { waitFor } from '@landfall/testkit'
import { aPersonsReportAt, aPositionAt, aSystem, logger } from '@landfall/windowing/testing/a-system'
import { expect, inject, onTestFinished, test } from 'vitest'
import { readFeed } from '../../services/alert/src/testing/read-feed.ts'
import { startAlert } from '../../services/alert/src/testing/start-alert.ts'

// One feeder sends craft that nobody has seen before, once each, and people are counted on the last of them. The flood in its
// short form; LANDFALL_HOSTILE=long: 300,000 craft.

const FLOOD = process.env['LANDFALL_HOSTILE'] === 'long' ? 300_000 : 30_000
const WAIT_MS_MAX = 120_000
const LAST = `track:flood-${FLOOD - 1}`

const start = async () => {
  const system = await aSystem(inject('redisUrl'))
  const windowing = await system.run()
  onTestFinished(() => windowing.stop())
  const alert = await startAlert({ KAFKA_BROKERS: inject('kafkaBrokers'), TOPIC_PREFIX: system.prefix })
  onTestFinished(() => alert.close())
  const ask = async (path: string) => (await fetch(`${alert.address}${path}`)).json()
  return { system, alert, ask }
}
type Started = Awaited<ReturnType<typeof start>>

/** The craft that an alert is about moves before it, and not again. */
const flood = async ({ system }: Started): Promise<void> => {
  await system.feed([aPositionAt('track:first', '06:00', 173.2)])
  for (let from = 0; from < FLOOD; from += 10_000) {
    const craft = Array.from({ length: 10_000 }, (_, n) => from + n)
    const positions = craft.map((n) => aPositionAt(`track:flood-${n}`, '06:00', 173 + (n % 100) / 1_000))
    await system.feed(positions)
  }
}

/** The craft of which the groups stage was given something. */
const emittedCraft = async ({ system }: Started): Promise<ReadonlySet<string>> => {
  const found = new Set<string>()
  const kafka = { brokers: inject('kafkaBrokers').split(','), clientId: system.prefix, logger }
  for await (const { value } of readTopic({ ...kafka, topic: topics(system.prefix).arrivals.name })) {
    const { type, craftId } = JSON.parse(String(value)) as { type: string; craftId: string }
    if (type === 'arrivals') found.add(craftId)
  }
  return found
}

test('a flood of craft holds up no alert, and takes no craft of an alert off the map', async () => {
  const started = await start()
  const { system, alert, ask } = started
  const lists = async (craftId: string) => JSON.stringify(await ask('/v1/alerts?status=open')).includes(`"${craftId}"`)
  await system.feed([aPositionAt('track:first', '05:00', 173), aPersonsReportAt('track:first', '05:00', 40)])
  await waitFor(() => lists('track:first'), { timeoutMs: WAIT_MS_MAX, what: 'the first alert' })

  await flood(started)
  await system.feed([aPersonsReportAt(LAST, '06:00', 40)])
  await waitFor(() => lists(LAST), { timeoutMs: WAIT_MS_MAX, what: 'the alert of the last craft' })

  const last = (await system.alerts()).flatMap(({ craft }) => craft).find(({ craftId }) => craftId === LAST)
  expect(last).toMatchObject({ arrivedAt: '2026-11-20T06:00:00.000Z', unauthorised: { max: 40 } })
  expect(await emittedCraft(started)).toEqual(new Set(['track:first', LAST]))

  using feed = readFeed(alert.feedUrl, { tracks: true })
  const shown = () => new Map(feed.of('tracks').flatMap(({ craft }) => craft.map((one) => [one.craftId, one])))
  await waitFor(() => shown().get('track:first')?.longitude === 173.2, {
    what: 'the craft of the alert, where it is now',
  })
  type Status = { readonly craftTracked: number; readonly craftNotShown: number }
  const isCounted = async () => {
    const { craftTracked, craftNotShown } = (await ask('/v1/status')) as Status
    return craftTracked <= 20_000 && craftTracked + craftNotShown === FLOOD + 1
  }
  await waitFor(isCounted, { timeoutMs: WAIT_MS_MAX, what: 'every craft to be shown, or counted as not shown' })
})
