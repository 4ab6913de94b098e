import { z } from 'zod'
import { TokenId } from '../wire/token-id.ts'
import { WrittenTime } from '../wire/wire-time.ts'

/** A session of the console was logged out. Every service that accepts sessions follows these, and refuses that one from then on. */
export const SessionEnded = z.object({
  type: z.literal('session-ended'),
  /** Random; of no use without the signature that only the cookie has. */
  sessionId: z.string().max(64),
  tokenId: TokenId,
  beganAt: WrittenTime,
  /** When it would have ended by itself: nobody needs the record after that. */
  expiresAt: WrittenTime,
})
export type SessionEnded = Readonly<z.infer<typeof SessionEnded>>
