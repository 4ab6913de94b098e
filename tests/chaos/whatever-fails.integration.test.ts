import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type AlertView, canonicalJson, type MassArrivalAlert, type Observation } from '@landfall/contracts'
import { createLogger } from '@landfall/runtime'
import { seeded, waitFor } from '@landfall/testkit'
import { expect, test } from 'vitest'
import { startSystem } from '../e2e/start-system.ts'
import { latestVersions } from '../simulation/domain/content-of-alert.ts'
import { faultsOfTopic } from '../simulation/laws/faults-of-topic.ts'
import {
  CHAOS_PREFIX,
  chaosTopics,
  EXPECTED_MS_MAX,
  type KafkaClient,
  readMassArrivals,
  readObservations,
  readRejected,
} from './await-expected-alerts.ts'
import { CHAOS_PARTS, drawEpisode, type Episode } from './draw-episode.ts'
import { type HurtParts, type Lived, liveThrough } from './live-through.ts'
import { atMost, measureEpisodes, renderEpisodes, renderRows, renderSlowest } from './measure-episodes.ts'
import { openThreeBrokers } from './open-three-brokers.ts'
import { playWideSea, type SentEvent } from './play-wide-sea.ts'
import { startRestartableRedis } from './start-restartable-services.ts'
import { type Comparison, compareWithOracle, wideSea } from './wide-sea.ts'

/** `LANDFALL_CHAOS=long`: an hour; `LANDFALL_CHAOS_MINUTES`: another time. `LANDFALL_CHAOS_SEED` draws the same faults again. */
const IS_SHORT = process.env['LANDFALL_CHAOS'] !== 'long' && process.env['LANDFALL_CHAOS_MINUTES'] === undefined
const MINUTES = Number(process.env['LANDFALL_CHAOS_MINUTES'] ?? (IS_SHORT ? 0.3 : 60))
const FAULT_MS_MAX = IS_SHORT ? 4_000 : 60_000
const SEED = Number(process.env['LANDFALL_CHAOS_SEED'] ?? Date.now() % 1_000_000)
const MINUTE_MS = 60_000
const SHOWN_MS_MAX = 180_000
const TEST_MS_MAX = MINUTES * MINUTE_MS + 900_000
const print = (text: string): boolean => process.stdout.write(`${text}\n`)

type Play = ReturnType<typeof playWideSea>

test('whatever fails, for however long: nothing that was answered 202 is lost, and the alerts are those of the oracle', {
  timeout: TEST_MS_MAX,
}, async () => {
  print(`whatever fails: LANDFALL_CHAOS_MINUTES=${MINUTES} LANDFALL_CHAOS_SEED=${SEED}`)
  await using open = new AsyncDisposableStack()
  const { addresses, parts } = await startParts(open)
  const { ingestUrl, alertUrl } = parts.system
  const partitions = chaosTopics.observations.partitions
  const play = open.adopt(playWideSea({ ingestUrl, alertUrl, partitions, seed: SEED }), ({ close }) => close())
  const hangs: string[] = []
  const progress = setInterval(() => print(describeProgress(play, parts, lived)), MINUTE_MS)
  open.defer(() => clearInterval(progress))
  const lived: Lived[] = []

  await waitFor(() => play.sent().some(({ shownAtMs }) => shownAtMs !== undefined), { what: 'the first alert' })
  await failFor(MINUTES * MINUTE_MS, parts, { lived, hangs })
  await parts.system.awaitReady()
  await play.stop()
  const areShown = (): boolean => {
    play.settle()
    return play.waiting().length === 0
  }
  await waitFor(areShown, { timeoutMs: SHOWN_MS_MAX, what: 'every event in an alert' }).catch(() =>
    print(`not shown: ${play.waiting().map(({ event }) => event.name)}`),
  )
  const kafka = { brokers: addresses, clientId: 'chaos', logger: createLogger({ name: 'chaos', level: 'silent' }) }
  const verdict = await verify(kafka, play, alertUrl)
  report({ play, lived, hangs, ended: parts.system.faults(), verdict })
  expect({ ...verdict.counts, waiting: play.waiting().length, hangs, ended: parts.system.faults() }).toEqual(NONE)
})

