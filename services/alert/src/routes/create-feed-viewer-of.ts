import type { Guard } from '@landfall/access'
import type { FastifyRequest } from 'fastify'
import type { Reader } from '../domain/operator-side.ts'
import type { FeedReader } from '../feed/feed-client.ts'

/** Whoever is not an operator sees what a subscriber sees. */
export const readerOf = ({ principal }: FastifyRequest): Reader =>
  principal?.role === 'operator' ? 'operator' : 'subscriber'

/** The credentials of the handshake, to be asked again as long as the socket is open. */
export const createFeedReaderOf =
  (guard: Guard) =>
  (request: FastifyRequest): FeedReader => {
    const { host, origin, authorization, cookie } = request.headers
    const handshake = { method: 'GET', isUpgrade: true, headers: { host, origin, authorization, cookie } }
    const role = request.principal?.role
    const isStillAllowed = (): boolean => {
      const identified = guard.identify(handshake)
      return identified.ok && identified.principal !== null && identified.principal.role === role
    }
    return { reader: readerOf(request), isStillAllowed }
  }
