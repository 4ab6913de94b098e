import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { type Backoff, createBackoff, pause } from '@landfall/runtime'
import type { ListenDeps } from './listen-deps.ts'
import { retryOf } from './nmea-limits.ts'
import { readSocket } from './read-socket.ts'

export type Connecting = { readonly isConnected: () => boolean; readonly close: () => Promise<void> }
type ConnectDeps = Omit<ListenDeps, 'isAllowedPeer'>

type State = {
  readonly deps: ConnectDeps
  readonly backoff: Backoff
  readonly closing: AbortSignal
  socket: Socket | undefined
  isConnected: boolean
  /** The current connection has sent something. */
  hasData: boolean
  hasLoggedLoss: boolean
}

/** Connects to a receiver that serves NMEA lines, and reconnects for ever. Opens at once; logs when the receiver is lost and when it is back. */
export const connectTcp = (deps: ConnectDeps): Connecting => {
  const closing = new AbortController()
  const state: State = {
    deps,
    backoff: createBackoff(retryOf(deps.limits)),
    closing: closing.signal,
    socket: undefined,
    isConnected: false,
    hasData: false,
    hasLoggedLoss: false,
  }
  const ran = run(state)
  return {
    isConnected: () => state.isConnected,
    close: async () => {
      closing.abort()
      state.socket?.destroy()
      await ran
    },
  }
}

const run = async (state: State): Promise<void> => {
  const { deps, backoff, closing } = state
  const { name, host, port } = deps.source
  while (!closing.aborted) {
    const reason = await connectOnce(state)
    state.isConnected = false
    if (closing.aborted) return
    if (!state.hasLoggedLoss) deps.logger.warn({ event: 'nmea.disconnected', source: name, host, port, reason })
    state.hasLoggedLoss = true
    await pause(backoff.nextMs(), closing)
  }
}

/** Returns why the connection ended, or could not be made. */
const connectOnce = async (state: State): Promise<string> => {
  try {
    await readReceiver(state)
    return 'the connection ended'
  } catch (error) {
    state.socket?.destroy()
    return (error as Error).message
  }
}

const readReceiver = async (state: State): Promise<void> => {
  const { deps, closing } = state
  const { source, limits } = deps
  const socket = connect({ host: source.host, port: source.port })
  state.socket = socket
  socket.on('error', () => {}) // There may be one after the reading has ended too.
  const timer = setTimeout(
    () => socket.destroy(new Error(`no answer in ${limits.connectMsMax} ms`)),
    limits.connectMsMax,
  )
  try {
    await once(socket, 'connect', { signal: closing })
  } finally {
    clearTimeout(timer)
  }
  state.isConnected = true
  state.hasData = false
  socket.setTimeout(limits.quietMsMax, () => socket.destroy())
  await readSocket(socket, { ...deps, onData: () => noteData(state) })
}

/** A receiver counts as back once it sends data: it may accept a connection only to end it. */
const noteData = (state: State): void => {
  if (state.hasData) return
  state.hasData = true
  state.hasLoggedLoss = false
  state.backoff.reset()
  const { source, logger } = state.deps
  logger.info({ event: 'nmea.connected', source: source.name, host: source.host, port: source.port })
}
