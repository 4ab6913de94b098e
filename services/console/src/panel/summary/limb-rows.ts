import type { Certainty, Limb, MassArrivalAlert } from '@landfall/contracts'

export type LimbRow = {
  readonly name: string
  /** The paragraph of the law, where it has one for each. */
  readonly paragraph: string | null
  readonly met: string
  readonly certainty: Certainty | null
  readonly cells: readonly LimbCell[]
}
export type LimbCell = {
  readonly which: 'minimum' | 'likely' | 'maximum'
  readonly persons: string
  readonly over: boolean
  readonly from: string | null
  readonly to: string | null
}

/** How long the windows of an area are. */
export type Windows = { readonly sameTimeMinutes: number; readonly periodHours: number }

/** Three limbs are counted under any law; only this one has a paragraph for each. */
const S_9A = 's 9A'
const LIMBS = [
  ['sameCraft', '(a)'],
  ['sameTime', '(b)'],
  ['samePeriod', '(c)'],
] as const
const SUMS = [
  ['minimum', 'min'],
  ['likely', 'likely'],
  ['maximum', 'max'],
] as const

const MET: Readonly<Record<Certainty, string>> = {
  observed: 'Met on confirmed count',
  likely: 'Met on likely count',
  possible: 'Met on maximum only',
}

type Limbs = Pick<MassArrivalAlert, 'limbs' | 'threshold' | 'law'>

/** The three legal tests with their sums. `over` is strictly more than the threshold. `windows`: of the area; null while not known. */
export const limbRows = ({ limbs, threshold, law = S_9A }: Limbs, windows: Windows | null): readonly LimbRow[] =>
  LIMBS.map(([key, paragraph]) => {
    const limb = limbs[key]
    return {
      name: limbName(key, windows),
      paragraph: law.includes(S_9A) ? `${S_9A} ${paragraph}` : null,
      certainty: limb.exceeds,
      met: limb.exceeds === null ? 'Not met' : MET[limb.exceeds],
      cells: SUMS.map(([name, which]) => cellOf(limb, name, which, threshold)),
    }
  })

/** `On one craft`, `Within 1 h`, `Within 24 h`; by their length only where it is known. */
export const limbName = (limb: 'sameCraft' | 'sameTime' | 'samePeriod', windows: Windows | null): string => {
  switch (limb) {
    case 'sameCraft':
      return 'On one craft'
    case 'sameTime':
      return windows === null ? 'Same time' : `Within ${minutesWords(windows.sameTimeMinutes)}`
    case 'samePeriod':
      return windows === null ? 'Same period' : `Within ${minutesWords(windows.periodHours * 60)}`
    default:
      return limb satisfies never
  }
}

/** `1 h`, `90 min`, `24 h`: whole hours as hours. */
const minutesWords = (minutes: number): string => (minutes % 60 === 0 ? `${minutes / 60} h` : `${minutes} min`)

const cellOf = (limb: Limb, which: LimbCell['which'], key: 'min' | 'likely' | 'max', threshold: number): LimbCell => {
  const { persons, from, to } = limb[key]
  const open = key === 'max' && limb.max.openEnded ? ' or more' : ''
  return { which, persons: `${persons}${open}`, over: persons > threshold, from, to }
}
