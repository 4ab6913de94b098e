import { setTimeout as sleep } from 'node:timers/promises'
import type { AlertView, ServerFrame } from '@landfall/contracts'
import { WebSocket } from 'ws'

type ReaderState = {
  readonly held: Map<string, AlertView>
  readonly faults: string[]
  readonly seen: { connections: number; resumed: number; snapshots: number; alerts: number }
  resume: { readonly epoch: string; readonly cursor: string } | undefined
  /** The alerts of a snapshot that is not complete yet. */
  snapshotSoFar: AlertView[]
  /** Whether it holds a complete snapshot, or has resumed. */
  isWhole: boolean
}

/**
 * A client that connects, lags, is disconnected and resumes at random, on any instance. It records every fault: a cursor
 * that goes back, a version that is skipped or repeated, a change before the snapshot was complete.
 */
export const randomReader = (feedUrls: readonly string[], random: () => number) => {
  const state: ReaderState = {
    held: new Map(),
    faults: [],
    seen: { connections: 0, resumed: 0, snapshots: 0, alerts: 0 },
    resume: undefined,
    snapshotSoFar: [],
    isWhole: false,
  }

  const readUntil = async (isEnough: () => boolean): Promise<void> => {
    while (!isEnough()) {
      await connectOnce(state, feedUrls[Math.floor(random() * feedUrls.length)] ?? '', random, isEnough)
      await sleep(random() * 50)
    }
  }
  const { held, faults, seen } = state
  return { held, faults, seen, cursor: () => state.resume?.cursor, isWhole: () => state.isWhole, readUntil }
}

/** One connection: until `isEnough`, or until chance ends it. */
const connectOnce = async (
  state: ReaderState,
  url: string,
  random: () => number,
  isEnough: () => boolean,
): Promise<void> => {
  const socket = new WebSocket(url)
  const closed = new Promise<void>((resolve) => socket.on('close', () => resolve()))
  let hasEnded = false
  void closed.then(() => {
    hasEnded = true
  })
  socket.on('error', () => {}) // The instance is down; the next attempt finds another.
  socket.on('open', () => {
    state.seen.connections += 1
    socket.send(JSON.stringify({ type: 'subscribe', ...(state.resume && { resume: state.resume }) }))
  })
  socket.on('message', (data) => {
    if (!hasEnded) take(state, JSON.parse(String(data)))
  })
  const endsAtMs = performance.now() + 20 + random() * 800
  while (!hasEnded && !isEnough() && performance.now() < endsAtMs) {
    await sleep(10 + random() * 100)
    if (random() < 0.1 && socket.readyState === WebSocket.OPEN) {
      socket.pause()
      await sleep(random() * 200)
      socket.resume()
    }
  }
  hasEnded = true // What arrives from now on is not processed, so it must be sent again.
  socket.terminate()
  await closed
}

const take = (state: ReaderState, frame: ServerFrame): void => {
  const { held, faults, seen } = state
  switch (frame.type) {
    case 'welcome':
      seen[frame.recovered ? 'resumed' : 'snapshots'] += 1
      if (frame.recovered && frame.cursor !== state.resume?.cursor) faults.push(`recovered from ${frame.cursor}`)
      state.isWhole = frame.recovered
      state.snapshotSoFar = []
      if (!frame.recovered) held.clear()
      state.resume = { epoch: frame.epoch, cursor: frame.cursor }
      return
    case 'snapshot':
      if (state.isWhole) faults.push('an unexpected snapshot')
      state.snapshotSoFar.push(...frame.alerts)
      if (frame.more) return
      for (const alert of state.snapshotSoFar) held.set(alert.alertId, alert)
      state.isWhole = true
      advance(state, frame.cursor, false)
      return
    case 'alert': {
      const { alertId, version } = frame.alert
      const before = held.get(alertId)?.version ?? 0
      if (!state.isWhole) faults.push(`a change of ${alertId} before the snapshot was complete`)
      if (version !== before && version !== before + 1) faults.push(`${alertId}: ${version} after ${before}`)
      held.set(alertId, frame.alert)
      seen.alerts += 1
      advance(state, frame.cursor, true)
      return
    }
    case 'heartbeat':
      if (state.isWhole) advance(state, frame.cursor, false)
      return
    case 'tracks':
    case 'error':
      return
    default:
      frame satisfies never
  }
}

const advance = (state: ReaderState, cursor: string, isStrict: boolean): void => {
  if (state.resume === undefined) return
  const [alerts, actions] = offsetsOf(cursor)
  const [heldAlerts, heldActions] = offsetsOf(state.resume.cursor)
  const isBehind = alerts < heldAlerts || actions < heldActions
  const isSame = alerts === heldAlerts && actions === heldActions
  if (isBehind || (isStrict && isSame)) state.faults.push(`cursor ${cursor} after ${state.resume.cursor}`)
  state.resume = { ...state.resume, cursor }
}

const offsetsOf = (cursor: string): readonly [alerts: number, actions: number] => {
  const [, alerts, actions] = /^a(\d+)\.c(\d+)$/.exec(cursor) ?? []
  return [Number(alerts), Number(actions)]
}
