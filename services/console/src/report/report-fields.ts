import type { Zone } from './parse-seen-at.ts'

/** How a craft is named in the form. */
export const CRAFT_KINDS = [
  { value: 'sighting', text: 'New sighting' },
  { value: 'mmsi', text: 'MMSI' },
  { value: 'track', text: 'Radar track' },
  { value: 'other', text: 'Other id' },
] as const
export type CraftKind = (typeof CRAFT_KINDS)[number]['value']

export const METHODS = [
  { value: 'headcount', text: 'Headcount' },
  { value: 'sighting', text: 'Sighting' },
  { value: 'manifest', text: 'Manifest' },
  { value: 'estimate', text: 'Estimate' },
  { value: 'intelligence', text: 'Intelligence' },
] as const
export type Method = (typeof METHODS)[number]['value']

export const PERMISSIONS = [
  { value: 'unknown', text: 'Not known' },
  { value: 'none', text: 'None has it' },
  { value: 'some', text: 'Some have it…' },
] as const
export type Permission = (typeof PERMISSIONS)[number]['value']

/** The form’s fields as typed. */
export type ReportFields = {
  readonly craftKind: CraftKind
  /** The number, the track or the whole id; of a new sighting its id, which the form has made. */
  readonly craftText: string
  readonly sightingId: string
  readonly position: string
  readonly seenAt: string
  readonly zone: Zone
  readonly aboardMin: string
  readonly aboardLikely: string
  readonly aboardMax: string
  readonly openEnded: boolean
  readonly permission: Permission
  readonly permitted: string
  readonly notPermitted: string
  readonly method: Method
  readonly exercise: boolean
}

/** The parts of the form that can be wrong, in their order on the screen. */
export const FIELD_NAMES = {
  craft: 'Craft',
  position: 'Position',
  seenAt: 'Seen at',
  aboard: 'People aboard',
  permission: 'Permission',
} as const
export type FieldName = keyof typeof FIELD_NAMES

/** The id of a sighting that has none yet: who saw it, and when the form was opened, to the second. */
export const newSightingId = (operator: string, nowMs: number): string => {
  const who = operator
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 24)
  const at = new Date(nowMs).toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-')
  return `sighting:${who === '' ? 'desk' : who}-${at}`
}

/** The fields that name this craft. */
export const craftFields = (craftId: string): Pick<ReportFields, 'craftKind' | 'craftText'> => {
  const kind = CRAFT_KINDS.find(({ value }) => value !== 'sighting' && craftId.startsWith(`${value}:`))?.value
  return kind === undefined
    ? { craftKind: 'other', craftText: craftId }
    : { craftKind: kind, craftText: craftId.slice(kind.length + 1) }
}
