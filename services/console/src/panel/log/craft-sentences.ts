import type { Difference } from '@landfall/contracts'
import { capitalized } from '../../format/capitalized.ts'
import { craftTitle } from '../craft/craft-title.ts'
import { changeOf, fieldWords, valueWords } from './value-words.ts'

/** `craft.track:1@2026-11-23T09:00:00.000Z.unauthorised.min`: a craft is named by its id and its arrival. */
const CRAFT_PATH = /^craft\.(.+?)@(\d{4}-\d\d-\d\dT[\d:.]+Z|null)(?:\.(.+))?$/

type OfCraft = {
  readonly craftId: string
  readonly hasArrived: boolean
  /** Empty: the whole craft. */
  readonly field: string
  readonly difference: Difference
}

/** Null for the difference of another field. */
export const asOfCraft = (difference: Difference): OfCraft | null => {
  const [, craftId, arrivedAt, field = ''] = CRAFT_PATH.exec(difference.path) ?? []
  return craftId === undefined ? null : { craftId, hasArrived: arrivedAt !== 'null', field, difference }
}

/** One sentence for each craft that changed. `letters`: of the version after. `sum`: how the likely number changed, as `likely 40 → 46`. */
export const craftSentences = (
  changes: readonly OfCraft[],
  letters: ReadonlyMap<string, string>,
  sum: string,
): readonly string[] => {
  const whole = changes.filter(({ field }) => field === '')
  const arrived = whole.filter(({ craftId, hasArrived }) => hasArrived && isGone(whole, craftId))
  const moved = new Set(arrived.map(({ craftId }) => craftId))
  const isNews = ({ craftId }: OfCraft): boolean => !moved.has(craftId)
  const joined = whole.filter((one) => isNews(one) && one.difference.after !== undefined)
  const left = whole.filter((one) => isNews(one) && one.difference.after === undefined)
  return [
    ...joined.map(({ craftId }) => withSum(`${nameOf(craftId)} joined${asLetter(letters.get(craftId))}`, sum)),
    ...left.map(({ craftId }) => withSum(`${nameOf(craftId)} removed`, sum)),
    ...arrived.map(({ craftId }) => `${nameOf(craftId)} arrived`),
    ...partSentences(changes.filter(({ field }) => field !== '')),
  ]
}

/** Whether the approach of a craft ended in the same version. */
const isGone = (whole: readonly OfCraft[], craftId: string): boolean =>
  whole.some((one) => one.craftId === craftId && !one.hasArrived && one.difference.after === undefined)

const nameOf = (craftId: string): string => capitalized(craftTitle(craftId))
const asLetter = (letter: string | undefined): string => (letter === undefined ? '' : ` as ${letter}`)
const withSum = (text: string, sum: string): string => (sum === '' ? text : `${text}: ${sum}`)

const partSentences = (changes: readonly OfCraft[]): readonly string[] => {
  const byCraft = new Map<string, OfCraft[]>()
  for (const change of changes) byCraft.set(change.craftId, [...(byCraft.get(change.craftId) ?? []), change])
  return [...byCraft].map(([craftId, ofOne]) => {
    const parts = new Set(ofOne.map(partWords).filter((words) => words !== ''))
    return parts.size === 0 ? `${nameOf(craftId)}: evidence changed` : `${nameOf(craftId)}: ${[...parts].join(', ')}`
  })
}

const NUMBERS: Readonly<Record<string, string>> = {
  'unauthorised.likely': 'likely',
  'unauthorised.min': 'minimum',
  'unauthorised.max': 'maximum',
}
/** In what a person calls them. The first that fits; empty: said by another field already. */
const PARTS: readonly (readonly [start: string, words: string])[] = [
  ['aboardReport', 'another report of people aboard'],
  ['permissionReport', 'another report of permission'],
  ['conflictingReports', 'other conflicting reports'],
  ['sameAs', 'other names of the same boat'],
  ['maxInSums', ''],
  ['unauthorised', ''],
  ['approach.state', ''],
  ['approach.last', 'seen again'],
  ['approach', 'another forecast'],
  ['longitude', 'position corrected'],
  ['latitude', 'position corrected'],
  ['arrivedAt', 'arrival corrected'],
]

const partWords = ({ field, difference }: OfCraft): string => {
  const number = NUMBERS[field]
  if (number !== undefined) return `${number} ${changeOf(difference)}`
  if (field === 'name') return `name ${changeOf(difference)}`
  if (field === 'doubt') return difference.after === undefined ? 'arrival no longer doubtful' : 'arrival doubtful'
  if (field === 'approach.state') return `now ${valueWords(difference.after).replaceAll('-', ' ')}`
  return PARTS.find(([start]) => field.startsWith(start))?.[1] ?? `${fieldWords(field)} ${changeOf(difference)}`
}
