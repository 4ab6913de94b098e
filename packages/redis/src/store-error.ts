import { type ErrorCode, LandfallError } from '@landfall/runtime'
import { remedyOf } from './connection/remedy-of.ts'

type Kind = { readonly code: ErrorCode; readonly retryable: boolean }

const DOWN: Kind = { code: 'LF_STORE_DOWN', retryable: true }
/** Retryable: whoever grants the permission, or changes the password, need not start the service again. */
const REFUSED: Kind = { code: 'LF_STORE_REFUSED', retryable: true }

/**
 * By the code of a Redis error reply. Anything not listed is DOWN, such as a lost connection, and whatever a failover or a change
 * of a cluster brings (READONLY, MASTERDOWN, NOREPLICAS, LOADING, MOVED, ASK, TRYAGAIN, CLUSTERDOWN): the state is loaded again.
 */
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
  const remedy = remedyOf(message)
  const what = `${doing}: ${message}${remedy === undefined ? '' : ` (${remedy})`}`
  return new LandfallError(code, what, { retryable, cause })
}

/** What a server says that is not the primary, or no longer the one that counts: another connection may lead to that. */
const NO_PRIMARY: ReadonlySet<string> = new Set(['READONLY', 'MASTERDOWN', 'NOREPLICAS'])
export const isOfNoPrimary = (message: string): boolean => NO_PRIMARY.has(replyCode(message))

/**
 * The first word, except that Redis 6.2 puts what a script ran into at the end of a sentence about the script, and ioredis the
 * answer that it gave up on behind its own. What a script may not run has no code of its own.
 */
const replyCode = (message: string): string => {
  if (NOT_PERMITTED.test(message)) return 'NOPERM'
  const found = IN_SCRIPT.exec(message) ?? GIVEN_UP.exec(message) ?? /^([A-Z]+)/.exec(message)
  return found?.[1] ?? ''
}
const NOT_PERMITTED = /The user executing the script can't|ACL failure in script/
const IN_SCRIPT = /^ERR Error running script.*: -?([A-Z]{3,}) /s
const GIVEN_UP = /^Too many Cluster redirections\. Last error: \w*Error: ([A-Z]+)/
