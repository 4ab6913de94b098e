export { accessSettings } from './access-config.ts'
export { createAudit, type RefusedRequest } from './audit-refusals.ts'
export { type Access, type AccessSpec, createAccess } from './create-access.ts'
export {
  createGuard,
  type Guard,
  type GuardedRequest,
  type Identified,
  principalOf,
  type Refusal,
  requireRole,
} from './request-guard.ts'
export { requireLoopback } from './require-loopback.ts'
export { LOCAL_PRINCIPAL, mayWriteAs, operatorSourceId, type Principal, Role } from './role.ts'
export { sessionCookie, sessionOfCookies } from './sessions.ts'
export { addToken, readTokensFile, removeToken, type Token, type TokenWish } from './tokens-file.ts'
