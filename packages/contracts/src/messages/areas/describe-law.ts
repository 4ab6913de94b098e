import type { Counts, Exclusion } from './policy.ts'

/** What a policy, or an alert made under one, states of who is counted; absent is as in every policy before the fields were there. */
export type StatedLaw = {
  readonly counts?: Counts | undefined
  readonly excludes?: readonly Exclusion[] | undefined
  readonly law?: string | undefined
}

/** Of a policy that says nothing: the law of New Zealand as it stood from 2013 to 2025. */
export const DEFAULT_EXCLUDES: readonly Exclusion[] = ['scheduled-service', 'domestic']

/** The fields that are stated, for an alert to repeat. */
export const statedLaw = ({ counts, excludes, law }: StatedLaw) => ({
  ...(counts === undefined ? {} : { counts }),
  ...(excludes === undefined ? {} : { excludes: [...excludes] }),
  ...(law === undefined ? {} : { law }),
})

/** Who the numbers are, after “34 people”. */
export const countedPeople = ({ counts }: StatedLaw): 'aboard' | 'without permission' =>
  counts === 'aboard' ? 'aboard' : 'without permission'

const CRAFT_WORDS: Readonly<Record<Exclusion, string>> = {
  'scheduled-service': 'those on a scheduled service',
  domestic: 'domestic ones',
}

/** Who is counted, on which craft, and by which law, in words. */
export const describeLaw = (stated: StatedLaw): string => {
  const { excludes = DEFAULT_EXCLUDES, law } = stated
  const people =
    stated.counts === 'aboard' ? 'everybody aboard, whatever their permission' : 'people without permission'
  const craft = excludes.map((one) => CRAFT_WORDS[one]).join(' and ')
  return `Counted: ${people}, on all craft${craft === '' ? '' : ` but ${craft}`}.${law === undefined ? '' : ` Law: ${law}.`}`
}
