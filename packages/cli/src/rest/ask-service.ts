import { CommandError } from '../command-line/command-error.ts'
import { EXIT } from '../command-line/exit-code.ts'
import { describeFailure } from '../send/post-batch.ts'

export type AskSpec = {
  readonly headers: Readonly<Record<string, string>>
  readonly signal: AbortSignal
  /** Makes it a POST. */
  readonly body?: object
}

const ANSWER_MS_MAX = 30_000

/** The body of the answer. Throws a CommandError that says why there is none. */
export const askService = async (url: URL, { headers, signal, body }: AskSpec): Promise<string> => {
  const response = await request(url, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { accept: '*/*', ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MS_MAX)]),
  })
  const text = await response.text()
  if (response.ok) return text
  throw refusal(url, response.status, text)
}

export const askJson = async (url: URL, spec: AskSpec): Promise<unknown> => {
  const text = await askService(url, spec)
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new CommandError(EXIT.unavailable, `${url.origin}: the answer is not JSON; is that the alert service?`, {
      cause,
    })
  }
}

const request = async (url: URL, init: RequestInit): Promise<Response> => {
  try {
    return await fetch(url, init)
  } catch (cause) {
    throw new CommandError(EXIT.unavailable, `${url.origin}: ${describeFailure(cause)}`, {
      cause,
      hint: 'is Landfall running? npm start starts it; --url names another address',
    })
  }
}

const EXIT_CODES: Readonly<Record<number, CommandError['exitCode']>> = {
  400: EXIT.usage,
  401: EXIT.noPermission,
  403: EXIT.noPermission,
  404: EXIT.found,
  409: EXIT.found,
  429: EXIT.unavailable,
}

const refusal = (url: URL, status: number, text: string): CommandError => {
  const exitCode = EXIT_CODES[status] ?? (status >= 500 ? EXIT.unavailable : EXIT.data)
  const isAccess = exitCode === EXIT.noPermission
  const details = isAccess ? { hint: 'LANDFALL_TOKEN or --token-file gives the bearer token' } : {}
  return new CommandError(exitCode, `${url.origin}: ${status} ${messageOf(text)}`, details)
}

const messageOf = (text: string): string => {
  try {
    const { message } = JSON.parse(text) as { readonly message?: unknown }
    if (typeof message === 'string') return message
  } catch {
    // Not JSON: shown as is.
  }
  return text.trim().replaceAll(/\s+/g, ' ').slice(0, 200)
}
