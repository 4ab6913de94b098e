import { AreaId } from '@landfall/contracts'
import type { Invocation, OptionSpec } from '../../command-line/command-definition.ts'
import { UsageError } from '../../command-line/command-error.ts'

/** Options of the commands that make area files. */
export const areaFileOptions = {
  area: { flag: 'area', value: 'ID', help: 'the area’s id: a-z, 0-9 and -' },
  name: { flag: 'name', value: 'TEXT', help: 'its name for people [the id]' },
  out: { flag: 'out', value: 'FILE', help: 'the area file to write [stdout]' },
  attribution: { flag: 'attribution', value: 'TEXT', help: 'where the data come from, kept in the file' },
  licence: { flag: 'licence', value: 'TEXT', help: 'its licence, kept in the file' },
} satisfies Readonly<Record<string, OptionSpec>>

export const readAreaIdentity = ({ args }: Invocation) => {
  const areaId = args.text('area')
  if (areaId === undefined) throw new UsageError('--area is missing: the id of the area, as nz')
  const parsed = AreaId.safeParse(areaId)
  if (!parsed.success) throw new UsageError(`--area ${areaId}: ${parsed.error.issues[0]?.message}`)
  const [attribution, licence] = [args.text('attribution'), args.text('licence')]
  return {
    areaId,
    name: args.text('name') ?? areaId,
    ...(attribution === undefined ? {} : { attribution }),
    ...(licence === undefined ? {} : { licence }),
  }
}
