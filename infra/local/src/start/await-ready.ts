import { setTimeout as sleep } from 'node:timers/promises'
import { LocalError } from '../process/local-error.ts'
import { type Say, withProgress } from '../process/with-progress.ts'
import type { ServiceSpec } from './service-specs.ts'

const POLL_MS = 200
const ASK_MS_MAX = 3_000

/** Waits until the service says that it is ready. Throws after the deadline, with what it is not ready for. */
export const awaitReady = async ({ name, port }: ServiceSpec, say: Say, deadlineMs = 120_000): Promise<void> => {
  const startedAtMs = Date.now()
  await withProgress(say, `${name}: getting ready`, async () => {
    let answer = await askReady(port)
    while (!answer.ready) {
      if (Date.now() - startedAtMs > deadlineMs)
        throw new LocalError(`${name} is not ready after ${deadlineMs / 1_000} s: ${answer.detail}`)
      await sleep(POLL_MS)
      answer = await askReady(port)
    }
  })
  say(`${name}: ready after ${((Date.now() - startedAtMs) / 1_000).toFixed(1)} s`)
}

type Answer = { readonly ready: boolean; readonly detail: string }

const askReady = async (port: number): Promise<Answer> => {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/health/ready`, { signal: AbortSignal.timeout(ASK_MS_MAX) })
    return { ready: response.ok, detail: (await response.text()).slice(0, 500) }
  } catch {
    return { ready: false, detail: 'no answer yet' }
  }
}
