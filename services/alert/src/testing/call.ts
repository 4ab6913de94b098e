/** A response with its status. */
export type HttpAnswer = { readonly status: number; readonly body: Body }

/** The fields that tests look at, of any response. */
type Body = {
  readonly [Name in
    | 'alert'
    | 'alerts'
    | 'code'
    | 'cursor'
    | 'entries'
    | 'escalatedAt'
    | 'message'
    | 'nextCursor'
    | 'notes'
    | 'silencedUntil'
    | 'text']?: unknown
}

export type HttpRequest = {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
}

export const call = async (url: string, { method, headers, body }: HttpRequest = {}): Promise<HttpAnswer> => {
  const response = await fetch(url, {
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  const text = await response.text()
  return { status: response.status, body: text.startsWith('{') ? JSON.parse(text) : { text } }
}
