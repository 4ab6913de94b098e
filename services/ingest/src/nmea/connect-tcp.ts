import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { createBackoff, pause } from '@landfall/runtime'
import type { ListenDeps } from './listen-tcp.ts'
import { retryOf } from './nmea-limits.ts'
import { readSocket } from './read-socket.ts'

export type Connecting = { readonly isConnected: () => boolean; readonly close: () => Promise<void> }
type ConnectDeps = Omit<ListenDeps, 'isAllowedPeer'>

/** Connects to a receiver that serves NMEA lines, and again whenever that ends. Opens at once; says when it is lost and when it is back. */
export const connectTcp = (deps: ConnectDeps): Connecting => {
  const { source, logger, limits } = deps
  const { name, host, port } = source
  const closing = new AbortController()
  let socket: Socket | undefined
  let isConnected = false
  let isHeard = false
  let hasSaidLost = false
  const backoff = createBackoff(retryOf(limits))

  /** It is there once something comes: a receiver may take a connection only to end it. */
  const onData = (): void => {
    if (isHeard) return
    isHeard = true
    hasSaidLost = false
    backoff.reset()
    logger.info({ event: 'nmea.connected', source: name, host, port })
  }

  const attempt = async (): Promise<void> => {
    socket = connect({ host, port })
    socket.on('error', () => {}) // Also after the reading ended.
    const timer = setTimeout(
      () => socket?.destroy(new Error(`no answer in ${limits.connectMsMax} ms`)),
      limits.connectMsMax,
    )
    try {
      await once(socket, 'connect', { signal: closing.signal })
    } finally {
      clearTimeout(timer)
    }
    isConnected = true
    isHeard = false
    socket.setTimeout(limits.quietMsMax, () => socket?.destroy())
    await readSocket(socket, { ...deps, onData })
  }

  const run = async (): Promise<void> => {
    while (!closing.signal.aborted) {
      let reason = 'the connection ended'
      try {
        await attempt()
      } catch (error) {
        reason = (error as Error).message
        socket?.destroy()
      }
      isConnected = false
      if (closing.signal.aborted) return
      if (!hasSaidLost) logger.warn({ event: 'nmea.disconnected', source: name, host, port, reason })
      hasSaidLost = true
      await pause(backoff.nextMs(), closing.signal)
    }
  }
  const ran = run()

  return {
    isConnected: () => isConnected,
    close: async () => {
      closing.abort()
      socket?.destroy()
      await ran
    },
  }
}
