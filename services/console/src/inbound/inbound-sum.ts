import type { AlertViewOf, InboundCraft } from '@landfall/contracts'
import { formatUtc } from '../format/format-utc.ts'
import { boatsOf } from '../panel/craft/redone-sums.ts'
import { APPROACH_WORDS } from './approach-words.ts'

/** One boat in the sum. */
type SumRow = {
  readonly craftId: string
  readonly name: string | null
  /** `heading in`, `arrived 27 Nov 02:10 UTC` */
  readonly where: string
  readonly min: number
  readonly likely: number
  readonly max: number
  readonly hasArrived: boolean
}
export type InboundSum = {
  readonly rows: readonly SumRow[]
  /** Whether the rows make up the numbers of the alert. They need not: a sum takes only craft that are near each other. */
  readonly isWhole: boolean
}

type Group = Pick<AlertViewOf<'inbound-group'>, 'craft' | 'craftMore' | 'unauthorised' | 'arrived' | 'inbound'>

/** The sum boat by boat, each counted once with the largest of its numbers, as a person would redo it. */
export const inboundSum = ({ craft, craftMore, unauthorised, arrived, inbound }: Group): InboundSum => {
  const rows = boatsOf(craft).map(rowOf)
  const total = (which: 'min' | 'likely' | 'max', some = rows) => some.reduce((sum, row) => sum + row[which], 0)
  const isWhole =
    craftMore === undefined &&
    (['min', 'likely', 'max'] as const).every((which) => total(which) === unauthorised[which]) &&
    total(
      'likely',
      rows.filter(({ hasArrived }) => hasArrived),
    ) === arrived &&
    total(
      'likely',
      rows.filter(({ hasArrived }) => !hasArrived),
    ) === inbound
  return { rows, isWhole }
}

const rowOf = (boat: readonly InboundCraft[]): SumRow => {
  // As the rules have it: of equal numbers the arrival's counts.
  const [first, ...rest] = boat.toSorted((a, b) => Number(a.approach !== null) - Number(b.approach !== null))
  if (first === undefined) throw new RangeError('a boat has a craft')
  const chosen = rest.reduce((most, one) => (one.unauthorised.likely > most.unauthorised.likely ? one : most), first)
  return {
    craftId: chosen.craftId,
    name: chosen.name,
    where: whereWords(chosen),
    min: Math.max(...boat.map(({ unauthorised }) => unauthorised.min)),
    likely: chosen.unauthorised.likely,
    max: Math.max(...boat.map(({ maxInSums }) => maxInSums)),
    hasArrived: chosen.approach === null,
  }
}

const whereWords = ({ approach, arrivedAt }: InboundCraft): string => {
  if (approach !== null) return APPROACH_WORDS[approach.state]
  return arrivedAt === null ? 'arrived' : `arrived ${formatUtc(Date.parse(arrivedAt))}`
}
