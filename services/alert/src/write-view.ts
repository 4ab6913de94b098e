import type { AlertNow } from './domain/create-alert-fold.ts'
import { operatorSide, type Viewer } from './domain/operator-side.ts'

/**
 * An alert as JSON, with what operators have done about it. The version's bytes are passed on as they came from the log,
 * fields of a later contract included; only the operators' part is serialised here.
 */
export const writeView = (now: AlertNow, viewer: Viewer, nowMs: number): Buffer => {
  const { json } = now.version
  const side = JSON.stringify(operatorSide(now, viewer, nowMs))
  return Buffer.concat([json.subarray(0, -1), Buffer.from(`,${side.slice(1)}`)])
}

/** The parts of `{"…":[view,view]}`: `head` and `tail` are the text around the views. */
export const viewParts = (
  head: string,
  alerts: readonly AlertNow[],
  tail: string,
  viewer: Viewer,
  nowMs: number,
): readonly Buffer[] => {
  const parts: Buffer[] = [Buffer.from(head)]
  const comma = Buffer.from(',')
  for (const [index, now] of alerts.entries()) {
    if (index > 0) parts.push(comma)
    parts.push(writeView(now, viewer, nowMs))
  }
  parts.push(Buffer.from(tail))
  return parts
}

export const writeViews = (...given: Parameters<typeof viewParts>): Buffer => Buffer.concat(viewParts(...given))
