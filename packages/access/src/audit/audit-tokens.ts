import { stat } from 'node:fs/promises'
import type { AuditEvent } from '@landfall/contracts'
import type { Token } from '../read-tokens-file.ts'
import type { AuditTrail } from './create-audit-trail.ts'

type Tokens = ReadonlyMap<string, Token>

/** Writes down how the tokens of the file changed. All instances see the same file, so they name their records alike. */
export const auditTokens = async (trail: AuditTrail, before: Tokens, after: Tokens, path: string): Promise<void> => {
  const { mtimeMs } = await stat(path)
  for (const [event, token] of changesOf(before, after)) {
    const { id: tokenId, name: tokenName, role: code, sourceId } = token
    const fact = { event, tokenId, tokenName, code, ...(sourceId !== null && { subject: sourceId }) }
    trail.record(fact, `${event} ${tokenId} ${mtimeMs}`)
  }
}

function* changesOf(before: Tokens, after: Tokens): Generator<readonly [AuditEvent, Token]> {
  for (const [id, token] of after) {
    const held = before.get(id)
    if (held === undefined) yield ['token-added', token]
    else if (JSON.stringify(held) !== JSON.stringify(token)) yield ['token-changed', token]
  }
  for (const [id, token] of before) if (!after.has(id)) yield ['token-removed', token]
}
