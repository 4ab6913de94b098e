export { accessSettings, connectionSettings, OPS_CONNECTIONS } from './access-settings.ts'
export { type AuditTrail, type AuditTrailSpec, createAuditTrail } from './audit/create-audit-trail.ts'
export { type Access, type AccessSpec, createAccess } from './create-access.ts'
export { createAudit, type RefusedRequest } from './create-audit.ts'
export {
  type AccessDenial,
  createGuard,
  type Guard,
  type GuardedRequest,
  type Identified,
  requireRole,
} from './create-guard.ts'
export { idOfSecret } from './create-token-secret.ts'
export { buildOpsApp } from './http/build-ops-app.ts'
export { type AddressFilter, addressGroup } from './http/create-address-filter.ts'
export { createFailureLimit } from './http/create-failure-limit.ts'
export { createRequestGuard, isOverTls, type RequestGuard, type RequestGuardSpec } from './http/create-request-guard.ts'
export { ANY_ROLE, guardedOpsRoutes } from './http/guarded-ops-routes.ts'
export { type HttpAccess, openHttpAccess } from './http/open-http-access.ts'
export { requesterOf } from './http/requester-of.ts'
export { type AccessLogSpec, openAccessLog } from './open-access-log.ts'
export { QuotaChanges, Quotas, QuotaText } from './quotas.ts'
export { addToken, readTokensFile, removeToken, type Token, type TokenWish } from './read-tokens-file.ts'
export { isLoopback, requireLoopback } from './require-loopback.ts'
export { LOCAL_PRINCIPAL, mayWriteAs, operatorSourceId, type Principal, Role } from './role.ts'
export { openSessionLog, type SessionLog } from './sessions/open-session-log.ts'
export { sessionCookie, sessionOfCookies } from './sessions/session-cookie.ts'
