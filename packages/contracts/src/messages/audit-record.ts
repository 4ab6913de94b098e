import { z } from 'zod'
import { TokenId } from '../wire/token-id.ts'
import { WrittenTime } from '../wire/wire-time.ts'

/**
 * What is written down about access:
 * `log-in`, `log-out`, `log-in-refused` (a wrong token), `access-refused` (role, Host, Origin, credentials), `quota-hit`,
 * `foreign-source` (a record from a source that its feeder may not write as), `token-added`, `token-changed`,
 * `token-removed` (seen in the tokens file), `export` (of the audit, a history, a CAP message), `records-dropped` (of this
 * audit, while Kafka was away).
 */
export const AuditEvent = z.enum([
  'log-in',
  'log-out',
  'log-in-refused',
  'access-refused',
  'quota-hit',
  'foreign-source',
  'token-added',
  'token-changed',
  'token-removed',
  'export',
  'records-dropped',
])
export type AuditEvent = z.infer<typeof AuditEvent>

/** Of each text that comes from outside, in UTF-16 code units. */
export const AUDIT_TEXT_CHARACTERS_MAX = 200
const text = z.string().max(AUDIT_TEXT_CHARACTERS_MAX)

/** One line of the audit. Kept for ever, in one partition, below 4 KiB. Never a secret, and no name but that of a token. */
export const AuditRecord = z.object({
  type: z.literal('audit'),
  /** A second record with the same id is a repeat. */
  recordId: z.string(),
  /** By the clock of the service; the record's own time is the log's. */
  at: WrittenTime,
  service: z.enum(['alert', 'ingest', 'cli']),
  event: AuditEvent,
  /**
   * How many it stands for: more than 1 in a summary of what came in a minute beyond the bound, without the fields below,
   * and in `records-dropped`.
   */
  count: z.int().positive(),
  /** Who: of the token that was used, claimed or changed. Absent without tokens, and for what names none. */
  tokenId: TokenId.optional(),
  tokenName: text.optional(),
  address: text.optional(),
  /** What it was refused for, the role of a token, the quota, the form of an export. */
  code: text.optional(),
  /** What it is about: a route, a source id, an alert. */
  subject: text.optional(),
})
export type AuditRecord = Readonly<z.infer<typeof AuditRecord>>
