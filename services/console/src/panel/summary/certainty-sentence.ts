import type { AlertCraft, AlertViewOf, InboundCraft, PersonsMethod } from '@landfall/contracts'
import { craftLetters } from '../../alert/craft-letters.ts'
import { boatsOf } from '../craft/redone-sums.ts'

type Counting = AlertViewOf<'mass-arrival'> | AlertViewOf<'inbound-group'>
type Craft = AlertCraft | InboundCraft

/** A person was there and counted: what they report is confirmed, what a paper or a guess says is not. */
const FIRST_HAND: ReadonlySet<PersonsMethod> = new Set<PersonsMethod>(['headcount', 'sighting'])
const LETTERS_MAX = 6

/**
 * How sure the number is, who says so and on which craft: `At least 33 confirmed by headcount on A and B; likely 46 with C and D, by sighting;
 * at most 54.` Craft are named by letter, and only where those named make up the number.
 */
export const certaintySentence = (alert: Counting): string => {
  const { min, likely, max, openEnded } = alert.unauthorised
  const parts = min > 0 ? [...atLeast(alert), ...andLikely(alert)] : likelyAlone(alert)
  const end = openEnded ? ['no upper limit is known'] : max > Math.max(min, likely) ? [`at most ${max}`] : []
  return `${[...parts, ...end].join('; ')}.`
}

const atLeast = (alert: Counting): readonly string[] => {
  const { min, max, openEnded } = alert.unauthorised
  const sure = alert.craft.filter(({ unauthorised }) => unauthorised.min > 0)
  const start = min === max && !openEnded ? `${min}` : `At least ${min}`
  return [`${start} ${byConfirming(sure, alert)}${onCraft(' on', sure, alert, 'min')}`]
}

const andLikely = (alert: Counting): readonly string[] => {
  const { min, likely } = alert.unauthorised
  if (likely <= min) return []
  const others = alert.craft.filter(({ unauthorised }) => unauthorised.min === 0 && unauthorised.likely > 0)
  const named = onCraft(' with', others, alert, 'likely', min)
  return [`likely ${likely}${named}${named === '' ? '' : `, ${byMethods(others.map(countedBy))}`}`]
}

const likelyAlone = (alert: Counting): readonly string[] => {
  const { likely } = alert.unauthorised
  if (likely === 0) return ['Nobody is confirmed, and nobody is likely']
  const some = alert.craft.filter(({ unauthorised }) => unauthorised.likely > 0)
  const by = some.length === 0 ? '' : `, ${byMethods(some.map(countedBy))}`
  return ['Nobody is confirmed yet', `likely ${likely}${onCraft(' on', some, alert, 'likely')}${by}`]
}

/** ` on A and B`. Empty for a lone craft, and where these craft, each boat once, do not add up to the number less `before`. */
const onCraft = (
  word: string,
  craft: readonly Craft[],
  alert: Counting,
  which: 'min' | 'likely',
  before = 0,
): string => {
  if (craft.length === 0 || alert.craft.length + (alert.craftMore ?? 0) < 2) return ''
  const boats = boatsOf(craft).map((boat) => Math.max(...boat.map(({ unauthorised }) => unauthorised[which])))
  const total = boats.reduce((sum, persons) => sum + persons, before)
  if (total > alert.unauthorised[which] || (before === 0 && total !== alert.unauthorised[which])) return ''
  const letters = craftLetters(alert)
  return `${word} ${listed([...new Set(craft.map(({ craftId }) => letters.get(craftId) ?? ''))])}`
}

const byConfirming = (craft: readonly Craft[], { counts }: Counting): string => {
  const methods = craft.map(({ permissionReport, aboardReport }) =>
    counts === 'aboard' ? aboardReport.method : (permissionReport ?? aboardReport).method,
  )
  if (methods.length === 0) return 'reported'
  return `${methods.every((method) => FIRST_HAND.has(method)) ? 'confirmed' : 'stated'} ${byMethods(methods)}`
}

const countedBy = ({ aboardReport }: Craft): PersonsMethod => aboardReport.method

const byMethods = (methods: readonly PersonsMethod[]): string => `by ${listed([...new Set(methods)].toSorted())}`

/** `A`, `A and B`, `A, B and C`; more than six end in a number. */
const listed = (words: readonly string[]): string => {
  if (words.length > LETTERS_MAX + 1)
    return `${words.slice(0, LETTERS_MAX).join(', ')} and ${words.length - LETTERS_MAX} more`
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}
