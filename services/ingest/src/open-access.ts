import { createAccess, createAudit, createGuard, requireLoopback } from '@landfall/access'
import type { Logger } from '@landfall/runtime'
import type { IngestConfig } from './ingest-config.ts'

/** Access for feeders. Pages of other origins may never feed: the alert service forwards the console's reports. */
export const openAccess = async (
  open: AsyncDisposableStack,
  { config, logger, clock }: { readonly config: IngestConfig; readonly logger: Logger; readonly clock: () => number },
) => {
  const { TOKENS_FILE: tokensFile, SESSION_KEY_FILE: sessionKeyFile } = config
  requireLoopback({
    host: config.HTTP_HOST,
    hasTokens: tokensFile !== undefined,
    onlyLoopbackIsPublished: config.HTTP_LOOPBACK_PUBLISHED,
  })
  const access = await createAccess({ tokensFile, sessionKeyFile, logger, clock })
  open.defer(access.close)
  const guard = createGuard({ access, allowedHosts: [config.HTTP_HOST, ...config.ALLOWED_HOSTS], allowedOrigins: [] })
  return { guard, audit: createAudit(logger, clock) }
}
