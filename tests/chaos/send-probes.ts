import { setTimeout as sleep } from 'node:timers/promises'
import type { Observation } from '@landfall/contracts'
import { openFeed } from '@landfall/feed-client'
import { partitionFor } from '@landfall/kafka'
import { boatsApart } from './box-sea.ts'

const EVERY_MS = 500
const RETRY_MS = 100
/** The places of the box sea that are far from each other; each is used again and again. */
const PLACES = 56

/** One request to ingest: a boat that must be in an alert, and a position for each partition of the log, far from any area. */
export type Probe = {
  readonly boatId: string
  readonly observationIds: readonly string[]
  readonly sentAtMs: number
  tries: number
  /** Undefined until ingest has answered 202. */
  takenAtMs: number | undefined
  /** Undefined until a client of the feed had it. */
  shownAtMs: number | undefined
}

type ProbesSpec = { readonly ingestUrl: string; readonly alertUrl: string; readonly partitions: number }

/** Sends a probe every half second, as a feeder does: the same again until the answer is 202. */
export const sendProbes = ({ ingestUrl, alertUrl, partitions }: ProbesSpec) => {
  const probes = new Map<string, Probe>()
  const over = new AbortController()
  const fillers = craftOfEachPartition(partitions)
  const feed = openFeed({
    url: alertUrl,
    onEvent: (event) => {
      const alerts = event.type === 'snapshot' ? event.alerts : event.type === 'alert' ? [event.alert] : []
      for (const alert of alerts) {
        if (alert.kind !== 'mass-arrival') continue
        for (const { craftId } of alert.craft) noteShown(probes.get(craftId))
      }
    },
  })

  const send = async (number: number): Promise<void> => {
    const observations = observationsOf(number, fillers)
    const [boat] = observations
    if (boat === undefined) return
    const probe: Probe = {
      boatId: boat.craftId,
      observationIds: observations.map(({ observationId }) => observationId),
      sentAtMs: performance.now(),
      tries: 0,
      takenAtMs: undefined,
      shownAtMs: undefined,
    }
    probes.set(probe.boatId, probe)
    const body = observations.map((one) => JSON.stringify(one)).join('\n')
    while (probe.takenAtMs === undefined) {
      probe.tries += 1
      if (await isTaken(ingestUrl, body)) probe.takenAtMs = performance.now()
      else await sleep(RETRY_MS)
    }
  }

  const sendAll = async (): Promise<void> => {
    const sending: Promise<void>[] = []
    for (let number = 0; !over.signal.aborted; number += 1) {
      sending.push(send(number))
      await sleep(EVERY_MS)
    }
    await Promise.all(sending)
  }
  const sent = sendAll()

  return {
    probes: (): readonly Probe[] => [...probes.values()],
    /** No more are sent; resolves when all have been taken. */
    stop: async (): Promise<void> => {
      over.abort()
      await sent
    },
    close: async (): Promise<void> => {
      over.abort()
      feed.close()
    },
  }
}

const noteShown = (probe: Probe | undefined): void => {
  if (probe !== undefined) probe.shownAtMs ??= performance.now()
}

/** Posts once; a feeder does so again until all is accepted. */
export const isTaken = async (ingestUrl: string, body: string): Promise<boolean> => {
  const headers = { 'content-type': 'application/x-ndjson' }
  const answer = await fetch(`${ingestUrl}/v1/observations`, { method: 'POST', headers, body }).catch(() => null)
  if (answer === null) return false
  const said = await answer.text().catch(() => null) // The answer may die on its way.
  if (answer.status === 202) return said !== null
  // 408: it was paused in the middle of the request.
  if (![408, 429, 503].includes(answer.status)) throw new Error(`ingest answered ${answer.status}: ${said}`)
  return false
}

/** So that one request goes to every leader of the log. */
export const craftOfEachPartition = (partitions: number): readonly string[] => {
  const found = new Map<number, string>()
  for (let number = 0; found.size < partitions; number += 1) {
    const craftId = `track:filler-${number}`
    if (!found.has(partitionFor(craftId, partitions))) found.set(partitionFor(craftId, partitions), craftId)
  }
  return [...found.values()]
}

const observationsOf = (number: number, fillers: readonly string[]): readonly Observation[] => {
  const boat = boatsApart(PLACES, `probe-${Math.floor(number / PLACES)}`)[number % PLACES]
  return boat === undefined ? [] : [boat, ...fillerPositions(fillers, number, boat)]
}

/** Far from any area. */
export const fillerPositions = (
  fillers: readonly string[],
  number: number,
  { exercise, source, observedAt }: Observation,
): readonly Observation[] =>
  fillers.map(
    (craftId, index): Observation => ({
      type: 'position',
      craftId,
      observationId: `filler-${index}-${number}`,
      exercise,
      source,
      observedAt: new Date(Date.parse(observedAt) + number).toISOString(),
      longitude: 100,
      latitude: 0,
    }),
  )
