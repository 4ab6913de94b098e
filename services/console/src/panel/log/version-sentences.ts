import type { AlertCraft, Difference, InboundCraft, VersionInHistory } from '@landfall/contracts'
import { lettersOf } from '../../alert/craft-letters.ts'
import { capitalized } from '../../format/capitalized.ts'
import { asOfCraft, craftSentences } from './craft-sentences.ts'
import { DIFFERENCE_RULES } from './difference-rules.ts'
import { changeOf, fieldWords } from './value-words.ts'

type Version = Pick<VersionInHistory, 'differences' | 'alert'>

/** The differences of a version from the one before as a person would write them: the craft first, then the numbers, then the rest. */
export const versionSentences = ({ differences, alert }: Version): readonly string[] => {
  const ofCraft = differences.flatMap((difference) => asOfCraft(difference) ?? [])
  const others = differences.filter((difference) => asOfCraft(difference) === null)
  const sum = likelyChange(others)
  const craft = craftSentences(ofCraft, lettersOf(craftOf(alert)), sum)
  const isSumSaid = sum !== '' && craft.some((sentence) => sentence.endsWith(sum))
  const sentences = [...craft, ...ruled(others, isSumSaid), ...unruled(others)]
  // Sums and windows of single tests alone: nothing that has a sentence of its own.
  return sentences.length === 0 && differences.length > 0 ? ['The sums of the legal tests changed'] : sentences
}

type Listed = { readonly craft?: readonly Pick<AlertCraft | InboundCraft, 'craftId'>[] }

/** None for a kind that has no craft. */
const craftOf = (alert: VersionInHistory['alert']) => ('craft' in alert ? ((alert as Listed).craft ?? []) : [])

const likelyChange = (differences: readonly Difference[]): string => {
  const likely = differences.find(({ path }) => path === 'unauthorised.likely')
  return likely === undefined ? '' : `likely ${changeOf(likely)}`
}

/** `isSumSaid`: the likely number is said with the craft that joined or was removed. */
const ruled = (differences: readonly Difference[], isSumSaid: boolean): readonly string[] =>
  DIFFERENCE_RULES.flatMap(({ fields, say }) => {
    const found = differences.filter(({ path }) => fields.test(path) && !(isSumSaid && path === 'unauthorised.likely'))
    return found.length === 0 ? [] : (say(found) ?? [])
  })

const unruled = (differences: readonly Difference[]): readonly string[] =>
  differences
    .filter(({ path }) => !DIFFERENCE_RULES.some(({ fields }) => fields.test(path)))
    .map((one) => `${capitalized(fieldWords(one.path))}: ${changeOf(one)}`)
