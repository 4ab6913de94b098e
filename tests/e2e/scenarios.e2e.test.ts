import { randomUUID } from 'node:crypto'
import {
  type AlertView,
  type AlertViewOf,
  isDistressAlert,
  type MassArrivalAlert,
  NearAnswer,
} from '@landfall/contracts'
import { type ExpectedDistress, makeBusySea, type Scenario, scenarios } from '@landfall/simulator'
import { seeded, shuffled } from '@landfall/testkit'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { asExpectedAlert, asGists } from './as-expected-alert.ts'
import { asExpectedInbound } from './as-expected-inbound.ts'
import { type Barrier, createBarrier } from './create-barrier.ts'
import { feedObservations } from './feed-observations.ts'
import { type Followed, followAlerts } from './follow-alerts.ts'
import { runCli } from './run-cli.ts'
import { type RunningSystem, startSystem } from './start-system.ts'

// POST → Kafka → windowing → Redis → Kafka → WebSocket, on real services, for every scenario, with the outcome that was
// worked by hand. All scenarios share a sea: they lie too far apart, or are too lawful, to have to do with each other.

const played = scenarios.map((scenario) =>
  scenario.name === 'busy-sea' ? makeBusySea({ craft: 1_000, minutes: 3 }) : scenario,
)
const startMs = Date.now()
const foretold = played.flatMap((scenario) => scenario.expected(startMs).open)

type Sea = { readonly system: RunningSystem; readonly followed: Followed; readonly barrier: Barrier }

const openSea = async (): Promise<Sea> => {
  const prefix = `t${randomUUID().slice(0, 8)}`
  const system = await startSystem({ kafkaBrokers: inject('kafkaBrokers'), redisUrl: inject('redisUrl'), prefix })
  const followed = followAlerts(system.alertUrl)
  const barrier = createBarrier({
    post: (observations) => feedObservations(system.ingestUrl, observations),
    alerts: followed.alerts,
    observedAt: new Date(startMs).toISOString(),
    exercise: true,
  })
  return { system, followed, barrier }
}
const closeSea = async (sea: Sea | undefined): Promise<void> => {
  sea?.followed[Symbol.dispose]()
  await sea?.system[Symbol.asyncDispose]()
}

type Shown = AlertView & MassArrivalAlert

/** The mass arrivals shown, without the barrier's own. */
const shownIn = ({ followed, barrier }: Sea): readonly Shown[] =>
  followed.alerts().filter((alert): alert is Shown => alert.kind === 'mass-arrival' && !barrier.isOwn(alert))
const openIn = (sea: Sea): readonly Shown[] => shownIn(sea).filter(({ status }) => status === 'open')

const inboundIn = ({ followed }: Sea): readonly AlertViewOf<'inbound-group'>[] =>
  followed
    .alerts()
    .filter((alert): alert is AlertViewOf<'inbound-group'> => alert.kind === 'inbound-group' && alert.status === 'open')

const byFirstArrival = <T extends { readonly firstArrivalAt: string }>(alerts: readonly T[]): readonly T[] =>
  alerts.toSorted((a, b) => (a.firstArrivalAt < b.firstArrivalAt ? -1 : 1))

const callsIn = ({ followed }: Sea): readonly AlertViewOf<'distress'>[] =>
  followed
    .alerts()
    .filter(isDistressAlert)
    .filter(({ status, test }) => status === 'open' && !test)

/** Waits, since a version that says nothing new but that the device was heard again may take a minute. */
const callsCome = async (sea: Sea, expected: readonly ExpectedDistress[]): Promise<void> => {
  const calls = expected.filter((call) => !call.test) // A test may be over by now.
  const wanted = calls.map(({ near: _near, ...call }) => call)
  await expect.poll(() => callsIn(sea).map(asExpectedCall), { timeout: 150_000 }).toEqual(wanted)
  for (const { craftId, near } of calls) {
    const alertId = callsIn(sea).find((call) => call.craftId === craftId)?.alertId ?? ''
    const answer = await fetch(`${sea.system.alertUrl}/v1/alerts/${alertId}/near`)
    const { craft } = NearAnswer.parse(await answer.json())
    const found = craft.map((one) => ({
      craftId: one.craftId,
      distanceNm: one.distanceNm,
      aboard: one.persons?.aboard.likely ?? null,
    }))
    expect([craftId, found]).toEqual([craftId, near])
  }
}

