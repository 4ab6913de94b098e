import type { ApproachState, InboundCraft } from '@landfall/contracts'

export const APPROACH_WORDS: Readonly<Record<ApproachState, string>> = {
  'heading-in': 'heading in',
  'may-arrive': 'may arrive',
  adrift: 'adrift',
  unknown: 'course not known',
  passing: 'passing',
}

/** Most urgent first. */
const STATES: readonly ApproachState[] = ['heading-in', 'may-arrive', 'adrift', 'unknown', 'passing']

type Craft = readonly Pick<InboundCraft, 'approach'>[]

/** `3 craft: 2 heading in, 1 adrift`; then those that have arrived, and those that the alert does not list. */
export const craftStates = (craft: Craft, craftMore = 0): string => {
  const parts = STATES.flatMap((state) => {
    const count = craft.filter(({ approach }) => approach?.state === state).length
    return count === 0 ? [] : [`${count} ${APPROACH_WORDS[state]}`]
  })
  const arrived = craft.filter(({ approach }) => approach === null).length
  const rest = [
    [arrived, 'arrived'],
    [craftMore, 'not listed'],
  ] as const
  const all = [...parts, ...rest.flatMap(([count, words]) => (count === 0 ? [] : [`${count} ${words}`]))]
  return `${craft.length + craftMore} craft: ${all.join(', ')}`
}

/** Why no arrival is expected: `no ETA: adrift`. */
export const noEtaWords = (craft: Craft): string => {
  const states = STATES.filter((state) => craft.some(({ approach }) => approach?.state === state))
  return states.length === 0 ? 'no ETA' : `no ETA: ${states.map((state) => APPROACH_WORDS[state]).join(', ')}`
}
