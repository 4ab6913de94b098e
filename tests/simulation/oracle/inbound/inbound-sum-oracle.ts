import type { Policy } from '@landfall/contracts'
import { components } from '../clusters-of.ts'
import type { Member } from './inbound-clusters-oracle.ts'

type Figure = 'min' | 'likely' | 'max'

const figureOf = ({ persons }: Member, figure: Figure): number =>
  figure === 'max' ? persons.maxInSums : persons.unauthorised[figure]
const largestOf = (members: readonly Member[], figure: Figure): number =>
  Math.max(0, ...members.map((member) => figureOf(member, figure)))
const boatsOf = (members: readonly Member[]) => components(members, (a, b) => a.names.has(b.craftId))

/** Each boat once, by its own largest. */
export const inboundSumOracle = (members: readonly Member[], figure: Figure): number =>
  boatsOf(members).reduce((sum, boat) => sum + largestOf(boat, figure), 0)

/** Is an open value in the max sum? */
export const inboundIsOpen = (members: readonly Member[]): boolean =>
  boatsOf(members).some((boat) =>
    boat.some(
      (member) => member.persons.unauthorised.max === null && member.persons.maxInSums === largestOf(boat, 'max'),
    ),
  )

const visitsOf = (members: readonly Member[]) => members.filter(({ visit }) => visit !== undefined)
const approachesOf = (members: readonly Member[]) => members.filter(({ approach }) => approach !== undefined)

/** Likely people by how they count: of a boat with a visit and an approach alike, the visit's. */
export const inboundSharesOracle = (
  members: readonly Member[],
): { readonly arrived: number; readonly inbound: number } =>
  boatsOf(members).reduce(
    ({ arrived, inbound }, boat) => {
      const landed = largestOf(visitsOf(boat), 'likely')
      const toCome = largestOf(approachesOf(boat), 'likely')
      return toCome > landed ? { arrived, inbound: inbound + toCome } : { arrived: arrived + landed, inbound }
    },
    { arrived: 0, inbound: 0 },
  )

/** Rule 8: does a cluster exceed? */
export const inboundExceedsOracle = (members: readonly Member[], { threshold }: Policy): boolean => {
  const exceeds = (some: readonly Member[]) => inboundSumOracle(some, 'likely') > threshold
  return (
    exceeds(members) &&
    approachesOf(members).length > 0 &&
    inboundSharesOracle(members).inbound > 0 &&
    (!exceeds(visitsOf(members)) || exceeds(approachesOf(members)))
  )
}
