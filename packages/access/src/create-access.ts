import { unwatchFile, watchFile } from 'node:fs'
import { escapeHidden } from '@landfall/contracts'
import { createSettingFiles, type Logger, type SettingFiles } from '@landfall/runtime'
import { auditTokens } from './audit/audit-tokens.ts'
import type { AuditTrail } from './audit/create-audit-trail.ts'
import { hashSecret, idOfSecret, isSameHash } from './create-token-secret.ts'
import { isCurrent, readTokensFile, type Token } from './read-tokens-file.ts'
import { LOCAL_PRINCIPAL, type Principal } from './role.ts'
import { createSessions } from './sessions/create-sessions.ts'
import { loadSessionKey, sessionKeyOf } from './sessions/load-session-key.ts'
import type { SessionLog } from './sessions/open-session-log.ts'

const RELOAD_MS = 2_000
const SESSION_IDLE_MS = 30 * 60_000

export type AccessSpec = {
  /** Absent: no tokens, and everybody is the local operator (the service must then listen on loopback only). */
  readonly tokensFile?: string | undefined
  /** Default: the tokens file's path with `.session-key` after it. */
  readonly sessionKeyFile?: string | undefined
  readonly logger: Logger
  /** Hears when the tokens file cannot be used, and when it can again. */
  readonly files?: SettingFiles | undefined
  readonly clock?: () => number
  /** Changes of the tokens file are written there. */
  readonly trail?: AuditTrail | undefined
  /** Absent: this service accepts no sessions, and begins none. */
  readonly sessionLog?: SessionLog | undefined
  /** Without a request for so long a session is over. Default: 30 minutes. */
  readonly sessionIdleMs?: number | undefined
}

export type ReadSession =
  | { readonly state: 'valid'; readonly principal: Principal; readonly renewed: string | null }
  | { readonly state: 'over' }
  /** Which sessions were logged out has not been read yet. */
  | { readonly state: 'not-ready' }
export type Access = Awaited<ReturnType<typeof createAccess>>

/** Principals by secret and by session. Follows changes of the tokens file within seconds. Throws LF_CONFIG_INVALID for files it cannot use. */
export const createAccess = async (spec: AccessSpec) => {
  const { tokensFile, sessionKeyFile, logger, clock = Date.now, trail, sessionLog } = spec
  if (tokensFile === undefined) return OPEN_ACCESS
  const files = spec.files ?? createSettingFiles({ logger })
  const file = `TOKENS_FILE ${tokensFile}`
  let tokens = byId(await readTokensFile(tokensFile))
  const sessions = createSessions(
    await loadSessionKey(sessionKeyFile ?? sessionKeyOf(tokensFile), logger),
    spec.sessionIdleMs ?? SESSION_IDLE_MS,
  )

  const reload = async (): Promise<void> => {
    try {
      const before = tokens
      tokens = byId(await readTokensFile(tokensFile))
      files.note(file, undefined)
      if (trail !== undefined) await auditTokens(trail, before, tokens, tokensFile)
      logger.info({ event: 'tokens.reloaded', tokens: tokens.size })
    } catch (error) {
      // A mistake while editing must neither let everybody in nor lock everybody out.
      files.note(file, (error as Error).message)
    }
  }
  const onChange = (): void => void reload()
  watchFile(tokensFile, { interval: RELOAD_MS, persistent: false }, onChange)

  const byTokenId = (id: string): Principal | null => {
    const token = tokens.get(id)
    return token !== undefined && isCurrent(token, clock()) ? toPrincipal(token) : null
  }

  const bySecret = (secret: string): Principal | null => {
    const id = idOfSecret(secret)
    const token = id === null ? undefined : tokens.get(id)
    const isRight = isSameHash(hashSecret(secret), token?.hash ?? NO_HASH)
    return isRight && token !== undefined && isCurrent(token, clock()) ? toPrincipal(token) : null
  }

  const bySession = (value: string, isConnected = false): ReadSession => {
    const nowMs = clock()
    const session = sessions.read(value, nowMs, isConnected)
    const principal = session === null ? null : byTokenId(session.tokenId)
    if (session === null || principal === null || sessionLog === undefined) return { state: 'over' }
    if (!sessionLog.isRead()) return { state: 'not-ready' }
    if (sessionLog.isEnded(session)) return { state: 'over' }
    return { state: 'valid', principal, renewed: sessions.renew(session, nowMs) }
  }

  const endSession = (value: string): void => {
    const session = sessions.read(value, clock(), true)
    if (session !== null) sessionLog?.end(session)
  }

  return {
    isOpen: false,
    bySecret,
    bySession,
    beginSession: (principal: Principal) => sessions.begin(principal.id, clock()),
    /** On every instance that follows the sessions topic. */
    endSession,
    reload,
    close: (): void => {
      unwatchFile(tokensFile, onChange)
    },
  }
}

const LOCAL_SESSION: ReadSession = { state: 'valid', principal: LOCAL_PRINCIPAL, renewed: null }

const OPEN_ACCESS = {
  isOpen: true,
  bySecret: (_secret: string): Principal | null => LOCAL_PRINCIPAL,
  bySession: (_value: string, _isConnected = false): ReadSession => LOCAL_SESSION,
  beginSession: (_principal: Principal) => ({ value: '', expiresAtMs: 0 }),
  endSession: (_value: string): void => {},
  reload: async (): Promise<void> => {},
  close: (): void => {},
}

/** Compared with if there is no such token, so that the answer takes as long. */
const NO_HASH = `sha256:${'0'.repeat(64)}`

const byId = (tokens: readonly Token[]): ReadonlyMap<string, Token> => new Map(tokens.map((token) => [token.id, token]))

const toPrincipal = ({ id, name, role, sourceId, quotas }: Token): Principal => ({
  id,
  // A file that was edited by hand may hold what `addToken` refuses.
  name: escapeHidden(name),
  role,
  sourceId,
  ...(quotas !== undefined && { quotas }),
})
