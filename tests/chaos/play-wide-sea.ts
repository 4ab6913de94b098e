import { setTimeout as sleep } from 'node:timers/promises'
import type { AlertView, Observation } from '@landfall/contracts'
import { openFeed } from '@landfall/feed-client'
import type { PlayEvent } from './busy-play.ts'
import { craftOfEachPartition, fillerPositions, isTaken } from './send-probes.ts'
import { eventsOf, worldObservations } from './wide-sea.ts'

/** Each place has another event after this many others, so that an alert can show each of them. */
const PLACES_AT_ONCE = 8
const EVENT_EVERY_MS = 500
const WORLD_EVERY_MS = 15_000
const CHUNK = 12
const CHUNK_EVERY_MS = 800
const RETRY_MS = 100

export type SentEvent = {
  readonly event: PlayEvent
  readonly observations: readonly Observation[]
  readonly sentAtMs: number
  tries: number
  /** Undefined until ingest has answered 202. */
  takenAtMs: number | undefined
  /** Undefined until a client of the feed saw it in an alert. */
  shownAtMs: number | undefined
  /** An alert showed what came after it at the same place first. */
  isOvertaken: boolean
}

type PlaySpec = {
  readonly ingestUrl: string
  readonly alertUrl: string
  readonly partitions: number
  readonly seed: number
}

/** Feeds the wide sea over HTTP, as feeders do, and follows what comes of it. */
export const playWideSea = ({ ingestUrl, alertUrl, partitions, seed }: PlaySpec) => {
  const over = new AbortController()
  const sent: SentEvent[] = []
  const taken: Observation[] = []
  const waiting = new Set<SentEvent>()
  const fillers = craftOfEachPartition(partitions)
  const followed = followShown(alertUrl, waiting)

  const post = async (observations: readonly Observation[], tried: () => void): Promise<void> => {
    const body = observations.map((one) => JSON.stringify(one)).join('\n')
    for (tried(); !(await isTaken(ingestUrl, body)); tried()) await sleep(RETRY_MS)
    taken.push(...observations)
  }
  const sendEvent = async (event: PlayEvent, number: number): Promise<void> => {
    const [first] = event.observations
    if (first === undefined) return
    const observations = [...event.observations, ...fillerPositions(fillers, number, first)]
    const times = { takenAtMs: undefined, shownAtMs: undefined, isOvertaken: false }
    const one: SentEvent = { event, observations, sentAtMs: performance.now(), tries: 0, ...times }
    sent.push(one)
    waiting.add(one)
    await post(observations, () => {
      one.tries += 1
    })
    one.takenAtMs = performance.now()
  }
  const sendEvents = async (): Promise<void> => {
    const sending: Promise<void>[] = []
    let dueMs = performance.now()
    let number = 0
    for (const event of eventsInTurn()) {
      if (over.signal.aborted) break
      sending.push(sendEvent(event, number))
      number += 1
      dueMs += EVENT_EVERY_MS
      await sleep(Math.max(0, dueMs - performance.now()))
    }
    await Promise.all(sending)
  }
  const sendWorlds = async (): Promise<void> => {
    for (let number = 0; !over.signal.aborted; number += 1) {
      const nextMs = performance.now() + WORLD_EVERY_MS
      const world = worldObservations(number, seed)
      for (let from = 0; from < world.length; from += CHUNK) {
        await post(world.slice(from, from + CHUNK), () => {})
        await sleep(CHUNK_EVERY_MS)
      }
      await sleep(Math.max(0, nextMs - performance.now()), undefined, { signal: over.signal }).catch(() => {})
    }
  }
  const playing = Promise.all([sendEvents(), sendWorlds()])
  playing.catch(() => {}) // Awaited by `stop`.

  return {
    sent: (): readonly SentEvent[] => sent,
    taken: (): readonly Observation[] => taken,
    waiting: (): readonly SentEvent[] => [...waiting],
    /** Those that the alerts say now, though no new version did: what came and was taken back at once changes nothing. */
    settle: (): void => {
      for (const alert of followed.held()) {
        for (const one of waiting) if (isReported(one, alert)) one.isOvertaken = true
      }
      for (const one of [...waiting]) if (one.isOvertaken) takeOut(one, waiting)
    },
    held: followed.held,
    gaps: followed.gaps,
    /** Nothing new is sent; resolves when all has been taken. */
    stop: async (): Promise<void> => {
      over.abort()
      await playing
    },
    close: async (): Promise<void> => {
      over.abort()
      followed.close()
    },
  }
}

function* eventsInTurn(): Iterable<PlayEvent> {
  for (let from = 0; ; from += PLACES_AT_ONCE) {
    const stories = Array.from({ length: PLACES_AT_ONCE }, (_, index) => eventsOf(from + index))
    for (let step = 0; step < (stories[0]?.length ?? 0); step += 1) {
      for (const story of stories) yield* story.slice(step, step + 1)
    }
  }
}

/** Takes out of `waiting` what an alert of the feed shows. */
const followShown = (url: string, waiting: Set<SentEvent>) => {
  const held = new Map<string, AlertView>()
  let gaps = 0
  const take = (alert: AlertView): void => {
    held.set(alert.alertId, alert)
    for (const one of waiting) if (isReported(one, alert)) noteShown(one, waiting)
  }
  const feed = openFeed({
    url,
    onEvent: (event) => {
      if (event.type === 'gap') gaps += 1
      if (event.type === 'snapshot') {
        held.clear()
        for (const alert of event.alerts) take(alert)
      }
      if (event.type === 'alert') take(event.alert)
    },
  })
  return { held: (): readonly AlertView[] => [...held.values()], gaps: () => gaps, close: () => feed.close() }
}

const isReported = ({ event }: SentEvent, alert: AlertView): boolean =>
  alert.kind === 'mass-arrival' && event.isReportedBy(alert)

const noteShown = (one: SentEvent, waiting: Set<SentEvent>): void => {
  one.shownAtMs = performance.now()
  takeOut(one, waiting)
}

/** With those before it at the same place. */
const takeOut = (one: SentEvent, waiting: Set<SentEvent>): void => {
  waiting.delete(one)
  for (const other of waiting) {
    if (other.event.place !== one.event.place || other.event.atMs >= one.event.atMs) continue
    other.isOvertaken = true
    waiting.delete(other)
  }
}
