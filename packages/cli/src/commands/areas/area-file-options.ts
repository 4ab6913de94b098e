import { AreaId } from '@landfall/contracts'
import type { Invocation, OptionSpec } from '../../command-line/command-definition.ts'
import { UsageError } from '../../command-line/command-error.ts'

/** Options of the commands that make area files. */
export const areaFileOptions = {
  area: { flag: 'area', value: 'ID', help: 'the area’s id: a-z, 0-9 and -; import: [areaId of the file]' },
  name: { flag: 'name', value: 'TEXT', help: 'its name for people [import: name of the file; else the id]' },
  out: { flag: 'out', value: 'FILE', help: 'the area file to write [stdout]' },
  attribution: { flag: 'attribution', value: 'TEXT', help: 'where the data come from, kept in the file' },
  licence: { flag: 'licence', value: 'TEXT', help: 'its licence, kept in the file' },
} satisfies Readonly<Record<string, OptionSpec>>

/** What is given of the area's properties. Throws a UsageError for an id that cannot be one. */
export const readAreaIdentity = ({ args }: Invocation) => {
  const areaId = args.text('area')
  const parsed = AreaId.optional().safeParse(areaId)
  if (!parsed.success) throw new UsageError(`--area ${areaId}: ${parsed.error.issues[0]?.message}`)
  const given = {
    areaId,
    name: args.text('name'),
    attribution: args.text('attribution'),
    licence: args.text('licence'),
  }
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Partial<
    Record<keyof typeof given, string>
  >
}
