import { isUtf8 } from 'node:buffer'
import {
  ActionRecord,
  type Alert,
  AlertHead,
  type AlertPlace,
  alertCentre,
  alertFault,
  escapeHidden,
  escapeHiddenJson,
  type ParsedJson,
  parseJson,
  parseWireTime,
  WatchRecord,
} from '@landfall/contracts'
import type { LogRecord } from '@landfall/kafka'
import { z } from 'zod'
import type { AlertAction } from '../domain/alert-action.ts'
import type { AlertVersion } from '../domain/alert-version.ts'
import type { TakeOver } from '../domain/watch/watch-log.ts'

/** What reading a version adds to its record. */
export type VersionReading = {
  /** The period of an area's policy. */
  readonly periodMsOf?: (areaId: string) => number
  /** A position in words; null where nothing near it has a name. */
  readonly placeAt?: (longitude: number, latitude: number) => AlertPlace | null
}
/** As in a policy that does not say otherwise. */
const PERIOD_MS_DEFAULT = 86_400_000

/** Only what the fold needs. */
const FoldedAlert = AlertHead.extend({
  supersededBy: z.string().nullish(),
  source: z.object({ id: z.string() }).nullish(),
  craft: z
    .array(
      z.object({
        craftId: z.string(),
        sameAs: z.array(z.string()).default([]),
        unauthorised: z.object({ likely: z.number() }),
        longitude: z.number().optional(),
        latitude: z.number().optional(),
      }),
    )
    .default([]),
  /** Of an area, under which it was made. */
  policy: z.string().nullish(),
  craftMore: z.int().positive().nullish(),
  changes: z.array(z.string()).default([]),
  place: z.object({ longitude: z.number(), latitude: z.number() }).nullish(),
})

/**
 * The one place where text from before it was refused is made visible: for REST, feed, history, CAP and the console. What is no
 * alert is refused here, because its bytes would be passed on: one alert that its readers cannot draw, or a text that is not
 * UTF-8, which ends a WebSocket, would come again with each snapshot.
 */
export const parseVersionRecord = (
  { value, offset, timestampMs }: LogRecord,
  { periodMsOf = () => PERIOD_MS_DEFAULT, placeAt = () => null }: VersionReading = {},
): ParsedJson<AlertVersion> => {
  if (value === null) return { ok: false, reason: 'no value' }
  const text = value.toString()
  const shown = escapeHiddenJson(text)
  const parsed = parseJson(FoldedAlert, shown, alertFault)
  if (!parsed.ok) return parsed
  const { craft, craftMore, changes, areaId, supersededBy, source, policy, place: _place, ...head } = parsed.value
  // Of a kind that is known here it has the fields that its kind requires: `alertFault` has looked.
  const centre = alertCentre(parsed.value as unknown as Alert)
  const version: AlertVersion = {
    ...head,
    areaId: areaId ?? null,
    sourceId: source?.id ?? null,
    supersededBy: supersededBy ?? null,
    craft: craft.map(({ craftId, sameAs, unauthorised }) => ({ craftId, sameAs, likely: unauthorised.likely })),
    hasUnlistedJoining: (craftMore ?? 0) > 0 && changes.includes('craft-joined'),
    periodMs: policy == null || areaId == null ? null : periodMsOf(areaId),
    offset,
    timeMs: timestampMs,
    json: shown === text && isUtf8(value) ? compact(value) : Buffer.from(shown.trim()),
    place: centre && placeAt(centre.longitude, centre.latitude),
  }
  return { ok: true, value: version }
}

export const parseActionRecord = ({ value, offset, timestampMs }: LogRecord): ParsedJson<AlertAction> => {
  const parsed = parseJson(ActionRecord, value?.toString() ?? null)
  if (!parsed.ok) return parsed
  const { type: _type, until, operator, note, item, duplicateOf, handedTo, ...action } = parsed.value
  const untilMs = until === null ? null : parseWireTime(until)
  if (Number.isNaN(untilMs)) return { ok: false, reason: `until is not a time: ${until}` }
  const shown = { operator: escapeHidden(operator), note: note === null ? null : escapeHidden(note, 'lines') }
  const added = Object.entries({ item, duplicateOf, handedTo }).flatMap(([name, text]) =>
    text === undefined ? [] : [[name, escapeHidden(text)]],
  )
  return {
    ok: true,
    value: { ...action, ...shown, ...Object.fromEntries(added), untilMs, offset, timeMs: timestampMs },
  }
}

export const parseWatchRecord = ({ value, offset, timestampMs }: LogRecord): ParsedJson<TakeOver> => {
  const parsed = parseJson(WatchRecord, value?.toString() ?? null)
  if (!parsed.ok) return parsed
  const { type: _type, operator, note, alertIds, ...rest } = parsed.value
  const shown = {
    operator: escapeHidden(operator),
    note: note === null ? null : escapeHidden(note, 'lines'),
    alertIds: alertIds.map((alertId) => escapeHidden(alertId)),
  }
  return { ok: true, value: { ...rest, ...shown, tokenId: rest.tokenId, offset, atMs: timestampMs } }
}

const CLOSING_BRACE = 0x7d

/** Without surrounding white space. Copied, because the record is a slice of a whole fetch, which it would keep alive. */
const compact = (value: Buffer): Buffer =>
  value.at(-1) === CLOSING_BRACE ? Buffer.from(value) : Buffer.from(value.toString().trim())
