import { createHmac } from 'node:crypto'

/**
 * Returns `t=<seconds>,v1=<hex>`: an HMAC-SHA256 over the time, a dot and the body. The receiver computes it with the same
 * secret and refuses old times, so that a recorded request cannot be replayed later.
 */
export const signRequest = (secret: string, body: Buffer, nowMs: number): string => {
  const seconds = Math.floor(nowMs / 1_000)
  const signature = createHmac('sha256', secret).update(`${seconds}.`).update(body).digest('hex')
  return `t=${seconds},v1=${signature}`
}
