import type { ActionName, AlertView, History, HistoryEntry } from '@landfall/contracts'
import type { AreaShown, SessionInfo } from './state.ts'

const ENTRIES_MAX = 2_000

export type ActionResult =
  | { readonly outcome: 'done'; readonly alert: AlertView }
  /** `alert` is what it is now. */
  | { readonly outcome: 'conflict'; readonly alert: AlertView; readonly message: string }
  | { readonly outcome: 'refused'; readonly message: string }
  /** It may have been done. */
  | { readonly outcome: 'unknown' }

export type AlertAction = {
  readonly alertId: string
  readonly action: ActionName
  readonly expectedVersion: number
  readonly note: string | null
  readonly until: string | null
}

const json = async (response: Response): Promise<Record<string, unknown>> =>
  response.json().catch(() => ({ message: `${response.status} ${response.statusText}` })) as Promise<
    Record<string, unknown>
  >

/** The service itself gives up after 15 s; a pulled cable would keep a request, and all that wait for it, for minutes. */
const ANSWER_MS_MAX = 20_000

/** Retries once under the same idempotency key if the response is lost, so an action never takes effect twice. */
export const postAction = async ({ alertId, ...body }: AlertAction): Promise<ActionResult> => {
  const url = `v1/alerts/${encodeURIComponent(alertId)}/actions`
  const headers = { 'content-type': 'application/json', 'idempotency-key': newKey() }
  const send = () =>
    fetch(url, { method: 'POST', headers, body: JSON.stringify(body), signal: AbortSignal.timeout(ANSWER_MS_MAX) })
  let response: Response
  try {
    response = await send().catch(send)
  } catch {
    return { outcome: 'unknown' }
  }
  const answer = await json(response)
  if (response.ok) return { outcome: 'done', alert: answer as unknown as AlertView }
  const message = String(answer['message'] ?? response.statusText)
  if (response.status === 409) return { outcome: 'conflict', alert: answer['alert'] as AlertView, message }
  return answer['code'] === 'unconfirmed' ? { outcome: 'unknown' } : { outcome: 'refused', message }
}

/** crypto.randomUUID is there only for pages that came by TLS or from this machine. */
const newKey = (): string =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('')

/** Null where one has to log in first. Throws where that is not known. */
export const getSession = async (): Promise<SessionInfo | null> => {
  const response = await fetch('v1/session')
  return response.status === 401 ? null : bodyOf<SessionInfo>(response)
}

const bodyOf = async <Body>(response: Response): Promise<Body> => {
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}`)
  return (await response.json()) as Body
}

export const getHistory = async (alertId: string): Promise<readonly HistoryEntry[]> => {
  const entries: HistoryEntry[] = []
  let cursor: string | null = '0'
  while (cursor !== null && entries.length < ENTRIES_MAX) {
    const response: Response = await fetch(`v1/alerts/${encodeURIComponent(alertId)}/history?cursor=${cursor}`)
    const page: History = await bodyOf<History>(response)
    entries.push(...page.entries)
    cursor = page.nextCursor
  }
  return entries
}

export const getAreas = async (): Promise<readonly AreaShown[]> => {
  const response = await fetch('v1/areas')
  type Area = { readonly properties: { readonly areaId: string; readonly name: string }; readonly geometry: unknown }
  const { features } = await bodyOf<{ readonly features: readonly Area[] }>(response)
  return features.map(({ properties: { areaId, name }, geometry }) => ({ areaId, name, geometry }))
}

export type ReportResult = { readonly ok: true } | { readonly ok: false; readonly message: string }

export const postReport = async (observation: Readonly<Record<string, unknown>>): Promise<ReportResult> => {
  try {
    const headers = { 'content-type': 'application/json' }
    const signal = AbortSignal.timeout(ANSWER_MS_MAX)
    const response = await fetch('v1/observations', {
      method: 'POST',
      headers,
      body: JSON.stringify(observation),
      signal,
    })
    const answer = await json(response)
    const [rejected] = (answer['rejected'] as readonly { readonly reason: string }[] | undefined) ?? []
    if (rejected !== undefined) return { ok: false, message: `Not taken. ${rejected.reason}` }
    if (response.ok) return { ok: true }
    const message = String(answer['message'] ?? response.statusText)
    return { ok: false, message: response.status < 500 ? `Not taken. ${message}` : `Perhaps not taken. ${message}` }
  } catch {
    return { ok: false, message: 'Perhaps not taken: the service does not answer. Sending it again is safe.' }
  }
}
