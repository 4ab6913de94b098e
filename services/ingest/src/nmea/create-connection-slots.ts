import type { Socket } from 'node:net'
import type { NmeaLimits } from './nmea-limits.ts'
import type { Pump } from './open-pump.ts'

type SlotsDeps = { readonly limits: NmeaLimits; readonly pump: Pump; readonly clock: () => number }

/**
 * Which connections a listener has. Half-open ones, which a receiver on a bad line leaves behind, must not keep it out: when
 * all places are taken, the one that was quiet for longest makes room.
 */
export const createConnectionSlots = ({ limits, pump, clock }: SlotsDeps) => {
  /** Each with the time at which something last came, the quietest first. */
  const heardAtMs = new Map<Socket, number>()
  return {
    /** It is new, or something came. */
    note: (socket: Socket): void => {
      heardAtMs.delete(socket)
      heardAtMs.set(socket, clock())
    },
    free: (socket: Socket): unknown => heardAtMs.delete(socket),
    isRoom: (): boolean => {
      if (heardAtMs.size < limits.connectionsMax) return true
      const [quietest] = heardAtMs
      // While Kafka is away nobody is read, so nobody is quiet.
      if (quietest === undefined || pump.isFull() || clock() - quietest[1] < limits.idleMsMin) return false
      heardAtMs.delete(quietest[0])
      quietest[0].destroy()
      return true
    },
    all: (): Iterable<Socket> => heardAtMs.keys(),
  }
}
