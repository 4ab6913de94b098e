/** What the feed needs of a WebSocket, so that it runs the same in a browser and in Node. */
export type FeedSocket = { readonly send: (text: string) => void; readonly close: () => void }

export type SocketHandlers = {
  readonly opened: () => void
  readonly message: (text: string) => void
  /** Called once, also when the connection never opened. */
  readonly closed: (code: number, reason: string) => void
}

export type ConnectSocket = (url: string, handlers: SocketHandlers) => FeedSocket

/** The platform's own WebSocket: it is in every browser, and in Node from 22. */
export const connectSocket: ConnectSocket = (url, handlers) => adaptSocket(new WebSocket(url), handlers)

export const adaptSocket = (socket: WebSocket, handlers: SocketHandlers): FeedSocket => {
  socket.addEventListener('open', () => handlers.opened())
  socket.addEventListener('message', ({ data }) => {
    if (typeof data === 'string') handlers.message(data)
  })
  socket.addEventListener('close', ({ code, reason }) => handlers.closed(code, reason), { once: true })
  socket.addEventListener('error', () => undefined) // A close event follows, and it is the one that counts.
  return {
    send: (text) => socket.send(text),
    close: () => socket.close(),
  }
}
