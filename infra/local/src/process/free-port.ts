import { connect, createServer } from 'node:net'
import { keepPort } from './keep-port.ts'
import { LocalError } from './local-error.ts'
import type { Say } from './with-progress.ts'

/**
 * Below 32,768, where Linux takes the local ports of outgoing connections from: a port of ours that is down for a
 * moment, because a test restarts its owner, cannot be taken by a client's connection in the meantime.
 */
const LOWEST = 18_000
const HIGHEST = 31_999
const TRIES_MAX = 200

/**
 * Each worker of Vitest, and what it starts, chooses from a slice of its own: a port that a test has chosen and not yet
 * bound, or whose owner it restarts, is never given to a test that runs beside it. Everything else has the first slice.
 */
const SLICES = 8
const sliceOf = ({ VITEST_POOL_ID: worker }: NodeJS.ProcessEnv): number => Number(worker ?? 0) % SLICES

export const isPortFree = (port: number, host = '127.0.0.1'): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)))
  })

/**
 * A port nobody listens on, chosen at random and kept for this process as long as it lives: between choosing a port and
 * binding it, seconds may pass, and so between two times that its owner is started.
 */
export const freePort = async (random: () => number = Math.random, env = process.env): Promise<number> => {
  const size = Math.floor((HIGHEST - LOWEST + 1) / SLICES)
  const lowest = LOWEST + sliceOf(env) * size
  for (let tries = 0; tries < TRIES_MAX; tries += 1) {
    const port = lowest + ((Math.floor(random() * size) + tries) % size)
    if (keepPort(port) && (await isPortFree(port))) return port
  }
  throw new LocalError(`found no free port between ${lowest} and ${lowest + size - 1} in ${TRIES_MAX} tries`)
}

/** Redis in a cluster listens on a second port, so much above the first. */
const CLUSTER_BUS_OFFSET = 10_000
const CLUSTER_HIGHEST = 21_999

/** Like `freePort`, for a Redis in a cluster: the port of its bus is free and kept too, and below those of outgoing connections. */
export const freeClusterPort = async (random: () => number = Math.random): Promise<number> => {
  for (let tries = 0; tries < TRIES_MAX; tries += 1) {
    const port = LOWEST + Math.floor(random() * (CLUSTER_HIGHEST - LOWEST + 1))
    const both = [port, port + CLUSTER_BUS_OFFSET]
    if (both.every(keepPort) && (await Promise.all(both.map((each) => isPortFree(each)))).every(Boolean)) return port
  }
  throw new LocalError(
    `found no free port for a cluster between ${LOWEST} and ${CLUSTER_HIGHEST} in ${TRIES_MAX} tries`,
  )
}

/** Refuses with the port's number, what wanted it, and the setting that chooses another one. */
export const requireFreePort = async (port: number, what: string, setting: string): Promise<number> => {
  if (await isPortFree(port)) return port
  throw new LocalError(
    `${what}: port ${port} is taken by another program; stop that, or choose another with ${setting}`,
  )
}

/** A port to listen on: this one and no other, this one if it is free and else any, or (absent) any free one. */
export type PortWish = number | { readonly preferred: number } | undefined

type PortUser = { readonly what: string; readonly setting: string; readonly say: Say }

export const choosePort = async (wish: PortWish, { what, setting, say }: PortUser): Promise<number> => {
  if (wish === undefined) return freePort()
  if (typeof wish === 'number') return requireFreePort(wish, what, setting)
  if (await isPortFree(wish.preferred)) return wish.preferred
  const port = await freePort()
  say(`${what}: port ${wish.preferred} is taken by another program, so it gets ${port} (${setting} chooses one)`)
  return port
}

/** True if something accepts connections there. */
export const acceptsConnections = (host: string, port: number, timeoutMs = 2_000): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host, port })
    const end = (up: boolean): void => {
      socket.destroy()
      resolve(up)
    }
    socket.setTimeout(timeoutMs, () => end(false))
    socket.once('connect', () => end(true))
    socket.once('error', () => end(false))
  })
