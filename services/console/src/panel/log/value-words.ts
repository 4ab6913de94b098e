import { formatUtc } from '../../format/format-utc.ts'
import { isolateText } from '../../format/isolate-text.ts'

const TIME = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/

/** A value of any field in a sentence: never raw JSON. */
export const valueWords = (value: unknown): string => {
  if (value === undefined || value === null) return 'none'
  if (Array.isArray(value)) return `${value.length} listed`
  if (typeof value === 'object') return 'given'
  if (typeof value === 'string') return TIME.test(value) ? formatUtc(Date.parse(value)) : isolateText(value)
  return typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value)
}

/** A field's name in words: `limbs.sameTime.likely` is `limbs, same time, likely`. */
export const fieldWords = (path: string): string =>
  path
    .split('.')
    .map((part) => part.replaceAll(/([a-z])([A-Z])/g, '$1 $2').toLowerCase())
    .join(', ')

/** `40 → 46` */
export const changeOf = ({ before, after }: { readonly before?: unknown; readonly after?: unknown }): string =>
  `${valueWords(before)} → ${valueWords(after)}`
