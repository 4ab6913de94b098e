import { connect, type Socket } from 'node:net'

/** For tests: real connections whose answers can get lost, the request having arrived. */
export const cuttableSockets = () => {
  let mode: 'whole' | 'cut next' | 'cut all' = 'whole'
  let cuts = 0
  const open = (host: string, port: number): Socket => {
    const socket = connect({ host, port, noDelay: true })
    const emit = socket.emit.bind(socket)
    socket.emit = (event: string | symbol, ...args: unknown[]): boolean => {
      if (event !== 'data' || mode === 'whole') return emit(event, ...args)
      if (mode === 'cut next') mode = 'whole'
      cuts += 1
      socket.destroy()
      return emit('end') // As when the other side goes away; kafkajs does not look at 'close'.
    }
    return socket
  }
  return {
    open,
    cutAtNextAnswer: () => {
      mode = 'cut next'
    },
    cutEveryAnswer: () => {
      mode = 'cut all'
    },
    heal: () => {
      mode = 'whole'
    },
    cuts: () => cuts,
  }
}
