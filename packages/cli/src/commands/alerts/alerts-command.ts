import { AlertKindName, AlertStatus, AlertView, compareAlerts, isDistressAlert, Severity } from '@landfall/contracts'
import { z } from 'zod'
import type { CommandDefinition, Invocation } from '../../command-line/command-definition.ts'
import { UsageError } from '../../command-line/command-error.ts'
import { EXIT, type ExitCode } from '../../command-line/exit-code.ts'
import { askSpec } from '../../rest/access-headers.ts'
import { askJson } from '../../rest/ask-service.ts'
import { fetchAlert, fetchNear } from '../../rest/fetch-alert.ts'
import { parseAnswer } from '../../rest/parse-answer.ts'
import { serviceUrl } from '../../rest/service-url.ts'
import { alertDetails } from '../../watch/alert-details.ts'
import { alertTable } from '../../watch/alert-table.ts'
import { commonOptions } from '../common-options.ts'

export const alertsCommand: CommandDefinition = {
  operands: '[ID]',
  options: [
    { flag: 'status', value: 'WORD,…', help: 'open, cancelled or superseded [those to be looked at]' },
    { flag: 'severity', value: 'WORD,…', help: 'alarm, warning or caution' },
    { flag: 'kind', value: 'WORD,…', help: 'only these kinds, as mass-arrival' },
    { flag: 'area', value: 'ID,…', help: 'only these areas' },
    { flag: 'exercise', help: 'only exercises' },
    { flag: 'real', help: 'no exercises' },
    { flag: 'all', help: 'everything held, ended ones too' },
    commonOptions.alertUrl,
    commonOptions.tokenFile,
    commonOptions.json,
  ],
  details: 'With an id: that alert with its evidence, so that the sum can be redone by hand.',
  examples: [
    { line: 'landfall alerts', description: 'what is to be looked at' },
    { line: 'landfall alerts nz-20261123-7f3a9c1e', description: 'why it fired' },
    { line: 'landfall alerts --all --json | jq .alertId', description: 'for a program' },
  ],
  run: async (invocation) => {
    const [alertId] = invocation.args.operands
    return alertId === undefined ? list(invocation) : showOne(invocation, alertId)
  },
}

const PAGE_MAX = 1_000
const Page = z.object({ alerts: z.array(AlertView), nextCursor: z.string().nullable() })

const list = async (invocation: Invocation): Promise<ExitCode> => {
  const { args, terminal } = invocation
  const ask = await askSpec(invocation)
  const url = new URL('/v1/alerts', serviceUrl('alert', invocation))
  for (const [name, value] of readQuery(invocation)) url.searchParams.set(name, value)
  const onlyListed = !args.has('all') && !args.has('status')
  const found: AlertView[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    if (cursor !== '') url.searchParams.set('cursor', cursor)
    const page: z.infer<typeof Page> = parseAnswer(Page, await askJson(url, ask))
    const alerts = page.alerts.filter(({ listed }) => listed || !onlyListed)
    if (args.has('json')) for (const alert of alerts) await terminal.print(JSON.stringify(alert))
    else found.push(...alerts)
    cursor = page.nextCursor
  }
  if (args.has('json')) return EXIT.ok
  for (const line of alertTable(found.toSorted(compareAlerts), terminal.style, terminal.width))
    await terminal.print(line)
  if (found.length === 0) terminal.say('nothing')
  return EXIT.ok
}

const readQuery = ({ args }: Invocation): readonly (readonly [string, string])[] => {
  if (args.has('exercise') && args.has('real')) throw new UsageError('--exercise and --real leave nothing to show')
  const words = (flag: string, name: string, allowed?: readonly string[]) => {
    const given = args.list(flag)
    const unknown = given?.find((one) => allowed?.includes(one) === false)
    if (unknown !== undefined) throw new UsageError(`--${flag} ${unknown}: must be one of ${allowed?.join(', ')}`)
    return given === undefined ? [] : [[name, given.join(',')] as const]
  }
  return [
    ['limit', String(PAGE_MAX)],
    ...words('status', 'status', AlertStatus.options),
    ...words('severity', 'severity', Severity.options),
    ...words('kind', 'kind', AlertKindName.options),
    ...words('area', 'areaId'),
    ...(args.has('exercise') ? [['exercise', 'true'] as const] : []),
    ...(args.has('real') ? [['exercise', 'false'] as const] : []),
  ]
}

const showOne = async (invocation: Invocation, alertId: string): Promise<ExitCode> => {
  const { args, terminal } = invocation
  const alert = await fetchAlert(invocation, alertId)
  if (args.has('json')) {
    await terminal.print(JSON.stringify(alert))
    return EXIT.ok
  }
  const near = isDistressAlert(alert) ? await fetchNear(invocation, alertId) : null
  for (const line of alertDetails(alert, terminal.style, near)) await terminal.print(line)
  return EXIT.ok
}
