import { basename } from 'node:path'
import { importArea } from '@landfall/geo'
import type { CommandDefinition } from '../../command-line/command-definition.ts'
import { UsageError } from '../../command-line/command-error.ts'
import { areaFileOptions, readAreaIdentity } from './area-file-options.ts'
import { readText } from './read-area-files.ts'
import { writeAreaFile } from './write-area-file.ts'

export const areasImportCommand: CommandDefinition = {
  usage: 'FILE [--area ID] [options]',
  operands: '<FILE>',
  options: [
    areaFileOptions.area,
    areaFileOptions.name,
    { flag: 'simplify', value: 'METRES', help: 'leave out vertices as long as no point of the line moves farther' },
    { flag: 'close-gap', value: 'METRES', help: 'close lines whose ends are at most this far apart [0]' },
    areaFileOptions.attribution,
    areaFileOptions.licence,
    areaFileOptions.out,
  ],
  details: `Takes GeoJSON (RFC 7946) with polygons or lines, split at 180° or in 0..360, with holes, closed or not. The policy, the
name and the id of the first feature are kept. What is changed or left out is said; what cannot be understood is refused with its place
in the file. AREAS names area files to the services.`,
  examples: [
    {
      line: 'landfall areas import territorial-sea.geojson --area nz --name "Territorial sea" --out nz.geojson',
      description: 'an official line',
    },
    {
      line: 'landfall areas import eez.geojson --area eez --simplify 50 --out eez.geojson',
      description: 'with fewer vertices',
    },
  ],
  run: async (invocation) => {
    const { args } = invocation
    const [path = ''] = args.operands
    const simplifyMetres = args.number('simplify', { min: 0, max: 100_000 })
    const closeGapMetres = args.number('close-gap', { min: 0, max: 1_000_000 })
    const outcome = importArea(await readText(path), {
      ...readAreaIdentity(invocation),
      source: basename(path),
      ...(simplifyMetres === undefined ? {} : { simplifyMetres }),
      ...(closeGapMetres === undefined ? {} : { closeGapMetres }),
    })
    const missesId =
      outcome.outcome === 'refused' &&
      outcome.refusals.some(({ field, problem }) => field === 'properties.areaId' && problem.startsWith('is missing'))
    if (missesId) throw new UsageError('--area is missing, and the file has no areaId: the id of the area, as nz')
    return writeAreaFile(invocation, path, outcome)
  },
}
