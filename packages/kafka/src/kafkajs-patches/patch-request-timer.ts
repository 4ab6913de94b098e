import type { RequestQueue } from './load-kafkajs-internals.ts'

/** While a request is throttled or over the limit in flight. kafkajs has the same interval. */
const CHECK_MS = 10

/**
 * Arms the timer only while a request waits; whatever is queued later arms it again. kafkajs re-arms it after every
 * check, also with nothing queued, and with a delay in the past, which Node turns into 1 ms: each connection then wakes
 * a thousand times a second and costs 1 to 4 % of a core for as long as it lives.
 */
export const patchRequestTimer = (prototype: RequestQueue): void => {
  Object.assign(prototype, { scheduleCheckPendingRequests })
}

function scheduleCheckPendingRequests(this: RequestQueue): void {
  if (this.throttleCheckTimeoutId !== null || this.pending.length === 0) return
  const throttledMs = this.throttledUntil - Date.now()
  const check = (): void => {
    this.throttleCheckTimeoutId = null
    this.checkPendingRequests()
  }
  this.throttleCheckTimeoutId = setTimeout(check, throttledMs > 0 ? throttledMs : CHECK_MS)
}
