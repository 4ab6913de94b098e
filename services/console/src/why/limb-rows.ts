import type { Certainty, Limb, MassArrivalAlert } from '@landfall/contracts'

export type LimbRow = {
  readonly name: string
  readonly rule: string
  readonly exceeds: string
  readonly certainty: Certainty | null
  readonly cells: readonly LimbCell[]
}
export type LimbCell = {
  readonly which: 'min' | 'likely' | 'max'
  readonly persons: string
  readonly over: boolean
  readonly from: string | null
  readonly to: string | null
}

const NAMES = [
  ['sameCraft', 'Same craft', 's 9A (a): on one craft'],
  ['sameTime', 'Same time', 's 9A (b): craft together, within the short window'],
  ['samePeriod', 'Same period', 's 9A (c): craft together, within the long window'],
] as const

const EXCEEDS: Readonly<Record<Certainty, string>> = {
  observed: 'yes: the least is over',
  likely: 'likely: the likely number is over',
  possible: 'possibly: only the most is over',
}

/** The three limbs of s 9A with their sums. `over` is strictly more than the threshold. */
export const limbRows = ({ limbs, threshold }: Pick<MassArrivalAlert, 'limbs' | 'threshold'>): readonly LimbRow[] =>
  NAMES.map(([key, name, rule]) => {
    const limb = limbs[key]
    return {
      name,
      rule,
      certainty: limb.exceeds,
      exceeds: limb.exceeds === null ? 'no' : EXCEEDS[limb.exceeds],
      cells: (['min', 'likely', 'max'] as const).map((which) => cellOf(limb, which, threshold)),
    }
  })

const cellOf = (limb: Limb, which: LimbCell['which'], threshold: number): LimbCell => {
  const { persons, from, to } = limb[which]
  const open = which === 'max' && limb.max.openEnded ? ' or more' : ''
  return { which, persons: `${persons}${open}`, over: persons > threshold, from, to }
}
