import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ActionName, AlertView } from '@landfall/contracts'
import { seeded } from '@landfall/testkit'

type ActionDone = {
  readonly alertId: string
  readonly key: string
  readonly action: ActionName
  readonly status: number
}
type RefusedAction = {
  readonly operator: string
  readonly status: number
  readonly code: string
  readonly retryAfter: string | null
  readonly tookMs: number
}
export type OperatorSpec = {
  readonly name: string
  readonly address: string
  readonly alertIds: readonly string[]
  readonly seed: number
}

/** Keeps several operators at one instance within the limit of actions a minute. */
const PAUSE_MS = 300

/** Performs one allowed action after another, repeats each under the same key until it is settled, and records every answer. */
export const createOperator = ({ name, address, alertIds, seed }: OperatorSpec) => {
  const random = seeded(seed)
  const actions: ActionDone[] = []
  const refusals: RefusedAction[] = []
  const views: AlertView[] = []
  let isStopped = false
  const pick = <Item>(items: readonly Item[]): Item | undefined => items[Math.floor(random() * items.length)]

  const ask = async (url: string, key: string, body: object): Promise<number> => {
    const startedAtMs = performance.now()
    const response = await fetch(`${url}/actions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': key },
      body: JSON.stringify(body),
    })
    const { status } = response
    const answer = (await response.json()) as { readonly code?: string; readonly alert?: AlertView }
    if (status === 200) views.push(answer as AlertView)
    else if (status === 409 && answer.alert !== undefined) views.push(answer.alert)
    else {
      const retryAfter = response.headers.get('retry-after')
      const tookMs = performance.now() - startedAtMs
      refusals.push({ operator: name, status, code: answer.code ?? '', retryAfter, tookMs })
    }
    return status
  }

  const actOnce = async (): Promise<void> => {
    const alertId = pick(alertIds) ?? ''
    const url = `${address}/v1/alerts/${alertId}`
    const view = (await (await fetch(url)).json()) as AlertView
    views.push(view)
    const action = pick(view.allowedActions)
    if (action === undefined) return
    const key = randomUUID()
    const body = {
      action,
      expectedVersion: view.version,
      ...(action === 'note' && { note: key }),
      ...(action === 'close' && { reason: 'resolved', note: 'All ashore.' }),
      ...(action === 'silence' && { until: new Date(Date.now() + 3_600_000).toISOString() }),
    }
    for (;;) {
      const status = await ask(url, key, body)
      if (status === 200 || status === 409) {
        actions.push({ alertId, key, action, status })
        return
      }
      await sleep(PAUSE_MS)
    }
  }

  const work = async (): Promise<void> => {
    while (!isStopped) {
      await actOnce()
      await sleep(PAUSE_MS)
    }
  }
  const stop = (): void => {
    isStopped = true
  }
  return { name, actions: actions, refusals, views, work, stop }
}
