import { writeFile } from 'node:fs/promises'
import type { AreaOutcome } from '@landfall/geo'
import { readAreaFile } from '@landfall/mass-arrivals'
import type { Invocation } from '../../command-line/command-definition.ts'
import { CommandError } from '../../command-line/command-error.ts'
import { EXIT, type ExitCode } from '../../command-line/exit-code.ts'
import { formatNumber } from '../../command-line/format-elapsed.ts'

/** Writes the file, or reports where in the input something cannot be used. */
export const writeAreaFile = async (
  { args, terminal }: Invocation,
  path: string,
  outcome: AreaOutcome,
): Promise<ExitCode> => {
  if (outcome.outcome === 'refused') {
    for (const { field, problem } of outcome.refusals)
      terminal.say(`landfall: ${path}: ${field === '' ? '' : `${field}: `}${problem}`)
    return EXIT.data
  }
  for (const { field, problem } of outcome.warnings)
    terminal.say(`${path}: ${field === '' ? '' : `${field}: `}${problem}`)
  readPolicy(outcome.text, path)
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

/** Throws a CommandError where the services would refuse the file that was made. */
const readPolicy = (text: string, path: string): void => {
  try {
    readAreaFile(text, path)
  } catch (cause) {
    throw new CommandError(EXIT.data, cause instanceof Error ? cause.message : String(cause), { cause })
  }
}
