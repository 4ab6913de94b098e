import type { Observation, PositionRetraction } from '@landfall/contracts'
import type { OracleArea } from './oracle-area.ts'
import { msPer, timeMs } from './time-ms.ts'

type Position = Extract<Observation, { type: 'position' }>

/**
 * Rule 1: the positions of one craft that an operator has left. Those inside are cut into chains of neighbours at most `visitGap` apart;
 * a chain goes that lies in one retracted span, from its first position to its last. Positions outside stay.
 */
export const standingPositionsOracle = (
  positions: readonly Position[],
  retractions: readonly PositionRetraction[],
  { contains, policy }: OracleArea,
): readonly Position[] => {
  const gapMs = policy.visitGapHours * msPer.hour
  const inside = positions.filter(({ longitude, latitude }) => contains(longitude, latitude))
  const times = inside.map(({ observedAt }) => timeMs(observedAt))
  const isJoined = (a: number, b: number): boolean => {
    const between = times.filter((one) => a <= one && one <= b).sort((x, y) => x - y)
    return between.every((one, place) => place === 0 || one - (between[place - 1] ?? one) <= gapMs)
  }
  const isTakenBack = (one: Position): boolean => {
    const atMs = timeMs(one.observedAt)
    const chain = times.filter((other) => isJoined(Math.min(atMs, other), Math.max(atMs, other)))
    return retractions.some(({ fromAt, toAt }) =>
      chain.every((other) => timeMs(fromAt) <= other && other <= timeMs(toAt)),
    )
  }
  return positions.filter((one) => !inside.includes(one) || !isTakenBack(one))
}
