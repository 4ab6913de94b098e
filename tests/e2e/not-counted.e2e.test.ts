import { randomUUID } from 'node:crypto'
import { waitFor } from '@landfall/testkit'
import { expect, inject, test } from 'vitest'
import { startSystem } from './start-system.ts'

type Status = { readonly serverTime: string; readonly countedUpTo: string | null }

/** Two polls of the alert service and two commits of windowing: a running one has processed it by then. */
const COUNTED_MS = 20_000

test('the status shows that nothing is processed while windowing is down', async () => {
  const [kafkaBrokers, redisUrl] = [inject('kafkaBrokers'), inject('redisUrl')]
  await using system = await startSystem({ kafkaBrokers, redisUrl, prefix: `uncounted-${randomUUID().slice(0, 8)}` })
  const status = async (): Promise<Status> => (await fetch(`${system.alertUrl}/v1/status`)).json() as Promise<Status>
  const isCounted = async (at: string): Promise<boolean> => ((await status()).countedUpTo ?? '') > at
  const post = async (craftId: string): Promise<string> => {
    const position = {
      type: 'position',
      craftId,
      longitude: 173,
      latitude: -34,
      source: { id: 'radar', kind: 'radar' },
    }
    const body = JSON.stringify({ ...position, observedAt: new Date().toISOString() })
    const headers = { 'content-type': 'application/json' }
    const response = await fetch(`${system.ingestUrl}/v1/observations`, { method: 'POST', headers, body })
    expect(response.status).toBe(202)
    return (await status()).serverTime
  }

  const first = await post('track:before')
  await waitFor(() => isCounted(first), { timeoutMs: 120_000, what: 'the first to be counted' })
  await system.kill('windowing', 'SIGKILL')
  const second = await post('track:after')
  const isLongAfter = async () => Date.parse((await status()).serverTime) - Date.parse(second) > COUNTED_MS
  await waitFor(isLongAfter, { what: 'time to pass' })
  expect(await isCounted(second)).toBe(false)
  await system.restart('windowing')
  await waitFor(() => isCounted(second), { timeoutMs: 120_000, what: 'the second to be counted' })
})
