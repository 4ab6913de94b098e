import { hasOwnPlace, withPlace } from '@landfall/contracts'
import type { AlertVersion } from './domain/alert-version.ts'
import type { AlertNow } from './domain/create-alert-fold.ts'
import { operatorSide, type Viewer } from './domain/operator-side.ts'

/**
 * An alert as JSON, with where it is by name and what operators have done about it. The version's bytes are passed on as they came
 * from the log, fields of a later contract included; only what is added is serialised here.
 */
export const writeView = (now: AlertNow, viewer: Viewer, nowMs: number): Buffer => {
  const side = JSON.stringify(operatorSide(now, viewer, nowMs))
  return Buffer.concat([...openedJson(now.version), Buffer.from(`,${side.slice(1)}`)])
}

/** The version and its place, without the closing brace. */
const openedJson = ({ json, kind, place }: AlertVersion): readonly Buffer[] => {
  if (place === null) return [json.subarray(0, -1)]
  if (!hasOwnPlace(kind)) return [json.subarray(0, -1), Buffer.from(`,"place":${JSON.stringify(place)}`)]
  return [Buffer.from(JSON.stringify(withPlace(JSON.parse(json.toString()), place)).slice(0, -1))]
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
