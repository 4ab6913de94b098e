import type { ApproachState } from '@landfall/contracts'
import { HOUR_MS, type InboundRules } from '../rules.ts'
import { type ApproachRay, MIDDLE_RAY } from './draw-rays.ts'

/** The state of a craft that moves: whether, and how surely, its rays arrive (design §4.14, rule 4). */
export const stateOfRays = (
  rays: readonly ApproachRay[],
  speedKnots: number,
  { horizonMs }: InboundRules,
): Exclude<ApproachState, 'unknown' | 'adrift'> => {
  const lengthNm = rays[MIDDLE_RAY]?.lengthNm ?? null
  if (lengthNm !== null && lengthNm / speedKnots <= horizonMs / HOUR_MS) return 'heading-in'
  return rays.some((ray) => ray.lengthNm !== null) ? 'may-arrive' : 'passing'
}
