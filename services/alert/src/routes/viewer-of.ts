import { addressGroup, type Guard, isOverTls } from '@landfall/access'
import type { FastifyRequest } from 'fastify'
import type { Viewer } from '../domain/operator-side.ts'
import type { FeedViewer } from '../feed/feed-client.ts'

/** Whoever is not an operator sees what a subscriber sees. */
export const viewerOf = ({ principal }: FastifyRequest): Viewer =>
  principal?.role === 'operator' ? 'operator' : 'subscriber'

/** Keeps the credentials of the handshake, so that they can be checked again for as long as the socket is open. */
export const feedViewerOf = (guard: Guard, request: FastifyRequest): FeedViewer => {
  const { host, origin, authorization, cookie } = request.headers
  const sent = { host, origin, authorization, cookie }
  const isSecure = isOverTls(request)
  const handshake = { method: 'GET', isUpgrade: true, isConnected: true, isSecure, headers: sent }
  const role = request.principal?.role
  const isStillAllowed = (): boolean => {
    const identified = guard.identify(handshake)
    return identified.ok && identified.principal !== null && identified.principal.role === role
  }
  return { viewer: viewerOf(request), address: addressGroup(request.ip), isStillAllowed }
}
