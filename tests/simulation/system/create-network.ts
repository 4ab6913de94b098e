import { LandfallError } from '@landfall/runtime'

/** A process, as far as the network knows it. */
export type Peer = { readonly name: string; isAlive: boolean; isPaused: boolean }

/** What a request does at the server: at once, or a part at each call until it has answered (a produce of many records). */
type Effect<T> = () => { readonly done: true; readonly value: T } | { readonly done: false }

type Packet = {
  readonly peer: Peer
  readonly what: string
  readonly isReady: () => boolean
  readonly serve: () => void
  readonly deliver: () => void
  readonly fail: (error: unknown) => void
  state: 'asked' | 'answered'
}

const LATE_SHARE = 0.02

/**
 * Everything that leaves a process is a packet here, and stays until the simulation moves it: first to the server, where
 * it has its effect, then back. So between any two effects any process may die, stall or be overtaken, and a request
 * of a process that died long ago may still arrive.
 */
export const createNetwork = (random: () => number) => {
  const packets = new Set<Packet>()

  const ask = <T>(peer: Peer, what: string, effect: Effect<T>, isReady: () => boolean = () => true): Promise<T> =>
    new Promise((resolve, reject) => {
      let answer: () => void = () => {}
      const packet: Packet = {
        peer,
        what,
        isReady,
        state: 'asked',
        serve: () => {
          try {
            const outcome = effect()
            if (!outcome.done) return
            answer = () => resolve(outcome.value)
          } catch (error) {
            answer = () => reject(error)
          }
          packet.state = 'answered'
        },
        deliver: () => {
          packets.delete(packet)
          answer()
        },
        fail: (error) => {
          packets.delete(packet)
          reject(error)
        },
      }
      packets.add(packet)
    })

  const canMove = ({ state, peer, isReady }: Packet): boolean => {
    if (!peer.isAlive) return state === 'asked' && isReady()
    // One that stalls has mostly not sent what it was about to: that comes when others have long gone on.
    return state === 'asked' ? isReady() && (!peer.isPaused || random() < LATE_SHARE) : !peer.isPaused
  }

  const pick = (among: readonly Packet[]): Packet | undefined => among[Math.floor(random() * among.length)]

  /** Moves one packet one step; false where nothing can move. */
  const step = (): boolean => {
    forgetTheDead()
    const packet = pick([...packets].filter(canMove))
    if (packet === undefined) return false
    if (packet.state === 'asked') packet.serve()
    else packet.deliver()
    return true
  }

  /** An answer to the dead goes nowhere. */
  const forgetTheDead = (): void => {
    for (const packet of packets) if (!packet.peer.isAlive && packet.state === 'answered') packets.delete(packet)
  }

  /** One request fails at its sender, having had its effect, a part of it, or none: the sender cannot know. */
  const breakOne = (): void => {
    const packet = pick([...packets].filter(({ peer, what }) => peer.isAlive && !peer.isPaused && what !== 'fetch'))
    if (packet === undefined) return
    const code = packet.what === 'produce' ? 'LF_BROKER_DOWN' : 'LF_STORE_DOWN'
    packet.fail(new LandfallError(code, `${packet.what}: the connection broke`, { retryable: true }))
  }

  return { ask, step, breakOne }
}
export type Network = ReturnType<typeof createNetwork>
