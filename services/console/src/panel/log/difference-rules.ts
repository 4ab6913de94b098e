import type { Difference } from '@landfall/contracts'
import { capitalized } from '../../format/capitalized.ts'
import { changeOf, fieldWords, valueWords } from './value-words.ts'

/** The differences that a sentence is about, and the sentence. */
type DifferenceRule = {
  readonly fields: RegExp
  /** Of all differences that fit: what changes together is one sentence. Null: nothing that a reader would miss. */
  readonly say: (found: readonly Difference[]) => string | null
}

/** In the order in which a version says them. */
export const DIFFERENCE_RULES: readonly DifferenceRule[] = [
  { fields: /^status$/, say: ([one]) => `Now ${valueWords(one?.after)}` },
  { fields: /^reason$/, say: ([one]) => given(one, 'Reason: ') },
  { fields: /^supersededBy$/, say: ([one]) => given(one, 'Goes on as ') },
  { fields: /^severity$/, say: ([one]) => `Severity ${change(one)}` },
  { fields: /^certainty$/, say: ([one]) => `Certainty ${change(one)}` },
  { fields: /^unauthorised\./, say: (found) => sumWords(found) },
  { fields: /^(arrived|inbound)$/, say: (found) => named(found) },
  { fields: /^eta(\.|$)/, say: (found) => etaWords(found) },
  { fields: /^limbs\./, say: (found) => limbWords(found) },
  { fields: /^links(\.|$)/, say: () => 'Links between the craft changed' },
  { fields: /^(craftMore|linksMore|evidenceOmitted)$/, say: () => 'More evidence than is listed' },
  { fields: /^(firstArrivalAt|lastArrivalAt)$/, say: (found) => named(found, { ' at': '' }) },
  { fields: /^threshold$/, say: ([one]) => `Threshold, more than: ${change(one)}` },
  { fields: /^policy$/, say: () => 'The rules of the area changed' },
  { fields: /^(counts|excludes|law)$/, say: () => 'Who is counted changed' },
  { fields: /^place(\.|$)/, say: (found) => placeWords(found) },
  { fields: /^(lastHeardAt|heardBy|loggedAt)/, say: (found) => heardWords(found) },
  { fields: /^text$/, say: ([one]) => given(one, 'Now says: ') },
  { fields: /^(count|detail|lastAt)$/, say: (found) => named(found, { ' at': ' time' }) },
]

const change = (one: Difference | undefined): string => changeOf(one ?? {})

/** Null where it is no longer given: what took its place is said elsewhere. */
const given = (one: Difference | undefined, words: string): string | null =>
  one?.after == null ? null : `${words}${valueWords(one.after)}`

/** `Arrived 10 → 15, inbound 25 → 20`. `instead`: the end of a field's name, and what to say for it. */
const named = (found: readonly Difference[], instead: Readonly<Record<string, string>> = {}): string => {
  const words = found.map((one) => {
    const name = fieldWords(one.path)
    const end = Object.keys(instead).find((suffix) => name.endsWith(suffix))
    const said = end === undefined ? name : `${name.slice(0, -end.length)}${instead[end]}`
    return `${said} ${changeOf(one)}`
  })
  return capitalized(words.join(', '))
}

const SUMS: Readonly<Record<string, string>> = { min: 'minimum', likely: 'likely', max: 'maximum' }

const sumWords = (found: readonly Difference[]): string => {
  const numbers = found.flatMap((one) => {
    const name = SUMS[one.path.slice('unauthorised.'.length)]
    return name === undefined ? [] : [`${name} ${changeOf(one)}`]
  })
  if (numbers.length > 0) return capitalized(numbers.join(', '))
  return found.some(({ after }) => after === true) ? 'No upper limit is known any more' : 'An upper limit is known now'
}

const etaWords = (found: readonly Difference[]): string => {
  const whole = found.find(({ path }) => path === 'eta')
  if (whole !== undefined) return whole.after == null ? 'No arrival is expected any more' : 'An arrival is expected'
  return `ETA ${found.map((one) => `${fieldWords(one.path.slice('eta.'.length))} ${changeOf(one)}`).join(', ')}`
}

const LIMBS: Readonly<Record<string, string>> = {
  sameCraft: 'On one craft',
  sameTime: 'Within the short window',
  samePeriod: 'Within the long window',
}
const MET: Readonly<Record<string, string>> = {
  observed: 'on confirmed count',
  likely: 'on likely count',
  possible: 'on maximum only',
}

/** Only whether a legal test is met: its sums follow those of the alert. */
const limbWords = (found: readonly Difference[]): string | null => {
  const tests = found.flatMap(({ path, after }) => {
    const [, limb = '', field] = path.split('.')
    if (field !== 'exceeds') return []
    return [
      `${LIMBS[limb] ?? fieldWords(limb)}: ${after == null ? 'no longer met' : `met ${MET[String(after)] ?? ''}`}`,
    ]
  })
  return tests.length === 0 ? null : tests.join('; ')
}

const placeWords = (found: readonly Difference[]): string | null => {
  const whole = found.find(({ path }) => path === 'place')
  if (whole !== undefined) return whole.after == null ? 'Place no longer known' : 'Place known'
  return found.some(({ path }) => /itude$/.test(path)) ? 'Position moved' : null
}

const heardWords = (found: readonly Difference[]): string | null => {
  const at = found.find(({ path }) => path === 'lastHeardAt')
  const by = found.find(({ path }) => path === 'heardBy.id')
  if (at === undefined) return by === undefined ? null : `Heard by ${valueWords(by.after)}`
  return `Heard again ${valueWords(at.after)}${by === undefined ? '' : `, by ${valueWords(by.after)}`}`
}
