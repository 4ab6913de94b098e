import type { AuditEvent } from '@landfall/contracts'

/** Of each event and each instance, so that a flood can neither fill the topic nor hide events of another kind. */
export const AUDIT_BOUNDS = { recordsPerMinuteMax: 30, recordsPerHourMax: 300 } as const

export type AuditBounds = { readonly [Name in keyof typeof AUDIT_BOUNDS]: number }
export type AuditSummary = { readonly event: AuditEvent; readonly count: number }

type Held = { minute: number; inMinute: number; hour: number; inHour: number; more: number }

const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000

/** Decides which events get a record of their own; the rest are counted, and summed up once a minute. */
export const createAuditBound = (bounds: AuditBounds = AUDIT_BOUNDS) => {
  const byEvent = new Map<AuditEvent, Held>()

  const heldOf = (event: AuditEvent, nowMs: number): Held => {
    const [minute, hour] = [Math.floor(nowMs / MINUTE_MS), Math.floor(nowMs / HOUR_MS)]
    const held = byEvent.get(event) ?? { minute, inMinute: 0, hour, inHour: 0, more: 0 }
    byEvent.set(event, held)
    if (held.minute !== minute) Object.assign(held, { minute, inMinute: 0 })
    if (held.hour !== hour) Object.assign(held, { hour, inHour: 0 })
    return held
  }

  return {
    /** Whether this event gets a record of its own. */
    admit: (event: AuditEvent, nowMs: number): boolean => {
      const held = heldOf(event, nowMs)
      if (held.inMinute < bounds.recordsPerMinuteMax && held.inHour < bounds.recordsPerHourMax) {
        held.inMinute += 1
        held.inHour += 1
        return true
      }
      held.more += 1
      return false
    },
    /** What was only counted since the last call. */
    takeSummaries: (): readonly AuditSummary[] => {
      const summaries = [...byEvent].flatMap(([event, { more }]) => (more === 0 ? [] : [{ event, count: more }]))
      for (const held of byEvent.values()) held.more = 0
      return summaries
    },
  }
}
