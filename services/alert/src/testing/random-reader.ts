import { setTimeout as sleep } from 'node:timers/promises'
import type { AlertView, ServerFrame } from '@landfall/contracts'
import { WebSocket } from 'ws'

type Resume = { readonly epoch: string; readonly cursor: string }
type Offsets = readonly [alerts: number, actions: number]

const offsetsOf = (cursor: string): Offsets => {
  const [, alerts, actions] = /^a(\d+)\.c(\d+)$/.exec(cursor) ?? []
  return [Number(alerts), Number(actions)]
}

/**
 * A reader that connects, lags, is cut off and resumes at random, on any instance, and writes down every fault: a cursor
 * that goes back, a version that is skipped or told twice, a change before the snapshot was whole.
 */
export const randomReader = (feedUrls: readonly string[], random: () => number) => {
  const held = new Map<string, AlertView>()
  const faults: string[] = []
  let resume: Resume | undefined
  let parts: AlertView[] = []
  let isWhole = false
  const seen = { connections: 0, resumed: 0, snapshots: 0, alerts: 0 }

  const advance = (cursor: string, isStrict: boolean): void => {
    if (resume === undefined) return
    const [alerts, actions] = offsetsOf(cursor)
    const [heldAlerts, heldActions] = offsetsOf(resume.cursor)
    const isBehind = alerts < heldAlerts || actions < heldActions
    const isSame = alerts === heldAlerts && actions === heldActions
    if (isBehind || (isStrict && isSame)) faults.push(`cursor ${cursor} after ${resume.cursor}`)
    resume = { ...resume, cursor }
  }

  const take = (frame: ServerFrame): void => {
    switch (frame.type) {
      case 'welcome':
        seen[frame.recovered ? 'resumed' : 'snapshots'] += 1
        if (frame.recovered && frame.cursor !== resume?.cursor) faults.push(`recovered from ${frame.cursor}`)
        isWhole = frame.recovered
        parts = []
        if (!frame.recovered) held.clear()
        resume = { epoch: frame.epoch, cursor: frame.cursor }
        return
      case 'snapshot':
        if (isWhole) faults.push('a snapshot that nobody asked for')
        parts.push(...frame.alerts)
        if (frame.more) return
        for (const alert of parts) held.set(alert.alertId, alert)
        isWhole = true
        advance(frame.cursor, false)
        return
      case 'alert': {
        const { alertId, version } = frame.alert
        const before = held.get(alertId)?.version ?? 0
        if (!isWhole) faults.push(`a change of ${alertId} before the snapshot was whole`)
        if (version !== before && version !== before + 1) faults.push(`${alertId}: ${version} after ${before}`)
        held.set(alertId, frame.alert)
        seen.alerts += 1
        advance(frame.cursor, true)
        return
      }
      case 'heartbeat':
        if (isWhole) advance(frame.cursor, false)
        return
      case 'tracks':
      case 'error':
        return
      default:
        frame satisfies never
    }
  }

  /** One connection: until `isEnough`, or until chance ends it. */
  const connectOnce = async (isEnough: () => boolean): Promise<void> => {
    const url = feedUrls[Math.floor(random() * feedUrls.length)] ?? ''
    const socket = new WebSocket(url)
    const closed = new Promise<void>((resolve) => socket.on('close', () => resolve()))
    let hasEnded = false
    void closed.then(() => {
      hasEnded = true
    })
    socket.on('error', () => {}) // An instance that is down; the next try finds another.
    socket.on('open', () => {
      seen.connections += 1
      socket.send(JSON.stringify({ type: 'subscribe', ...(resume && { resume }) }))
    })
    socket.on('message', (data) => {
      if (!hasEnded) take(JSON.parse(String(data)))
    })
    const untilMs = performance.now() + 20 + random() * 800
    while (!hasEnded && !isEnough() && performance.now() < untilMs) {
      await sleep(10 + random() * 100)
      if (random() < 0.1 && socket.readyState === WebSocket.OPEN) {
        socket.pause()
        await sleep(random() * 200)
        socket.resume()
      }
    }
    hasEnded = true // What still arrives was not processed, so it must come again.
    socket.terminate()
    await closed
  }

  const readUntil = async (isEnough: () => boolean): Promise<void> => {
    while (!isEnough()) {
      await connectOnce(isEnough)
      await sleep(random() * 50)
    }
  }

  return { held, faults, seen, cursor: () => resume?.cursor, isWhole: () => isWhole, readUntil }
}