const startParts = async (open: AsyncDisposableStack) => {
  const folder = await mkdtemp(join(tmpdir(), 'landfall-chaos-'))
  open.defer(() => rm(folder, { recursive: true, force: true }))
  const files = await Promise.all(
    wideSea.files.map(async (text, index) => {
      const path = join(folder, `${index}.geojson`)
      await writeFile(path, text)
      return path
    }),
  )
  const { brokers, addresses } = await openThreeBrokers(open, 'places')
  const redis = await startRestartableRedis(open, folder)
  const env = { AREAS: files.join(), LOG_LEVEL: process.env['LANDFALL_CHAOS_LOG'] ?? 'error' }
  const settings = { kafkaBrokers: addresses.join(), redisUrl: redis.url, prefix: CHAOS_PREFIX, env }
  const system = open.use(await startSystem({ ...settings, parts: CHAOS_PARTS, isSupervised: true }))
  // A process that stands still cannot end: what an aborted run has paused goes on first.
  open.defer(async () => {
    for (const name of CHAOS_PARTS) system.resume(name)
    for (const broker of brokers) broker.running()?.resume()
    redis.part.resume()
  })
  return { addresses, parts: { system, brokers, redis: redis.part } satisfies HurtParts }
}

/** The last episode is the last that begins in time. */
const failFor = async (
  lastsMs: number,
  parts: HurtParts,
  { lived, hangs }: { readonly lived: Lived[]; readonly hangs: string[] },
): Promise<void> => {
  const random = seeded(SEED)
  const endMs = performance.now() + lastsMs
  for (let number = 0; performance.now() < endMs; number += 1) {
    const episode = drawEpisode(number, random, FAULT_MS_MAX)
    if (process.env['LANDFALL_CHAOS_LOG'] !== undefined) print(describeEpisode(episode))
    lived.push(await liveThrough(episode, parts, hangs))
    await sleep(Math.min(episode.restMs, Math.max(0, endMs - performance.now())))
  }
}

const describeEpisode = ({ faults }: Episode): string =>
  `  ${new Date().toISOString()} ${faults.map(({ victim, how, lastsMs }) => `${victim} ${how} for ${Math.round(lastsMs)} ms`).join(', ')}`

const describeProgress = (play: Play, { system }: HurtParts, lived: readonly Lived[]): string => {
  const sent = play.sent()
  const delays = sent.flatMap(({ sentAtMs, shownAtMs }) => (shownAtMs === undefined ? [] : shownAtMs - sentAtMs))
  return (
    `  ${new Date().toISOString()} ${lived.length} episodes; ${sent.length} events sent, ${play.waiting().length} wait; ` +
    `${(atMost(delays) / 1_000).toFixed(1)} s at most until an alert; ended by themselves: ${system.faults().join(', ') || 'none'}`
  )
}

const NONE = {
  lost: 0,
  duplicated: 0,
  rejected: 0,
  contradicted: 0,
  missing: 0,
  wrong: 0,
  unlike: 0,
  waiting: 0,
  hangs: [],
  ended: [],
}

type Verdict = {
  readonly counts: Omit<typeof NONE, 'waiting' | 'hangs' | 'ended'>
  readonly comparison: Comparison
  readonly alerts: readonly MassArrivalAlert[]
  readonly logged: number
}

/** Waits for the alerts to be those of the oracle, and then counts what is not as it must be. */
const verify = async (kafka: KafkaClient, play: Play, alertUrl: string): Promise<Verdict> => {
  const observations = await readObservations(kafka)
  let alerts = await readMassArrivals(kafka)
  let comparison = compareWithOracle(alerts, observations)
  const agrees = async (): Promise<boolean> => {
    alerts = await readMassArrivals(kafka)
    comparison = compareWithOracle(alerts, observations)
    return comparison.missing.length + comparison.wrong.length === 0
  }
  const versionsOf = (some: readonly { readonly alertId: string; readonly version: number }[]) =>
    canonicalJson(some.map(({ alertId, version }) => `${alertId}/${version}`).sort())
  const isUnlike = async (): Promise<boolean> => {
    const published = versionsOf(latestVersions(alerts))
    const shown = [play.held(), await listAlerts(alertUrl)]
    return shown.some((some) => versionsOf(some.filter(({ kind }) => kind === 'mass-arrival')) !== published)
  }
  await waitFor(agrees, { timeoutMs: EXPECTED_MS_MAX, what: 'the alerts of the oracle' }).catch(() => {})
  const saysSo = async (): Promise<boolean> => !(await isUnlike())
  await waitFor(saysSo, { timeoutMs: EXPECTED_MS_MAX, what: 'the feed and the list to say it' }).catch(() => {})
  const faults = faultsOfTopic(alerts)
  for (const fault of faults.slice(0, 20)) print(`  ${fault}`)
  if (comparison.missing.length + comparison.wrong.length + faults.length > 0) await keep({ observations, alerts })
  return {
    counts: {
      ...faultsOfLog(observations, play),
      rejected: (await readRejected(kafka)).length,
      contradicted: faults.length,
      missing: comparison.missing.length,
      wrong: comparison.wrong.length,
      unlike: Number(await isUnlike()),
    },
    comparison,
    alerts,
    logged: observations.length,
  }
}

