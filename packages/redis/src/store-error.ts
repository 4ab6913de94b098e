import { type ErrorCode, LandfallError } from '@landfall/runtime'

type Kind = { readonly code: ErrorCode; readonly retryable: boolean }

const DOWN: Kind = { code: 'LF_STORE_DOWN', retryable: true }
const REFUSED: Kind = { code: 'LF_STORE_REFUSED', retryable: false }

/** By the code of a Redis error reply. Anything not listed, such as a lost connection, is retryable. */
const KINDS: Readonly<Record<string, Kind>> = {
  OOM: { code: 'LF_STORE_FULL', retryable: true },
  LFCORRUPT: { code: 'LF_STORE_CORRUPT', retryable: false },
  WRONGTYPE: { code: 'LF_STORE_CORRUPT', retryable: false },
  NOAUTH: REFUSED,
  WRONGPASS: REFUSED,
  NOPERM: REFUSED,
}

/** Maps errors of Redis and its client to LandfallErrors; a bug in this program passes unchanged. */
export const storeError = (doing: string, cause: unknown): Error => {
  if (cause instanceof LandfallError || cause instanceof TypeError || cause instanceof RangeError) return cause
  const message = cause instanceof Error ? cause.message : String(cause)
  const { code, retryable } = KINDS[replyCode(message)] ?? DOWN
  return new LandfallError(code, `${doing}: ${message}`, { retryable, cause })
}

/** The first word, except that Redis 6.2 puts what a script ran into at the end of a sentence about the script. */
const replyCode = (message: string): string =>
  (/^ERR Error running script.*: -([A-Z]+) /s.exec(message) ?? /^([A-Z]+)/.exec(message))?.[1] ?? ''
