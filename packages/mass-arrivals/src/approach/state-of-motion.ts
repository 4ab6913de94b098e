import type { Fix as TrackFix } from '../arrivals/track/fixes.ts'
import { roundTo } from '../round-to.ts'
import type { InboundRules } from '../rules.ts'
import type { Motion } from './motion-of.ts'

/**
 * The state of a craft that nothing but its motion decides (design §4.14, rule 4); undefined where rays must be drawn. Craft that made
 * nothing good and say that they move are unknown: they may have turned about.
 */
export const stateOfMotion = (
  { kind, speedKnots, courseDegrees }: Motion,
  { reported }: TrackFix,
  { adriftKnots }: InboundRules,
): 'unknown' | 'adrift' | undefined => {
  if (kind === null || speedKnots === null) return 'unknown'
  if (speedKnots >= adriftKnots && courseDegrees !== null) return undefined
  const saysItMoves = reported !== null && roundTo(reported.speedKnots, 1) >= adriftKnots
  return saysItMoves ? 'unknown' : 'adrift'
}
