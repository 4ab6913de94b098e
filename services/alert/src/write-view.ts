import type { AlertNow } from './domain/alert-fold.ts'
import { operatorSide, type Reader } from './domain/operator-side.ts'

/**
 * An alert with its operators' side, as JSON. The version's own bytes go out as they came from the log, fields of a
 * later contract included; only the small operators' side is written here.
 */
export const writeView = (now: AlertNow, reader: Reader, nowMs: number): Buffer => {
  const { json } = now.version
  const side = JSON.stringify(operatorSide(now, reader, nowMs))
  return Buffer.concat([json.subarray(0, -1), Buffer.from(`,${side.slice(1)}`)])
}

/** `{"…":[view,view]}` and the like: the parts around and between the views are given as text. */
export const writeViews = (
  head: string,
  alerts: readonly AlertNow[],
  tail: string,
  reader: Reader,
  nowMs: number,
): Buffer => {
  const parts: Buffer[] = [Buffer.from(head)]
  const comma = Buffer.from(',')
  for (const [index, now] of alerts.entries()) {
    if (index > 0) parts.push(comma)
    parts.push(writeView(now, reader, nowMs))
  }
  parts.push(Buffer.from(tail))
  return Buffer.concat(parts)
}
