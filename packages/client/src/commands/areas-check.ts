import { fileURLToPath } from 'node:url'
import { AreaFileError, checkArea, defaultAreaUrl, loadArea, nauticalMiles } from '@landfall/geo'
import { readNumber } from '../command/arguments.ts'
import type { Command } from '../command/command.ts'
import { CommandError } from '../command/command-error.ts'
import { EXIT } from '../command/exit-code.ts'
import { readText } from './area-files.ts'
import { JSON_OUT } from './common-options.ts'

export const areasCheck: Command = {
  usage: 'LON LAT [options]',
  operands: { min: 2, max: 2 },
  options: [
    { flag: 'area-file', value: 'FILE,…', help: 'area files [AREAS, else the built-in New Zealand area]' },
    JSON_OUT,
  ],
  details: 'Exit code 0 when the place is inside one of the areas, 1 when it is outside all.',
  examples: [
    { line: 'landfall areas check 174.1 -35.2', says: 'the Bay of Islands' },
    { line: 'landfall areas check -176.5 -43.9 --area-file nz.geojson', says: 'the Chathams, in a file of one’s own' },
  ],
  run: async (invocation) => {
    const { args, env, terminal } = invocation
    const [longitude, latitude] = [
      readNumber('LON', args.operands[0] ?? '', { min: -180, max: 360 }),
      readNumber('LAT', args.operands[1] ?? '', { min: -90, max: 90 }),
    ]
    const named = args.list('area-file') ?? env.AREAS?.split(',').filter((one) => one.trim() !== '') ?? []
    const paths = named.length === 0 ? [fileURLToPath(defaultAreaUrl)] : named
    let isInsideAny = false
    for (const path of paths) {
      const check = checkArea(load(await readText(path), path), longitude, latitude)
      isInsideAny ||= check.isInside
      const { metresToLine: metres } = check
      const away = metres === null ? 'more than 1,000 km' : `${nauticalMiles(metres).toFixed(2)} nm`
      const line = `${check.areaId} (${check.name}): ${check.isInside ? 'inside' : 'outside'}, ${away} from its line`
      await terminal.print(args.has('json') ? JSON.stringify(check) : line)
    }
    return isInsideAny ? EXIT.ok : EXIT.found
  },
}

const load = (text: string, path: string) => {
  try {
    return loadArea(text, path)
  } catch (cause) {
    if (cause instanceof AreaFileError) throw new CommandError(EXIT.data, cause.message, { cause })
    throw cause
  }
}