const listAlerts = async (alertUrl: string): Promise<readonly AlertView[]> => {
  const all: AlertView[] = []
  let cursor: string | null = null
  do {
    const answer: Response = await fetch(
      `${alertUrl}/v1/alerts?limit=1000${cursor === null ? '' : `&cursor=${cursor}`}`,
    )
    const page = (await answer.json()) as { readonly alerts: readonly AlertView[]; readonly nextCursor: string | null }
    all.push(...page.alerts)
    cursor = page.nextCursor
  } while (cursor !== null)
  return all
}

/** What was answered 202 and is not in the log; and what is there more than once, though it was sent once. */
const faultsOfLog = (observations: readonly Observation[], play: Play) => {
  const counts = new Map<string, number>()
  for (const one of observations) {
    const text = canonicalJson(one)
    counts.set(text, (counts.get(text) ?? 0) + 1)
  }
  const times = (one: Observation): number => counts.get(canonicalJson(one)) ?? 0
  const sentOnce = play.sent().filter(({ tries }) => tries === 1)
  return {
    lost: play.taken().filter((one) => times(one) === 0).length,
    duplicated: sentOnce.flatMap((sent) => sent.observations).filter((one) => times(one) > 1).length,
  }
}

const keep = async (topics: object): Promise<void> => {
  const file = join(tmpdir(), `landfall-chaos-${Date.now()}.json`)
  await writeFile(file, JSON.stringify(topics))
  print(`  the topics are in ${file}`)
}

type Outcome = {
  readonly play: Play
  readonly lived: readonly Lived[]
  readonly hangs: readonly string[]
  readonly ended: readonly string[]
  readonly verdict: Verdict
}

/** The verifier's tables, as Markdown. */
const report = ({ play, lived, hangs, ended, verdict: { counts, comparison, alerts, logged } }: Outcome): void => {
  const sent = play.sent()
  const versions = alerts.map(({ alertId, version }) => `${alertId}/${version}`)
  const distinct = new Set(versions).size
  const ids = new Set(alerts.map(({ alertId }) => alertId)).size
  const since = (at: (one: SentEvent) => number | undefined): string =>
    (atMost(sent.map((one) => (at(one) ?? one.sentAtMs) - one.sentAtMs)) / 1_000).toFixed(1)
  const rows = [
    ['minutes; seed', `${MINUTES}; ${SEED}`],
    ['episodes of faults', lived.length],
    ['observations in the log', logged],
    ['of those answered 202, not in the log', counts.lost],
    ['of those sent once, there more than once', counts.duplicated],
    ['observations that windowing refused', counts.rejected],
    ['situations by the oracle', comparison.expected],
    ['of them without an open alert that says the same', counts.missing],
    ['open alerts that say otherwise than the oracle', counts.wrong],
    ['alerts; versions; versions per alert', `${ids}; ${distinct}; ${(distinct / ids).toFixed(2)}`],
    ['versions written again, with the same content', versions.length - distinct],
    ['contradictions, gaps and other faults of histories', counts.contradicted],
    ['events that no alert showed', `${play.waiting().length} of ${sent.length}`],
    ['a client of the feed, and the list, end with what the topic says', counts.unlike === 0 ? 'yes' : 'no'],
    ['gaps that the client noticed', play.gaps()],
    ['longest wait for 202; for an alert (s)', `${since((one) => one.takenAtMs)}; ${since((one) => one.shownAtMs)}`],
    ['services that ended by themselves', ended.join(', ') || 'none'],
    ['services that did not end when asked', hangs.join(', ') || 'none'],
  ] as const
  print(`\n${renderRows(rows)}\n\n${renderEpisodes(measureEpisodes(lived, sent))}\n\n${renderSlowest(sent)}\n`)
}
