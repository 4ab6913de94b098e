import type { Logger, Metrics, SettingFiles } from '@landfall/runtime'
import type { FastifyInstance } from 'fastify'
import type { AccessConfig, ConnectionConfig } from '../access-settings.ts'
import type { AuditTrail } from '../audit/create-audit-trail.ts'
import { createAccess } from '../create-access.ts'
import { createAudit } from '../create-audit.ts'
import { createGuard } from '../create-guard.ts'
import { requireLoopback } from '../require-loopback.ts'
import type { SessionLog } from '../sessions/open-session-log.ts'
import { createAddressFilter } from './create-address-filter.ts'
import { limitConnections } from './limit-connections.ts'

export type HttpAccessSpec = {
  readonly config: AccessConfig & ConnectionConfig & { readonly HTTP_HOST: string }
  readonly logger: Logger
  readonly metrics: Metrics
  /** Those of the service. */
  readonly files?: SettingFiles
  readonly clock: () => number
  /** Pages that may call, beside those served here. */
  readonly allowedOrigins: readonly string[]
  /** Where who did what is written down; absent: refusals are in the log alone. */
  readonly trail?: AuditTrail
  /** Absent: this service accepts no sessions. */
  readonly sessionLog?: SessionLog
}
export type HttpAccess = Awaited<ReturnType<typeof openHttpAccess>>

/** Listening on these is listening on every address; as a Host header they name nobody. */
const ANY_ADDRESS: readonly string[] = ['0.0.0.0', '::']

/** What the HTTP side of every service identifies its callers with. Throws LF_CONFIG_INVALID. */
export const openHttpAccess = async (
  open: AsyncDisposableStack,
  { config, logger, metrics, clock, files, allowedOrigins, trail, sessionLog }: HttpAccessSpec,
) => {
  const { HTTP_HOST: host, TOKENS_FILE: tokensFile, SESSION_KEY_FILE: sessionKeyFile } = config
  const onlyLoopbackIsPublished = config.HTTP_LOOPBACK_PUBLISHED
  requireLoopback({ host, hasTokens: tokensFile !== undefined, onlyLoopbackIsPublished })
  const access = await createAccess({
    tokensFile,
    sessionKeyFile,
    logger,
    files,
    clock,
    trail,
    sessionLog,
    sessionIdleMs: config.SESSION_IDLE_MINUTES * 60_000,
  })
  open.defer(access.close)
  const allowedHosts = ANY_ADDRESS.includes(host) ? config.ALLOWED_HOSTS : [host, ...config.ALLOWED_HOSTS]
  const isTrustedProxy = createAddressFilter(config.TRUST_PROXY ?? [])
  return {
    access,
    guard: createGuard({ access, allowedHosts, allowedOrigins }),
    audit: createAudit({ logger, clock, trail }),
    isTrustedProxy,
    /** For Fastify's option: X-Forwarded-… headers are believed from these alone. */
    trustProxy: config.TRUST_PROXY === undefined ? false : [...config.TRUST_PROXY],
    limitConnections: (app: FastifyInstance, isTls = false): void =>
      limitConnections(app.server, {
        connectionsMax: config.CONNECTIONS_MAX,
        connectionsPerAddressMax: config.CONNECTIONS_PER_ADDRESS_MAX,
        isTrustedProxy,
        isTls,
        logger,
        metrics,
        clock,
      }),
  }
}
