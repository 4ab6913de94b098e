import { writeFile } from 'node:fs/promises'
import type { Command } from '../command/command.ts'
import { CommandError, UsageError } from '../command/command-error.ts'
import { EXIT } from '../command/exit-code.ts'
import { askService } from '../rest/ask-service.ts'
import { askSpec } from './alerts.ts'
import { ALERT_URL, alertUrl, TOKEN_FILE } from './common-options.ts'

const FORMATS = { cap: '/cap', history: '/history', json: '' } as const

export const exportAlert: Command = {
  usage: 'ID --cap|--history|--json [options]',
  operands: { min: 1, max: 1 },
  options: [
    { flag: 'cap', help: 'CAP 1.2 XML, as public warning systems take it' },
    { flag: 'history', help: 'all versions and what operators did, as JSON' },
    { flag: 'json', help: 'the alert as it is now, as JSON' },
    { flag: 'version', value: 'N', help: 'with --cap: this version [the newest]' },
    { flag: 'out', value: 'FILE', help: 'write it there [stdout]' },
    ALERT_URL,
    TOKEN_FILE,
  ],
  examples: [
    { line: 'landfall export nz-20261123-7f3a9c1e --cap --out alert.xml', says: 'for a public warning system' },
    { line: 'landfall export nz-20261123-7f3a9c1e --history | jq .entries', says: 'for the file of the case' },
  ],
  run: async (invocation) => {
    const { args, terminal } = invocation
    const chosen = (['cap', 'history', 'json'] as const).filter((format) => args.has(format))
    const [format] = chosen
    if (format === undefined || chosen.length > 1)
      throw new UsageError('one of --cap, --history and --json must be given')
    const version = args.number('version', { min: 1, max: 1_000_000_000, whole: true })
    if (version !== undefined && format !== 'cap') throw new UsageError(`--version ${version}: goes with --cap only`)
    const url = new URL(
      `/v1/alerts/${encodeURIComponent(args.operands[0] ?? '')}${FORMATS[format]}`,
      alertUrl(invocation),
    )
    if (version !== undefined) url.searchParams.set('version', String(version))
    if (format === 'history') url.searchParams.set('limit', '1000')
    const text = (await askService(url, await askSpec(invocation))).trimEnd()
    const out = args.text('out')
    if (out === undefined) await terminal.print(text)
    else {
      await writeFile(out, `${text}\n`).catch((cause: unknown) => {
        throw new CommandError(EXIT.output, `--out ${out}: cannot be written`, { cause })
      })
    }
    return EXIT.ok
  },
}