/** As it is in the log: its name is added on reading. */
const unnamed = (place: AlertViewOf<'distress'>['place']): ExpectedDistress['place'] =>
  place && { longitude: place.longitude, latitude: place.latitude, observedAt: place.observedAt }

const asExpectedCall = (call: AlertViewOf<'distress'>): Omit<ExpectedDistress, 'near'> => {
  const { craftId, device, test, severity, text, areaId, place, firstHeardAt, lastHeardAt } = call
  return { craftId, device, test, severity, text: text ?? '', areaId, place: unnamed(place), firstHeardAt, lastHeardAt }
}

describe('in order, one scenario after the other', () => {
  let sea: Sea
  beforeAll(async () => {
    sea = await openSea()
  })
  afterAll(() => closeSea(sea))

  test.each(played)('$name: each picture on the way, and the end', async (scenario) => {
    const before = new Set(shownIn(sea).map(({ alertId }) => alertId))
    const own = () => openIn(sea).filter(({ alertId }) => !before.has(alertId))
    const { open, distress, pictures, cancelled } = scenario.expected(startMs)
    let sent = [...scenario.observations(1, startMs)]
    for (const { afterMs, because, open: gists, inbound = [] } of [...pictures]) {
      const due = sent.filter(({ sendAfterMs }) => sendAfterMs <= afterMs)
      sent = sent.slice(due.length)
      await feedObservations(
        sea.system.ingestUrl,
        due.map(({ observation }) => observation),
      )
      await sea.barrier.pass()
      expect({ because, open: asGists(own(), gists) }).toEqual({ because, open: gists })
      expect({ because, inbound: asExpectedInbound(inboundIn(sea), inbound) }).toEqual({ because, inbound })
    }
    await feedObservations(
      sea.system.ingestUrl,
      sent.map(({ observation }) => observation),
    )
    await sea.barrier.pass()
    expect(own().map(asExpectedAlert)).toEqual(open)
    expect(inboundIn(sea)).toEqual([])
    const ended = shownIn(sea).filter(({ alertId, status }) => !before.has(alertId) && status === 'cancelled')
    expect(ended.map(({ severity }) => severity)).toEqual(cancelled)
    if (distress.length > 0) await callsCome(sea, distress)
  })

  test('REST says the same as the feed', async () => {
    const response = await fetch(`${sea.system.alertUrl}/v1/alerts?limit=1000`)
    const { alerts } = (await response.json()) as { readonly alerts: readonly AlertView[] }
    const byId = (list: readonly AlertView[]) => list.toSorted((a, b) => (a.alertId < b.alertId ? -1 : 1))
    expect(byId(alerts)).toEqual(byId(sea.followed.alerts()))
  })

  test('landfall explain recounts every alert from its evidence, and agrees', async () => {
    for (const { alertId, unauthorised } of openIn(sea)) {
      const { code, stdout } = await runCli(['explain', alertId], { LANDFALL_URL: sea.system.alertUrl })
      expect({ code, stdout }).toMatchObject({
        code: 0,
        stdout: expect.stringContaining(` = ${unauthorised.likely}\n`),
      })
      expect(stdout).toContain('The alert says what its evidence gives.')
    }
  })

  test('versions went up by one, and every one is an exercise', () => {
    const last = new Map<string, number>()
    for (const { alertId, version, exercise } of sea.followed.shown) {
      expect({ alertId, version, exercise }).toEqual({ alertId, version: (last.get(alertId) ?? 0) + 1, exercise: true })
      last.set(alertId, version)
    }
    expect(sea.followed.events.filter(({ type }) => type === 'gap')).toEqual([])
  })
})

describe.each([1, 2])('seed %i: all at once, shuffled, with every third twice', (seed) => {
  let sea: Sea
  beforeAll(async () => {
    sea = await openSea()
  })
  afterAll(() => closeSea(sea))

  test('ends with the same open alerts', async () => {
    const random = seeded(seed)
    const all = played.flatMap((scenario: Scenario) =>
      [...scenario.observations(1, startMs)].map(({ observation }) => observation),
    )
    await feedObservations(sea.system.ingestUrl, shuffled([...all, ...all.filter(() => random() < 1 / 3)], random))
    await sea.barrier.pass()
    expect(byFirstArrival(openIn(sea)).map(asExpectedAlert)).toEqual(byFirstArrival(foretold))
    expect(inboundIn(sea)).toEqual([])
  })
})
