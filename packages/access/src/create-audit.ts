import type { Logger } from '@landfall/runtime'
import type { AuditTrail } from './audit/create-audit-trail.ts'

const LINES_PER_MINUTE_MAX = 300

export type RefusedRequest = {
  readonly code: string
  readonly method: string
  /** The route, or the path without its query: a secret put there must not get into the log. */
  readonly route: string
  readonly address: string
  readonly principalId?: string | undefined
  readonly principalName?: string | undefined
}

export type AuditSpec = {
  readonly logger: Logger
  readonly clock: () => number
  /** Absent: the log alone. */
  readonly trail?: AuditTrail | undefined
}

/** Logs every refusal, without secrets; of a flood only the number, so that it cannot fill the disk. The trail bounds itself. */
export const createAudit = ({ logger, clock, trail }: AuditSpec) => {
  let minute = 0
  let lines = 0
  return (refused: RefusedRequest): void => {
    const { code, method, route, address, principalId: tokenId, principalName: tokenName } = refused
    trail?.record({ event: 'access-refused', code, subject: `${method} ${route}`, address, tokenId, tokenName })
    const nowMinute = Math.floor(clock() / 60_000)
    if (nowMinute !== minute) {
      if (lines > LINES_PER_MINUTE_MAX) {
        logger.warn({ event: 'access.refused-more', refusals: lines - LINES_PER_MINUTE_MAX })
      }
      minute = nowMinute
      lines = 0
    }
    lines += 1
    if (lines <= LINES_PER_MINUTE_MAX) logger.warn({ event: 'access.refused', ...refused })
  }
}
