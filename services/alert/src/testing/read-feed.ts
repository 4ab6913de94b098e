import { ServerFrame, type SubscribeFrame } from '@landfall/contracts'
import { waitFor } from '@landfall/testkit'
import { WebSocket } from 'ws'

type Options = { readonly headers?: Readonly<Record<string, string>> }
type FrameOf<Type extends ServerFrame['type']> = Extract<ServerFrame, { readonly type: Type }>

/** A bare client of the feed: keeps every frame, and checks each against the contract. */
export const readFeed = (url: string, wish: Partial<SubscribeFrame> | null = {}, options: Options = {}) => {
  const socket = new WebSocket(url, options)
  const frames: ServerFrame[] = []
  let closed: { readonly code: number; readonly reason: string } | undefined
  let refused: number | undefined
  socket.on('open', () => {
    if (wish !== null) socket.send(JSON.stringify({ type: 'subscribe', ...wish }))
  })
  socket.on('message', (data) => frames.push(ServerFrame.parse(JSON.parse(String(data)))))
  socket.on('unexpected-response', (_request, response) => {
    refused = response.statusCode
    socket.terminate()
  })
  socket.on('error', () => {}) // Tests look at `closed` and `refused`.
  socket.on('close', (code, reason) => {
    closed = { code, reason: String(reason) }
  })
  const of = <Type extends ServerFrame['type']>(type: Type) =>
    frames.filter((frame): frame is FrameOf<Type> => frame.type === type)
  return {
    socket,
    frames,
    of,
    next: <Type extends ServerFrame['type']>(type: Type, index = 0): Promise<FrameOf<Type>> =>
      waitFor(() => of(type)[index], { what: `frame ${type} ${index} (have: ${frames.map((f) => f.type).join()})` }),
    closed: () => waitFor(() => closed, { what: 'the close' }),
    refused: () => waitFor(() => refused, { what: 'a refusal' }),
    close: () => socket.terminate(),
    [Symbol.dispose]: () => socket.terminate(),
  }
}
