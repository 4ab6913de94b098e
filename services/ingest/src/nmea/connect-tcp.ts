import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { createBackoff, pause } from '@landfall/runtime'
import type { ListenDeps } from './listen-deps.ts'
import { retryOf } from './nmea-limits.ts'
import { readSocket } from './read-socket.ts'

export type Connecting = { readonly isConnected: () => boolean; readonly close: () => Promise<void> }
type ConnectDeps = Omit<ListenDeps, 'isAllowedPeer'>

/** Connects to a receiver that serves NMEA lines, and reconnects for ever. Opens at once; logs when the receiver is lost and when it is back. */
export const connectTcp = (deps: ConnectDeps): Connecting => {
  const { source, logger, limits } = deps
  const { name, host, port } = source
  const closing = new AbortController()
  let socket: Socket | undefined
  let isConnected = false
  let hasData = false
  let hasLoggedLoss = false
  const backoff = createBackoff(retryOf(limits))

  /** It counts as connected once data comes: a receiver may accept a connection only to end it. */
  const onData = (): void => {
    if (hasData) return
    hasData = true
    hasLoggedLoss = false
    backoff.reset()
    logger.info({ event: 'nmea.connected', source: name, host, port })
  }

  const attempt = async (): Promise<void> => {
    socket = connect({ host, port })
    socket.on('error', () => {}) // There may be one after the reading has ended too.
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
    hasData = false
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
      if (!hasLoggedLoss) logger.warn({ event: 'nmea.disconnected', source: name, host, port, reason })
      hasLoggedLoss = true
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
