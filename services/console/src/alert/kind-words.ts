import type { AlertKind } from '@landfall/contracts'

/** Each kind in a word or two, in the order in which a filter offers them. */
export const KIND_WORDS: Readonly<Record<AlertKind, string>> = {
  distress: 'distress',
  'mass-arrival': 'arrival',
  'inbound-group': 'inbound',
  'source-silent': 'silent source',
  'source-limit': 'source limit',
  diagnostic: 'diagnostic',
}

export const KINDS = Object.keys(KIND_WORDS) as readonly AlertKind[]
