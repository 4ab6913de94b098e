import type { AlertView, MassArrivalAlert, ServerFrame, TrackedCraft } from '@landfall/contracts'
import { anAlert, anOperatorSide } from '@landfall/testkit'
import { scenarioOf } from './play-at-once.ts'

/** One second of a watch after the other: what the feed says in each. */
export type SimulatedWatch = {
  readonly opening: () => readonly ServerFrame[]
  readonly next: () => readonly ServerFrame[]
  /** All craft a step further, now. */
  readonly sailAll: () => TrackedCraft[]
  readonly history: (alertId: string) => unknown
}

const SECOND_MS = 1_000
const HEARTBEAT_S = 10
/** A new version of some alert so often; a new alert with each twelfth. */
const VERSION_S = 40
const VERSIONS = 12
/** What the service lists: the rest is closed. */
const OPEN_ALERTS = 8
const CRAFT_MAX = 20

/** 5,000 craft that report once a minute each, fourteen sources, and an alert that changes every 40 s. */
export const simulateWatch = (startMs: number): SimulatedWatch => {
  const craft = craftOf(startMs)
  const alerts = new Map<string, AlertView>()
  const histories = new Map<string, unknown[]>()
  let second = 0
  let cursor = 0
  const nowMs = (): number => startMs + second * SECOND_MS
  const at = (ms = nowMs()): string => new Date(ms).toISOString()
  const place = (): string => `a${cursor}.c0`

  const put = (alert: AlertView): ServerFrame => {
    cursor += 1
    alerts.set(alert.alertId, alert)
    const { alertId, version } = alert
    const entry = { kind: 'version', at: at(), version, differences: [], alert }
    histories.set(alertId, [...(histories.get(alertId) ?? []), entry])
    return { type: 'alert', cursor: place(), alert }
  }
  const alertFrames = (): readonly ServerFrame[] => {
    const step = second / VERSION_S - 1
    const number = Math.floor(step / VERSIONS)
    const version = (step % VERSIONS) + 1
    const frames = [put(viewOf(number, version, craft, at()))]
    const old = alerts.get(`nz-${number - OPEN_ALERTS}`)
    if (version === 1 && old !== undefined) {
      const closed = { at: at(), operator: 'anna', note: null }
      frames.push(put({ ...old, version: old.version + 1, state: 'closed', listed: false, closed, allowedActions: [] }))
    }
    return frames
  }
  const heartbeat = (): ServerFrame => ({
    type: 'heartbeat',
    serverTime: at(),
    cursor: place(),
    newestObservationAt: at(),
    current: true,
    sources: Array.from({ length: 14 }, (_, i) => ({
      id: `radar-${i}`,
      kind: 'radar',
      lastHeardAt: at(),
      newestObservationAt: at(),
      silent: false,
    })),
    sourcesMore: 0,
  })

  return {
    opening: () => [
      ...([
        { type: 'welcome', protocol: 1, epoch: 'e', cursor: place(), serverTime: at(), recovered: false, tracks: true },
        { type: 'snapshot', cursor: place(), more: false, alerts: [...alerts.values()] },
      ] satisfies ServerFrame[]),
      { type: 'tracks', craft },
      heartbeat(),
    ],
    next: () => {
      second += 1
      const moved: TrackedCraft[] = []
      for (let i = second % 60; i < craft.length; i += 60) moved.push(sail(craft, i, at()))
      return [
        ...(second % VERSION_S === 0 ? alertFrames() : []),
        ...(second % HEARTBEAT_S === 0 ? [heartbeat()] : []),
        { type: 'tracks', craft: moved },
      ]
    },
    sailAll: () => craft.map((_, i) => sail(craft, i, new Date().toISOString())),
    history: (alertId) => histories.get(alertId) ?? [],
  }
}

const craftOf = (startMs: number): TrackedCraft[] => {
  const all = new Map<string, TrackedCraft>()
  for (const { sendAfterMs, observation } of scenarioOf('busy-sea').observations(1, startMs)) {
    if (sendAfterMs >= 60_000) break
    if (observation.type !== 'position') continue
    const { craftId, longitude, latitude } = observation
    const common = { craftId, exercise: false, observedAt: new Date(startMs).toISOString(), sourceId: 'radar-0' }
    all.set(craftId, { ...common, longitude, latitude, speedKnots: 9, courseDegrees: 90, name: craftId })
  }
  return [...all.values()]
}

/** Round and round, about 10 nm across. */
const sail = (craft: TrackedCraft[], index: number, observedAt: string): TrackedCraft => {
  const before = craft[index]
  if (before === undefined) throw new RangeError(`no craft ${index}`)
  const courseDegrees = ((before.courseDegrees ?? 0) + 7) % 360
  const turn = (courseDegrees * Math.PI) / 180
  const longitude = Math.round((before.longitude + 0.01 * Math.sin(turn)) * 1e5) / 1e5
  const latitude = Math.round((before.latitude + 0.01 * Math.cos(turn)) * 1e5) / 1e5
  const after = { ...before, observedAt, courseDegrees, longitude, latitude }
  craft[index] = after
  return after
}

const viewOf = (number: number, version: number, craft: readonly TrackedCraft[], at: string): AlertView => {
  const base = anAlert()
  const members = craft.slice(number * CRAFT_MAX, number * CRAFT_MAX + version + 3).flatMap(({ craftId, ...place }) => {
    const [member] = base.craft
    const { longitude, latitude } = place
    return member === undefined ? [] : [{ ...member, craftId, longitude, latitude, arrivedAt: at }]
  })
  const content: MassArrivalAlert = anAlert({
    alertId: `nz-${number}`,
    version,
    craft: members,
    firstArrivalAt: at,
    lastArrivalAt: at,
    severity: number % 2 === 0 ? 'alarm' : 'warning',
    changes: version === 1 ? ['raised'] : ['craft-joined'],
  })
  return {
    ...content,
    ...anOperatorSide(at, { allowedActions: ['acknowledge', 'note'] }),
  }
}
