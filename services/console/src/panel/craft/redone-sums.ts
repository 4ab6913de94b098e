import type { AlertCraft, MassArrivalAlert } from '@landfall/contracts'

/** `minimum`, `22 + 0 + 11 = 33` */
export type RedoneSum = { readonly name: string; readonly sum: string }

const BOATS_MAX = 12
const SUMS = [
  ['minimum', 'min'],
  ['likely', 'likely'],
  ['maximum', 'max'],
] as const

/** The sums of the long window, redone from the listed craft. Empty unless all of them make up the sum. */
export const redoneSums = ({ craft, limbs }: Pick<MassArrivalAlert, 'craft' | 'limbs'>): readonly RedoneSum[] => {
  const boats = boatsOf(craft)
  if (boats.length < 2) return []
  const sums = SUMS.map(([name, which]) => {
    const parts = boats.map((visits) => Math.max(...visits.map((visit) => numberOf(visit, which))))
    const total = parts.reduce((sum, part) => sum + part, 0)
    const left = boats.length > BOATS_MAX ? `${boats.length} craft` : parts.join(' + ')
    return { name, sum: `${left} = ${total}`, isWhole: total === limbs.samePeriod[which].persons }
  })
  return sums.every(({ isWhole }) => isWhole) ? sums.map(({ name, sum }) => ({ name, sum })) : []
}

const numberOf = ({ unauthorised, maxInSums }: AlertCraft, which: 'min' | 'likely' | 'max'): number =>
  which === 'max' ? maxInSums : unauthorised[which]

type Named = { readonly craftId: string; readonly sameAs: readonly string[] }

/** Visits and approaches of the same boat under several names, together. */
export const boatsOf = <Craft extends Named>(craft: readonly Craft[]): readonly (readonly Craft[])[] => {
  let boats: { readonly names: ReadonlySet<string>; readonly visits: readonly Craft[] }[] = []
  for (const visit of craft) {
    const names = [visit.craftId, ...visit.sameAs]
    const same = boats.filter((boat) => names.some((name) => boat.names.has(name)))
    const joined = {
      names: new Set([...same.flatMap((boat) => [...boat.names]), ...names]),
      visits: [...same.flatMap(({ visits }) => visits), visit],
    }
    boats = [...boats.filter((boat) => !same.includes(boat)), joined]
  }
  return boats.map(({ visits }) => visits)
}
