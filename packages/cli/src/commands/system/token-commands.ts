import { addToken, type QuotaChanges, QuotaText, Role, readTokensFile, removeToken } from '@landfall/access'
import { isoTimeMs, SourceId } from '@landfall/contracts'
import type { CommandDefinition, Invocation, OptionSpec } from '../../command-line/command-definition.ts'
import { UsageError } from '../../command-line/command-error.ts'
import { EXIT } from '../../command-line/exit-code.ts'
import { commonOptions } from '../common-options.ts'

const FILE: OptionSpec = { flag: 'file', value: 'FILE', help: 'the tokens file [TOKENS_FILE]' }

const add: CommandDefinition = {
  usage: '--role ROLE --name NAME [options]',
  options: [
    { flag: 'role', value: 'ROLE', help: `one of ${Role.options.join(', ')}` },
    { flag: 'name', value: 'NAME', help: 'of the person or system; written beside what they do' },
    { flag: 'source', value: 'ID', help: 'the source id it writes as; a feeder must have one; * for any' },
    { flag: 'expires', value: 'TIME', help: 'when it ends, as 2027-01-01T00:00:00Z [never]' },
    { flag: 'quota', value: 'QUOTAS', help: 'what it may send, as records/s=500,new-craft/h=1000 [as ingest has it]' },
    FILE,
    commonOptions.json,
  ],
  details: `Prints the secret, this once: the file holds only its hash. Services that use the file know the token within
seconds.`,
  examples: [
    { line: 'landfall tokens add --role operator --name "Duty desk" --file tokens.json', description: 'for a person' },
    {
      line: 'landfall tokens add --role feeder --name "Radar 3" --source radar3 --file tokens.json > radar3.token',
      description: 'for a feeder',
    },
  ],
  run: async (invocation) => {
    const { args, terminal } = invocation
    const path = readFile(invocation)
    const role = args.oneOf('role', Role.options)
    const name = args.text('name')
    if (role === undefined) throw new UsageError(`--role is missing: one of ${Role.options.join(', ')}`)
    if (name === undefined) throw new UsageError('--name is missing: whose token it is')
    const sourceId = args.text('source') ?? null
    if (sourceId !== null && !SourceId.safeParse(sourceId).success) {
      throw new UsageError(`--source ${sourceId}: must be 1 to 64 printable characters without a slash, or *`)
    }
    if (role === 'feeder' && sourceId === null) throw new UsageError('--source is missing: what a feeder may write as')
    const expiresAt = readExpiry(args.text('expires'))
    const quotas = readQuotas(args.text('quota'))
    const { id, secret } = await addToken(path, { role, name, sourceId, expiresAt, quotas }, Date.now())
    if (args.has('json')) await terminal.print(JSON.stringify({ id, secret }))
    else {
      terminal.say(`token ${id} for ${name} (${role}); the secret is shown only now:`)
      await terminal.print(secret)
    }
    return EXIT.ok
  },
}

const list: CommandDefinition = {
  options: [FILE, commonOptions.json],
  examples: [{ line: 'landfall tokens list --file tokens.json', description: 'who has one' }],
  run: async (invocation) => {
    const { args, terminal } = invocation
    for (const { hash: _hash, ...token } of await readTokensFile(readFile(invocation))) {
      const { id, role, name, sourceId, expiresAt } = token
      const ends = expiresAt === null ? '' : `  until ${expiresAt}`
      const line = `${id}  ${role.padEnd(10)} ${name}${sourceId === null ? '' : `  as ${sourceId}`}${ends}`
      await terminal.print(args.has('json') ? JSON.stringify(token) : line)
    }
    return EXIT.ok
  },
}

const remove: CommandDefinition = {
  operands: '<ID>',
  options: [FILE],
  examples: [
    { line: 'landfall tokens remove 1f0c2ab9d4 --file tokens.json', description: 'it is worth nothing from now on' },
  ],
  run: async (invocation) => {
    const { args, terminal } = invocation
    const [id = ''] = args.operands
    const removed = await removeToken(readFile(invocation), id)
    terminal.say(removed ? `token ${id} is removed` : `there is no token ${JSON.stringify(id)}`)
    return removed ? EXIT.ok : EXIT.found
  },
}

/** Look after the tokens file. */
export const tokenCommands = { add, list, remove }

const readFile = ({ args, env }: Invocation): string => {
  const path = args.text('file') ?? env.TOKENS_FILE
  if (path === undefined || path === '') throw new UsageError('--file is missing, and TOKENS_FILE is not set')
  return path
}

const readQuotas = (given: string | undefined): QuotaChanges | undefined => {
  if (given === undefined) return undefined
  const parsed = QuotaText.safeParse(given)
  if (parsed.success) return parsed.data
  throw new UsageError(`--quota ${given}: ${parsed.error.issues[0]?.message ?? 'cannot be read'}`)
}

const readExpiry = (given: string | undefined): string | null => {
  if (given === undefined) return null
  const timeMs = isoTimeMs(given)
  if (Number.isNaN(timeMs)) throw new UsageError(`--expires ${given}: must be a time in UTC, as 2027-01-01T00:00:00Z`)
  if (timeMs <= Date.now()) throw new UsageError(`--expires ${given}: is past`)
  return new Date(timeMs).toISOString()
}
