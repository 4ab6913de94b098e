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
  ['sameCraft', 'Same craft', 'on one craft', '(a)'],
  ['sameTime', 'Same time', 'craft together, within the short window', '(b)'],
  ['samePeriod', 'Same period', 'craft together, within the long window', '(c)'],
] as const

/** Three limbs are counted under any law; only this one has a paragraph for each. */
const S_9A = 's 9A'

const EXCEEDS: Readonly<Record<Certainty, string>> = {
  observed: 'yes: on the minimum',
  likely: 'likely: on the likely number',
  possible: 'possibly: only on the maximum',
}

/** The three limbs with their sums. `over` is strictly more than the threshold. */
export const limbRows = ({
  limbs,
  threshold,
  law = S_9A,
}: Pick<MassArrivalAlert, 'limbs' | 'threshold' | 'law'>): readonly LimbRow[] =>
  NAMES.map(([key, name, rule, paragraph]) => {
    const limb = limbs[key]
    return {
      name,
      rule: law.includes(S_9A) ? `${S_9A} ${paragraph}: ${rule}` : rule,
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
