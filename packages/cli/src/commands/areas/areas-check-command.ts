import { checkArea, loadArea, nauticalMiles } from '@landfall/geo'
import type { CommandDefinition } from '../../command-line/command-definition.ts'
import { EXIT } from '../../command-line/exit-code.ts'
import { readNumber } from '../../command-line/read-arguments.ts'
import { commonOptions } from '../common-options.ts'
import { areaFilesOption, readAreaFiles } from './read-area-files.ts'

export const areasCheckCommand: CommandDefinition = {
  operands: '<LON> <LAT>',
  options: [areaFilesOption, commonOptions.json],
  details: 'Exit code 0 when the place is inside one of the areas, 1 when it is outside all.',
  examples: [
    { line: 'landfall areas check 174.1 -35.2', description: 'the Bay of Islands' },
    {
      line: 'landfall areas check -176.5 -43.9 --area-file nz.geojson',
      description: 'the Chathams, in a file of one’s own',
    },
  ],
  run: async (invocation) => {
    const { args, terminal } = invocation
    const [longitude, latitude] = [
      readNumber('LON', args.operands[0] ?? '', { min: -180, max: 360 }),
      readNumber('LAT', args.operands[1] ?? '', { min: -90, max: 90 }),
    ]
    let isInsideAny = false
    for (const area of await readAreaFiles(invocation, loadArea)) {
      const check = checkArea(area, longitude, latitude)
      isInsideAny ||= check.isInside
      const { metresToLine: metres } = check
      const away = metres === null ? 'more than 1,000 km' : `${nauticalMiles(metres).toFixed(2)} nm`
      const line = `${check.areaId} (${check.name}): ${check.isInside ? 'inside' : 'outside'}, ${away} from its line`
      await terminal.print(args.has('json') ? JSON.stringify(check) : line)
    }
    return isInsideAny ? EXIT.ok : EXIT.found
  },
}
