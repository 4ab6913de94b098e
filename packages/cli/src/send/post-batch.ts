/** What became of one request; the sender decides what follows. */
export type Posted =
  | { readonly outcome: 'taken'; readonly rejected: readonly RecordRejection[] }
  /** Not taken, or not known to be: sending it again may help. */
  | { readonly outcome: 'again'; readonly why: string; readonly afterMs: number | null }
  /** Too much for one request. */
  | { readonly outcome: 'smaller'; readonly why: string }
  | { readonly outcome: 'refused'; readonly status: number; readonly why: string }

export type RecordRejection = { readonly index: number; readonly reason: string }

export type PostSpec = {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly signal: AbortSignal
}

const REQUEST_MS_MAX = 60_000
/** No such path, method or content type: what other servers answer. */
const WRONG_SERVICE: ReadonlySet<number> = new Set([404, 405, 415, 501])
const AGAIN: ReadonlySet<number> = new Set([408, 425, 429, 500, 502, 503, 504])

/** Posts NDJSON once. Throws only when the caller aborts. */
export const postBatch = async (lines: readonly string[], { url, headers, signal }: PostSpec): Promise<Posted> => {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/x-ndjson', ...headers },
      body: `${lines.join('\n')}\n`,
      signal: AbortSignal.any([signal, AbortSignal.timeout(REQUEST_MS_MAX)]),
    })
    return readResponse(response, await response.text(), lines.length)
  } catch (error) {
    signal.throwIfAborted()
    return { outcome: 'again', why: describeFailure(error), afterMs: null }
  }
}

const readResponse = (response: Response, text: string, sent: number): Posted => {
  const { status } = response
  const body = parse(text)
  if (response.ok) {
    const rejected = rejectionsOf(body)
    const accepted = body?.accepted
    if (rejected !== undefined && accepted === sent - rejected.length) return { outcome: 'taken', rejected }
    return { outcome: 'refused', status, why: `an answer that does not account for ${sent} records: ${brief(text)}` }
  }
  const message = body?.message
  if (WRONG_SERVICE.has(status) && body?.code !== 'unsupported-media-type') {
    const why = `${status}: nothing there takes observations; is it the ingest service? (LANDFALL_INGEST_URL or --url)`
    return { outcome: 'refused', status, why }
  }
  const why = `${status} ${typeof message === 'string' ? message : brief(text) || response.statusText}`
  if (status === 413) return { outcome: 'smaller', why }
  if (AGAIN.has(status)) return { outcome: 'again', why, afterMs: retryAfterMs(response.headers.get('retry-after')) }
  return { outcome: 'refused', status, why }
}

type Answer = {
  readonly accepted?: unknown
  readonly rejected?: unknown
  readonly message?: unknown
  readonly code?: unknown
}

const rejectionsOf = (body: Answer | undefined): readonly RecordRejection[] | undefined => {
  const list = body?.rejected
  if (!Array.isArray(list)) return undefined
  return list.filter((one): one is RecordRejection => typeof one?.index === 'number' && typeof one?.reason === 'string')
}

const parse = (text: string): Answer | undefined => {
  try {
    const body: unknown = JSON.parse(text)
    return typeof body === 'object' && body !== null ? (body as Answer) : undefined
  } catch {
    return undefined
  }
}

/** RFC 9110: seconds, or a date. */
const retryAfterMs = (header: string | null): number | null => {
  if (header === null) return null
  const seconds = Number(header)
  const ms = Number.isFinite(seconds) ? seconds * 1_000 : Date.parse(header) - Date.now()
  return Number.isNaN(ms) ? null : Math.max(0, ms)
}

const brief = (text: string): string => text.trim().replaceAll(/\s+/g, ' ').slice(0, 200)

/** fetch hides the reason (refused, reset, no such host) in `cause`, possibly one for each address. */
export const describeFailure = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error)
  if (error.name === 'TimeoutError') return `no answer within ${REQUEST_MS_MAX / 1_000} s`
  const { cause } = error
  const inner = cause instanceof AggregateError ? cause.errors[0] : cause
  if (!(inner instanceof Error)) return error.message
  const code = 'code' in inner ? String(inner.code) : ''
  return WORDS[code] ?? inner.message
}

const WORDS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'connection reset',
  ENOTFOUND: 'no such host',
  EAI_AGAIN: 'no such host',
  EHOSTUNREACH: 'host unreachable',
  UND_ERR_SOCKET: 'the connection was cut',
}
