import type {
  ActionName,
  ActionRequest,
  AlertTracks,
  AlertView,
  Checklists,
  History,
  HistoryEntry,
  NearAnswer,
  ReportPreview,
  Watches,
} from '@landfall/contracts'
import { newIdempotencyKey } from '../actions/new-idempotency-key.ts'
import type { AreaShown, Gazetteer, SessionInfo } from './state.ts'

export type PostedAction = {
  readonly alertId: string
  readonly action: ActionName
  /** The version that was on the screen. */
  readonly expectedVersion: number
  readonly note: string | null
  readonly until: string | null
} & Partial<Pick<ActionRequest, 'item' | 'reason' | 'duplicateOf' | 'handedTo'>>

export type ActionResponse =
  | { readonly outcome: 'done'; readonly alert: AlertView }
  /** The alert had changed; `alert` is what it is now. */
  | { readonly outcome: 'conflict'; readonly alert: AlertView; readonly message: string }
  | { readonly outcome: 'refused'; readonly message: string }
  /** No response: it may have been done. */
  | { readonly outcome: 'unknown' }

export type ReportResult = { readonly ok: true } | { readonly ok: false; readonly message: string }

const HISTORY_ENTRIES_MAX = 2_000
/** The service itself gives up after 15 s. With a cable pulled, a request could otherwise hang for minutes. */
const RESPONSE_MS_MAX = 20_000

/** Retries once under the same idempotency key if the response is lost, so an action never takes effect twice. */
const postAction = async ({ alertId, ...body }: PostedAction): Promise<ActionResponse> => {
  const url = `v1/alerts/${encodeURIComponent(alertId)}/actions`
  const key = newIdempotencyKey()
  const send = () => postJson(url, body, { 'idempotency-key': key })
  let response: Response
  try {
    response = await send().catch(send)
  } catch {
    return { outcome: 'unknown' }
  }
  const answer = await readJson(response)
  if (response.ok) return { outcome: 'done', alert: answer as unknown as AlertView }
  const message = String(answer['message'] ?? response.statusText)
  if (response.status === 409) return { outcome: 'conflict', alert: answer['alert'] as AlertView, message }
  return answer['code'] === 'unconfirmed' ? { outcome: 'unknown' } : { outcome: 'refused', message }
}

const postReport = async (observation: Readonly<Record<string, unknown>>): Promise<ReportResult> => {
  try {
    const response = await postJson('v1/observations', observation)
    const answer = await readJson(response)
    const [rejected] = (answer['rejected'] as readonly { readonly reason: string }[] | undefined) ?? []
    if (rejected !== undefined) return { ok: false, message: `Not taken. ${rejected.reason}` }
    if (response.ok) return { ok: true }
    const message = String(answer['message'] ?? response.statusText)
    return { ok: false, message: response.status < 500 ? `Not taken. ${message}` : `Perhaps not taken. ${message}` }
  } catch {
    return { ok: false, message: 'Perhaps not taken: the service does not answer. Sending it again is safe.' }
  }
}

/** What a report would do; nothing is sent. Rejects where the service does not answer. */
const previewReport = async (observation: unknown, signal: AbortSignal): Promise<ReportPreview> =>
  bodyOf<ReportPreview>(
    await fetch('v1/reports/preview', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(observation),
      signal: AbortSignal.any([signal, AbortSignal.timeout(RESPONSE_MS_MAX)]),
    }),
  )

/** Null if one has to log in first. Throws if that is not known. */
const getSession = async (): Promise<SessionInfo | null> => {
  const response = await fetch('v1/session')
  return response.status === 401 ? null : bodyOf<SessionInfo>(response)
}

/** Oldest first, at most `HISTORY_ENTRIES_MAX` and the rest of a page. */
const getHistory = async (alertId: string): Promise<readonly HistoryEntry[]> => {
  const entries: HistoryEntry[] = []
  let cursor: string | null = '0'
  while (cursor !== null && entries.length < HISTORY_ENTRIES_MAX) {
    const response: Response = await fetch(`v1/alerts/${encodeURIComponent(alertId)}/history?cursor=${cursor}`)
    const page: History = await bodyOf<History>(response)
    entries.push(...page.entries)
    cursor = page.nextCursor
  }
  return entries
}

/** The craft near the place of a call for help, as the service knows them now. */
const getNear = async (alertId: string): Promise<NearAnswer> =>
  bodyOf<NearAnswer>(
    await fetch(`v1/alerts/${encodeURIComponent(alertId)}/near`, { signal: AbortSignal.timeout(RESPONSE_MS_MAX) }),
  )

/** Where the craft of an alert were in the last 24 hours. */
const getTracks = async (alertId: string): Promise<AlertTracks> =>
  bodyOf<AlertTracks>(
    await fetch(`v1/alerts/${encodeURIComponent(alertId)}/tracks`, { signal: AbortSignal.timeout(RESPONSE_MS_MAX) }),
  )

const getAreas = async (): Promise<readonly AreaShown[]> => {
  const response = await fetch('v1/areas')
  type Properties = { readonly areaId: string; readonly name: string; readonly policy?: unknown }
  type Area = { readonly properties: Properties; readonly geometry: unknown }
  const { features } = await bodyOf<{ readonly features: readonly Area[] }>(response)
  return features.map(({ properties: { areaId, name, policy = {} }, geometry }) => ({ areaId, name, geometry, policy }))
}

/** The names of the coast. */
const getGazetteer = async (): Promise<Gazetteer> => {
  type Point = {
    readonly properties: { readonly name: string; readonly rank: number }
    readonly geometry: { readonly coordinates: readonly [number, number] }
  }
  type Points = { readonly attribution?: string; readonly features: readonly Point[] }
  const { attribution, features } = await bodyOf<Points>(await fetch('v1/gazetteer'))
  const places = features.map(({ properties: { name, rank }, geometry: { coordinates } }) => {
    const [longitude, latitude] = coordinates
    return { name, rank, longitude, latitude }
  })
  return { attribution: attribution ?? null, places }
}

/** What to do about alerts. */
const getChecklists = async (): Promise<Checklists> => bodyOf<Checklists>(await fetch('v1/checklists'))

const getWatches = async (): Promise<Watches> => bodyOf<Watches>(await fetch('v1/watch'))

/** The alert service’s REST interface. */
export const rest = {
  postAction,
  postReport,
  previewReport,
  getSession,
  getHistory,
  getNear,
  getTracks,
  getAreas,
  getGazetteer,
  getChecklists,
  getWatches,
}

const postJson = (url: string, body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Response> =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(RESPONSE_MS_MAX),
  })

const readJson = async (response: Response): Promise<Record<string, unknown>> =>
  response.json().catch(() => ({ message: `${response.status} ${response.statusText}` })) as Promise<
    Record<string, unknown>
  >

const bodyOf = async <Body>(response: Response): Promise<Body> => {
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}`)
  return (await response.json()) as Body
}

/** What other parts of the interface are made of. */
export const restHttp = { postJson, readJson, bodyOf, responseMsMax: RESPONSE_MS_MAX }
