import { writeFile } from 'node:fs/promises'
import { z } from 'zod'
import type { CommandDefinition } from '../../command-line/command-definition.ts'
import { CommandError, UsageError } from '../../command-line/command-error.ts'
import { EXIT } from '../../command-line/exit-code.ts'
import { askSpec } from '../../rest/access-headers.ts'
import { type AskSpec, askJson, askService } from '../../rest/ask-service.ts'
import { parseAnswer } from '../../rest/parse-answer.ts'
import { serviceUrl } from '../../rest/service-url.ts'
import { commonOptions } from '../common-options.ts'

const FORMATS = { cap: '/cap', history: '/history', json: '' } as const

export const exportCommand: CommandDefinition = {
  usage: 'ID --cap|--history|--json [options]',
  operands: '<ID>',
  options: [
    { flag: 'cap', help: 'CAP 1.2 XML, as public warning systems take it' },
    { flag: 'history', help: 'all versions and what operators did, as JSON' },
    { flag: 'json', help: 'the alert as it is now, as JSON' },
    { flag: 'version', value: 'N', help: 'with --cap: this version [the newest]' },
    { flag: 'out', value: 'FILE', help: 'write it there [stdout]' },
    commonOptions.alertUrl,
    commonOptions.tokenFile,
  ],
  examples: [
    { line: 'landfall export nz-20261123-7f3a9c1e --cap --out alert.xml', description: 'for a public warning system' },
    { line: 'landfall export nz-20261123-7f3a9c1e --history | jq .entries', description: 'for the file of the case' },
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
      serviceUrl('alert', invocation),
    )
    if (version !== undefined) url.searchParams.set('version', String(version))
    const ask = await askSpec(invocation)
    const text = format === 'history' ? await wholeHistory(url, ask) : (await askService(url, ask)).trimEnd()
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

const PAGE_MAX = 1_000
const Page = z.looseObject({ entries: z.array(z.unknown()), nextCursor: z.string().nullable() })

/** All pages as one document: a part of a history would look like all of it. */
const wholeHistory = async (url: URL, ask: AskSpec): Promise<string> => {
  const entries: unknown[] = []
  url.searchParams.set('export', 'true')
  url.searchParams.set('limit', String(PAGE_MAX))
  for (;;) {
    const page = parseAnswer(Page, await askJson(url, ask))
    for (const entry of page.entries) entries.push(entry)
    if (page.nextCursor === null) return JSON.stringify({ ...page, entries })
    url.searchParams.set('cursor', page.nextCursor)
  }
}
