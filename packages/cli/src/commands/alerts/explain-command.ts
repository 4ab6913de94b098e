import { type AlertViewOf, Policy } from '@landfall/contracts'
import { hashPolicy } from '@landfall/contracts/hashes'
import { z } from 'zod'
import type { CommandDefinition, Invocation } from '../../command-line/command-definition.ts'
import { CommandError, UsageError } from '../../command-line/command-error.ts'
import { EXIT } from '../../command-line/exit-code.ts'
import { type Explanation, explainAlert } from '../../explain/explain-alert.ts'
import { explainInbound } from '../../explain/explain-inbound.ts'
import { isExplainable } from '../../explain/is-explainable.ts'
import { askSpec } from '../../rest/access-headers.ts'
import { askJson } from '../../rest/ask-service.ts'
import { fetchAlert } from '../../rest/fetch-alert.ts'
import { serviceUrl } from '../../rest/service-url.ts'
import { describeAlert } from '../../watch/describe-alert.ts'
import { areaFilesOption } from '../areas/read-area-files.ts'
import { commonOptions } from '../common-options.ts'

const OF_THE_SERVICE = [commonOptions.alertUrl, commonOptions.tokenFile]
const OF_THE_LOG = [areaFilesOption, commonOptions.brokers, commonOptions.prefix]

export const explainCommand: CommandDefinition = {
  operands: '<ID>',
  options: [
    { flag: 'from-log', help: 'recount it from the observations in Kafka, asking no service' },
    ...OF_THE_SERVICE,
    ...OF_THE_LOG,
    commonOptions.json,
  ],
  details: `Recounts the alert from the evidence it carries: which craft, which reports, which windows, which links; of an inbound
group each forecast as well, from its fixes to its ETA. Exit code 1 when the alert does not say what its evidence gives.

With --from-log the evidence is not believed either: the newest version in the alerts topic is held against what all
observations in Kafka give, worked out here from the beginning, under the area files given. They must be those that windowing
has. Exit code 1 when they differ, each difference named; 65 when the log no longer has what the alert was made of.`,
  examples: [
    { line: 'landfall explain nz-20261123-7f3a9c1e', description: 'the sum as a person would write it' },
    { line: 'landfall explain nz-20261123-7f3a9c1e --from-log', description: 'is it what the observations give?' },
  ],
  run: async (invocation) => {
    const { args, terminal } = invocation
    const alertId = args.operands[0] ?? ''
    const isFromLog = args.has('from-log')
    const idle = (isFromLog ? OF_THE_SERVICE : OF_THE_LOG).find(({ flag }) => args.has(flag))
    if (idle !== undefined)
      throw new UsageError(`--${idle.flag} has no meaning ${isFromLog ? 'with' : 'without'} --from-log`)
    if (isFromLog) return (await import('./print-log-explanation.ts')).printLogExplanation(invocation, alertId)
    const alert = await fetchAlert(invocation, alertId)
    if (!isExplainable(alert)) {
      const hint = `landfall alerts ${alert.alertId} shows all that it says`
      throw new CommandError(EXIT.data, `${alert.alertId}: a ${alert.kind} alert has no sum to explain`, { hint })
    }
    const policy = await policyOf(invocation, alert)
    const { lines, differences } = explanationOf(alert, policy)
    if (args.has('json'))
      await terminal.print(JSON.stringify({ alertId: alert.alertId, agrees: differences.length === 0, differences }))
    else {
      await terminal.print(`${describeAlert(alert, terminal.style)}\n`)
      for (const line of lines) await terminal.print(line)
      for (const difference of differences) await terminal.print(terminal.style('red', `DIFFERS: ${difference}`))
      if (differences.length === 0) await terminal.print('\nThe alert says what its evidence gives.')
    }
    return differences.length === 0 ? EXIT.ok : EXIT.found
  },
}

type Explainable = AlertViewOf<'inbound-group'> | AlertViewOf<'mass-arrival'>

const explanationOf = (alert: Explainable, policy: Policy): Explanation => {
  switch (alert.kind) {
    case 'inbound-group':
      return explainInbound(alert, policy)
    case 'mass-arrival':
      return explainAlert(alert, policy)
    default:
      return alert satisfies never
  }
}

const Areas = z.object({
  features: z.array(z.object({ properties: z.object({ areaId: z.string(), policy: z.unknown().optional() }) })),
})

/** The policy that the area has now, with a warning when the alert was made under another. */
const policyOf = async (invocation: Invocation, alert: Explainable): Promise<Policy> => {
  const areas = Areas.safeParse(
    await askJson(new URL('/v1/areas', serviceUrl('alert', invocation)), await askSpec(invocation)),
  )
  const area = areas.data?.features.find(({ properties }) => properties.areaId === alert.areaId)
  const policy = Policy.parse(area?.properties.policy ?? {})
  if (hashPolicy(policy) !== alert.policy) {
    invocation.terminal.say(
      'the alert was made under another policy than the area has now; what differs may come from that',
    )
  }
  return policy
}
