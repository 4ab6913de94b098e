import { adaptSocket, type ConnectSocket } from '@landfall/feed-client'

/** Sends a token along: Node's WebSocket, unlike a browser's, takes headers in place of sub-protocols. */
export const connectWithHeaders =
  (headers: Readonly<Record<string, string>>): ConnectSocket =>
  (url, handlers) =>
    adaptSocket(new WebSocket(url, { headers }), handlers)
