import { basename } from 'node:path'
import { deriveArea } from '@landfall/geo'
import type { CommandDefinition } from '../../command-line/command-definition.ts'
import { UsageError } from '../../command-line/command-error.ts'
import { readNumber } from '../../command-line/read-arguments.ts'
import { areaFileOptions, readAreaIdentity } from './area-file-options.ts'
import { readText } from './read-area-files.ts'
import { writeAreaFile } from './write-area-file.ts'

export const areasDeriveCommand: CommandDefinition = {
  usage: '--coast FILE --nm N --box W,S,E,N --area ID [options]',
  options: [
    { flag: 'coast', value: 'FILE', help: 'GeoJSON with land as polygons' },
    { flag: 'nm', value: 'N', help: 'breadth of the zone in nautical miles [12]' },
    { flag: 'box', value: 'W,S,E,N', help: 'only land in it counts, degrees; W above E is a box over 180°' },
    { flag: 'tolerance', value: 'METRES', help: 'how far the line may lie from the true distance [100]' },
    areaFileOptions.area,
    areaFileOptions.name,
    areaFileOptions.attribution,
    areaFileOptions.licence,
    areaFileOptions.out,
  ],
  details: 'It knows nothing of straight baselines, closed bays or neighbours: an official line is better.',
  examples: [
    {
      line: 'landfall areas derive --coast land.geojson --nm 12 --box 165,-53,-175,-28 --area nz --out nz.geojson',
      description: 'where no official line is to be had',
    },
  ],
  run: async (invocation) => {
    const { args } = invocation
    const path = args.text('coast')
    if (path === undefined) throw new UsageError('--coast is missing: GeoJSON with land as polygons')
    const toleranceMetres = args.number('tolerance', { min: 10, max: 5_000 })
    const { areaId, name = areaId, ...identity } = readAreaIdentity(invocation)
    if (areaId === undefined || name === undefined) throw new UsageError('--area is missing: the id of the area, as nz')
    const outcome = deriveArea(await readText(path), {
      areaId,
      name,
      ...identity,
      nauticalMiles: args.number('nm', { min: 0.1, max: 200 }) ?? 12,
      box: readBox(args.text('box')),
      source: basename(path),
      ...(toleranceMetres === undefined ? {} : { toleranceMetres }),
    })
    return writeAreaFile(invocation, path, outcome)
  },
}

const readBox = (given: string | undefined) => {
  const parts = given?.split(',') ?? []
  if (parts.length !== 4) throw new UsageError(`--box ${given ?? ''}: must be four degrees: west,south,east,north`)
  const [west = 0, south = 0, east = 0, north = 0] = parts.map((part, index) =>
    readNumber(`--box ${given}:`, part.trim(), index % 2 === 0 ? { min: -180, max: 360 } : { min: -85, max: 85 }),
  )
  return { west, south, east, north }
}
