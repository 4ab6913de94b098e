import type { Incoming } from '../domain/incoming.ts'

/** A record of a body, and the line it stood on where the body has lines. */
export type ReceivedRecord = Incoming & { readonly line?: number }
