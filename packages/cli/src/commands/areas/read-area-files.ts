import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { AreaFileError, defaultAreaUrl } from '@landfall/geo'
import type { Invocation, OptionSpec } from '../../command-line/command-definition.ts'
import { CommandError } from '../../command-line/command-error.ts'
import { EXIT } from '../../command-line/exit-code.ts'

export const areaFilesOption: OptionSpec = {
  flag: 'area-file',
  value: 'FILE,…',
  help: 'area files [AREAS, else the built-in New Zealand area]',
}

/** Reads each of the given area files with `read`. Throws a CommandError that names the file and the field. */
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
