export { accessSettings } from './access-settings.ts'
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
export { sessionCookie, sessionOfCookies } from './create-sessions.ts'
export { addToken, readTokensFile, removeToken, type Token, type TokenWish } from './read-tokens-file.ts'
export { isLoopback, requireLoopback } from './require-loopback.ts'
export { LOCAL_PRINCIPAL, mayWriteAs, operatorSourceId, type Principal, Role } from './role.ts'
