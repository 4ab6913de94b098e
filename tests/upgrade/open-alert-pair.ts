import { setTimeout as sleep } from 'node:timers/promises'
import type { AlertView } from '@landfall/contracts'
import { freePort } from '@landfall/infra-local'
import { waitFor } from '@landfall/testkit'
import { expect } from 'vitest'
import { type SpawnedService, spawnMain } from '../e2e/spawn-main.ts'

const READY_MS_MAX = 90_000
const ACT_EVERY_MS = 250
/** A service that is being replaced, or reads the log, answers later. */
const ACTED_MS_MAX = 60_000
type Acted = { readonly alertId: string; readonly note: string }

/** Two instances of the alert service, each of this version or of another, and an operator who acts at both in turn. */
export type AlertPair = {
  readonly urls: readonly string[]
  /** Replaces one after the other. */
  readonly roll: (main: string | undefined) => Promise<void>
  /** Replaces one, at its address. */
  readonly replace: (place: number, main: string | undefined) => Promise<void>
  /** Of all its topics. */
  readonly list: (place: number) => Promise<readonly AlertView[]>
  /** A sum over the label values of one metric. */
  readonly metric: (place: number, lines: RegExp) => Promise<number>
  /** Acts until the signal; returns what was answered 200. */
  readonly operate: (until: AbortSignal) => Promise<readonly Acted[]>
  readonly historyOf: (place: number, alertId: string) => Promise<string>
}

export const openAlertPair = async (
  open: AsyncDisposableStack,
  env: Readonly<Record<string, string>>,
  main: string,
): Promise<AlertPair> => {
  const ports = [await freePort(), await freePort()]
  const urls = ports.map((port) => `http://127.0.0.1:${port}`)
  const running = new Map<number, SpawnedService>()
  const urlOf = (place: number): string => urls[place % urls.length] ?? ''
  const list = (place: number) => listAll(urlOf(place))

  const start = async (place: number, of: string | undefined): Promise<void> => {
    const service = spawnMain('alert', { ...env, HTTP_PORT: String(ports[place]) }, of)
    running.set(place, service)
    const isReady = () => fetch(`${urlOf(place)}/health/ready`).then(({ ok }) => ok, () => false) // biome-ignore format: one line
    const ended = service.exited.then(([code]) => Promise.reject(new Error(`alert ended with ${code}`)))
    ended.catch(() => {}) // Looked at only while it starts.
    await Promise.race([ended, waitFor(isReady, { timeoutMs: READY_MS_MAX, what: 'alert to be ready' })])
  }
  const stop = async (place: number): Promise<void> => {
    const { child, exited } = running.get(place) ?? {}
    running.delete(place)
    child?.kill('SIGTERM')
    const [code] = (await exited) ?? [0]
    expect(code).toBe(0)
  }
  const replace = async (place: number, of: string | undefined): Promise<void> => {
    await stop(place)
    await start(place, of)
  }
  open.defer(async () => {
    for (const place of [...running.keys()]) await stop(place)
  })
  await Promise.all(ports.map((_, place) => start(place, main)))

  return {
    urls,
    replace,
    roll: async (of) => {
      for (const place of ports.keys()) await replace(place, of)
    },
    list,
    metric: async (place, lines) => {
      const text = await (await fetch(`${urlOf(place)}/metrics`)).text()
      return [...text.matchAll(lines)].reduce((sum, [, value]) => sum + Number(value), 0)
    },
    operate: async (until) => {
      const acted: Acted[] = []
      for (let number = 0; !until.aborted; number += 1) {
        const alerts = await list(number + 1).catch(() => [])
        const alert = alerts[number % Math.max(1, alerts.length)]
        if (alert !== undefined && (await act(urlOf, number, alert))) {
          acted.push({ alertId: alert.alertId, note: `action-${number}` })
        }
        await sleep(ACT_EVERY_MS, undefined, { signal: until }).catch(() => {})
      }
      return acted
    },
    historyOf: async (place, alertId) =>
      (await fetch(`${urlOf(place)}/v1/alerts/${alertId}/history?limit=1000`)).text(),
  }
}

const listAll = async (url: string): Promise<readonly AlertView[]> => {
  const answer = await fetch(`${url}/v1/alerts?limit=1000`)
  const { alerts, nextCursor } = (await answer.json()) as { alerts: readonly AlertView[]; nextCursor: string | null }
  expect(nextCursor).toBeNull()
  return alerts
}

/** The same action until its effect is known, wherever the operator reaches somebody. */
const act = async (urlOf: (place: number) => string, number: number, alert: AlertView): Promise<boolean> => {
  const note = `action-${number}`
  const body = JSON.stringify({
    action: number % 3 === 0 ? 'acknowledge' : 'note',
    expectedVersion: alert.version,
    note,
  })
  const headers = { 'content-type': 'application/json', 'idempotency-key': note }
  const isKnown = async (): Promise<number | undefined> => {
    const path = `/v1/alerts/${alert.alertId}/actions`
    const answer = await fetch(`${urlOf(number)}${path}`, { method: 'POST', headers, body }).catch(() => null)
    const said = await answer?.text().catch(() => null)
    if (answer === null || said === null || answer.status === 503 || answer.status === 429) return undefined
    return answer.status
  }
  const status = await waitFor(isKnown, { timeoutMs: ACTED_MS_MAX, what: `an answer to ${note}` })
  expect([200, 404, 409]).toContain(status) // Another version by now; or this instance has not read of it yet.
  return status === 200
}
