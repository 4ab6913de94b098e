import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { AreaId } from '@landfall/contracts'
import { AreaFileError, type AreaOutcome, defaultAreaUrl } from '@landfall/geo'
import type { Invocation, OptionSpec } from '../../command-line/command-definition.ts'
import { CommandError, UsageError } from '../../command-line/command-error.ts'
import { EXIT, type ExitCode } from '../../command-line/exit-code.ts'
import { formatNumber } from '../../command-line/format-duration.ts'

// What the commands that make or read area files have in common.

export const AREA: OptionSpec = { flag: 'area', value: 'ID', help: 'the area’s id: a-z, 0-9 and -' }
export const NAME: OptionSpec = { flag: 'name', value: 'TEXT', help: 'its name for people [the id]' }
export const OUT: OptionSpec = { flag: 'out', value: 'FILE', help: 'the area file to write [stdout]' }
export const TOLD: readonly OptionSpec[] = [
  { flag: 'attribution', value: 'TEXT', help: 'whom the data come from, kept in the file' },
  { flag: 'licence', value: 'TEXT', help: 'its licence, kept in the file' },
]

export const AREA_FILES: OptionSpec = {
  flag: 'area-file',
  value: 'FILE,…',
  help: 'area files [AREAS, else the built-in New Zealand area]',
}

/** What `read` makes of each of the given area files. Throws a CommandError that names the file and the field. */
export const readAreaFiles = async <Read>(
  { args, env }: Invocation,
  read: (text: string, path: string) => Read,
): Promise<readonly Read[]> => {
  const named = args.list('area-file') ?? env.AREAS?.split(',').flatMap((one) => one.trim() || []) ?? []
  const files: Read[] = []
  for (const path of named.length === 0 ? [fileURLToPath(defaultAreaUrl)] : named) {
    const text = await readText(path)
    try {
      files.push(read(text, path))
    } catch (cause) {
      if (cause instanceof AreaFileError) throw new CommandError(EXIT.data, cause.message, { cause })
      throw cause
    }
  }
  return files
}

export const readText = async (path: string): Promise<string> => {
  try {
    return await readFile(path, 'utf8')
  } catch (cause) {
    throw new CommandError(EXIT.noInput, `${path}: cannot be read`, { cause })
  }
}

export const readIdentity = ({ args }: Invocation) => {
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

/** Writes the file, or says in which places the input cannot be used. */
export const finish = async ({ args, terminal }: Invocation, path: string, outcome: AreaOutcome): Promise<ExitCode> => {
  if (outcome.outcome === 'refused') {
    for (const { field, problem } of outcome.refusals)
      terminal.say(`landfall: ${path}: ${field === '' ? '' : `${field}: `}${problem}`)
    return EXIT.data
  }
  for (const { field, problem } of outcome.warnings)
    terminal.say(`${path}: ${field === '' ? '' : `${field}: `}${problem}`)
  const out = args.text('out')
  if (out === undefined) await terminal.print(outcome.text.trimEnd())
  else {
    await writeFile(out, outcome.text).catch((cause: unknown) => {
      throw new CommandError(EXIT.output, `--out ${out}: cannot be written`, { cause })
    })
  }
  terminal.say(
    `${out ?? 'written'}: ${formatNumber(outcome.verticesAfter)} vertices of ${formatNumber(outcome.verticesBefore)}`,
  )
  return EXIT.ok
}
