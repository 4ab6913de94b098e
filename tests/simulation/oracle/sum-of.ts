import { components, type OracleVisit } from './clusters-of.ts'

export type Figure = 'min' | 'likely' | 'max'

/** What one visit adds to a sum of this figure. */
export const figureOf = ({ persons }: OracleVisit, figure: Figure): number =>
  figure === 'max' ? persons.maxInSums : persons.unauthorised[figure]

const isOpen = ({ persons }: OracleVisit): boolean => persons.unauthorised.max === null

/** The visits of each craft, all its names together. */
export const byCraft = (members: readonly OracleVisit[]): readonly (readonly OracleVisit[])[] =>
  components(members, (a, b) => a.names.has(b.craftId))

export const largestOf = (members: readonly OracleVisit[], figure: Figure): number =>
  Math.max(...members.map((member) => figureOf(member, figure)))

/** Is the value this craft adds to a max sum an open one? Of two equal values the open one counts. */
export const addsOpen = (members: readonly OracleVisit[]): boolean => {
  const largest = largestOf(members, 'max')
  return members.some((member) => isOpen(member) && figureOf(member, 'max') === largest)
}

/** Each craft once, by its own largest visit. */
export const sumOf = (members: readonly OracleVisit[], figure: Figure): number =>
  byCraft(members).reduce((sum, visits) => sum + largestOf(visits, figure), 0)
