import { createRequire } from 'node:module'

type RequestQueue = {
  readonly pending: readonly unknown[]
  readonly throttledUntil: number
  throttleCheckTimeoutId: NodeJS.Timeout | null
  checkPendingRequests(): void
}

const CHECK_MS = 10

/**
 * kafkajs 2.2.4 re-arms a timer after every look at the requests waiting, also when there are none, with a delay in the
 * past, which Node makes 1 ms: every connection wakes a thousand times a second and costs 1–4 % of a core for ever.
 * Here the timer is armed only while something waits; whatever begins to wait arms it.
 */
function scheduleCheckPendingRequests(this: RequestQueue): void {
  if (this.throttleCheckTimeoutId !== null || this.pending.length === 0) return
  const throttledMs = this.throttledUntil - Date.now()
  const check = (): void => {
    this.throttleCheckTimeoutId = null
    this.checkPendingRequests()
  }
  this.throttleCheckTimeoutId = setTimeout(check, throttledMs > 0 ? throttledMs : CHECK_MS)
}

const { prototype } = createRequire(import.meta.url)('kafkajs/src/network/requestQueue') as { prototype: object }
Object.assign(prototype, { scheduleCheckPendingRequests })
