import { formatSum, type PreviewedAlert, type ReportPreview, severityRank } from '@landfall/contracts'
import { capitalized } from '../format/capitalized.ts'
import { etaSpan } from '../inbound/eta-span.ts'

export type PreviewWords = {
  /** `This turns the warning into an ALARM: 33–54, likely 46` */
  readonly title: string
  /** What it rests on, or why nothing is known. */
  readonly about: string
}

/** What a report would do, as a sentence. */
export const previewWords = (preview: ReportPreview): PreviewWords => {
  if (preview.outcome === 'unknown')
    return {
      title: 'What it does cannot be worked out',
      about: `${capitalized(preview.reason)}. It can be sent all the same.`,
    }
  const [first, ...more] = preview.effects
  if (first === undefined) return { title: 'This changes no alert', about: AT_LEAST }
  if (more.length > 0) return { title: `This changes ${more.length + 1} alerts`, about: AT_LEAST }
  return { title: titleOf(first), about: AT_LEAST }
}

/** What `PreviewedAlert` leaves open, whatever the report. */
const AT_LEAST =
  'At least that: other boats that are in no alert yet, and reports that agree with those listed, can only make it more.'

type Effect = Extract<ReportPreview, { readonly outcome: 'known' }>['effects'][number]

const titleOf = ({ before, after }: Effect): string => {
  if (after === null) return `This ends the ${before === null ? 'alert' : quietWord(before)}`
  const said = `${formatSum(after.unauthorised)}${landingWords(after)}`
  const word = loudWord(after)
  if (before === null) return `This raises ${articled(word)}: ${said}`
  if (before.severity === after.severity) return `The ${word} stays: ${said}`
  const isWorse = severityRank(after.severity) > severityRank(before.severity)
  return isWorse
    ? `This turns the ${quietWord(before)} into ${articled(word)}: ${said}`
    : `This lowers the ${loudWord(before)} to ${articled(quietWord(after))}: ${said}`
}

const KIND_WORDS: Readonly<Record<PreviewedAlert['kind'], string>> = { 'mass-arrival': '', 'inbound-group': 'inbound ' }

const quietWord = ({ kind, severity }: PreviewedAlert): string => `${KIND_WORDS[kind]}${severity}`
/** `ALARM`, `INBOUND WARNING` */
export const loudWord = (alert: PreviewedAlert): string => quietWord(alert).toUpperCase()

const landingWords = ({ kind, eta }: PreviewedAlert): string => {
  switch (kind) {
    case 'mass-arrival':
      return ''
    case 'inbound-group':
      return eta === null ? ', not known when they land' : `, likely landing ${etaSpan(eta)}`
    default:
      return kind satisfies never
  }
}

const articled = (word: string): string => `${/^[AEIOU]/i.test(word) ? 'an' : 'a'} ${word}`
