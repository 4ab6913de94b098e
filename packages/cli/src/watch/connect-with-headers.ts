import { adaptSocket, type ConnectSocket } from '@landfall/feed-client'

/** Node's WebSocket takes headers in the place of sub-protocols, which a browser's does not: here a token can go along. */
export const connectWithHeaders =
  (headers: Readonly<Record<string, string>>): ConnectSocket =>
  (url, handlers) =>
    adaptSocket(new WebSocket(url, { headers }), handlers)
