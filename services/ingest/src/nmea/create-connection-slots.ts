import type { Socket } from 'node:net'
import type { NmeaLimits } from './nmea-limits.ts'
import type { Pump } from './open-pump.ts'

type SlotsDeps = { readonly limits: NmeaLimits; readonly pump: Pump; readonly clock: () => number }

/**
 * The connections of a listener. Half-open ones, which a receiver on a bad line leaves behind, must not lock it out: when all
 * slots are taken, the connection quiet for longest gives way.
 */
export const createConnectionSlots = ({ limits, pump, clock }: SlotsDeps) => {
  /** The time of each one's last data, the quietest first. */
  const lastDataAtMs = new Map<Socket, number>()
  return {
    /** For a new connection, and at each chunk of data. */
    touch: (socket: Socket): void => {
      lastDataAtMs.delete(socket)
      lastDataAtMs.set(socket, clock())
    },
    free: (socket: Socket): unknown => lastDataAtMs.delete(socket),
    /** Whether a connection may be added; disconnects the quietest if that takes it. */
    hasFree: (): boolean => {
      if (lastDataAtMs.size < limits.connectionsMax) return true
      const [quietest] = lastDataAtMs
      // While Kafka is away no connection is read, so none counts as quiet.
      if (quietest === undefined || pump.isFull() || clock() - quietest[1] < limits.idleMsMin) return false
      lastDataAtMs.delete(quietest[0])
      quietest[0].destroy()
      return true
    },
    all: (): Iterable<Socket> => lastDataAtMs.keys(),
  }
}
