import { describeIssue } from '@landfall/contracts'
import { z } from 'zod'

/** What a column of a table may say. `person` is what makes a row of a list a person. */
export const COUNT_FIELDS = [
  'craft',
  'mmsi',
  'imo',
  'date',
  'time',
  'aboard',
  'permitted',
  'notPermitted',
  'method',
  'longitude',
  'latitude',
  'person',
] as const
export type CountField = (typeof COUNT_FIELDS)[number]

/** Titles that are known without a mapping, as titleKey writes them. */
const TITLES: Readonly<Record<CountField, readonly string[]>> = {
  craft: ['craft', 'craftid'],
  mmsi: ['mmsi', 'mmsinumber'],
  imo: ['imo', 'imonumber', 'imono'],
  date: ['date', 'dateutc'],
  time: ['time', 'timeutc', 'datetime', 'datetimeutc', 'observedat'],
  aboard: ['aboard', 'onboard', 'personsaboard', 'personsonboard', 'peopleonboard', 'pob'],
  permitted: ['permitted', 'withpermission'],
  notPermitted: ['notpermitted', 'withoutpermission'],
  method: ['method', 'countedby'],
  longitude: ['longitude', 'lon', 'lng'],
  latitude: ['latitude', 'lat'],
  person: ['name', 'fullname', 'familyname', 'lastname', 'surname', 'passenger', 'passengername', 'crewmember'],
}

/** Titles are compared by letters and digits alone, in lower case. */
export const titleKey = (title: string): string => title.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '')

const title = z.string().min(1)
const ColumnMapping = z.strictObject(
  Object.fromEntries(COUNT_FIELDS.map((field) => [field, title.optional()])) as Record<
    CountField,
    z.ZodOptional<typeof title>
  >,
)
/** From a field to the title of its column. */
export type ColumnMapping = Readonly<Partial<Record<CountField, string>>>

/** Parses a mapping file: `{"craft": "Vessel", "aboard": "Souls"}`. A failure comes in words that name field and value. */
export const parseColumnMapping = (text: string): { readonly mapping: ColumnMapping } | { readonly reason: string } => {
  let given: unknown
  try {
    given = JSON.parse(text)
  } catch (cause) {
    return { reason: `is not JSON: ${cause instanceof Error ? cause.message : String(cause)}` }
  }
  const read = ColumnMapping.safeParse(given)
  if (!read.success)
    return { reason: `${describeIssue(read.error, given, 'mapping').reason}; fields: ${COUNT_FIELDS.join(', ')}` }
  const mapping = Object.entries(read.data).filter(([, value]) => value !== undefined)
  return { mapping: Object.fromEntries(mapping) as ColumnMapping }
}

export type CountColumns = Readonly<Partial<Record<CountField, readonly number[]>>>

/** The columns of a heading by field. A field of the mapping is looked for by that title alone. */
export const columnsOf = (cells: readonly string[], mapping: ColumnMapping): CountColumns => {
  const keys = cells.map(titleKey)
  const found: Partial<Record<CountField, readonly number[]>> = {}
  for (const field of COUNT_FIELDS) {
    const mapped = mapping[field]
    const titles = mapped === undefined ? TITLES[field] : [titleKey(mapped)]
    const indices = keys.flatMap((key, index) => (titles.includes(key) ? [index] : []))
    if (indices.length > 0) found[field] = indices
  }
  return found
}
