import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { type ActionName, type ActionRequest, AlertView } from '@landfall/contracts'
import type { CommandDefinition, Invocation, OptionSpec } from '../../command-line/command-definition.ts'
import { CommandError } from '../../command-line/command-error.ts'
import { EXIT } from '../../command-line/exit-code.ts'
import type { Arguments } from '../../command-line/read-arguments.ts'
import { askSpec } from '../../rest/access-headers.ts'
import { askJson } from '../../rest/ask-service.ts'
import { fetchAlert } from '../../rest/fetch-alert.ts'
import { serviceUrl } from '../../rest/service-url.ts'
import { describeAlert } from '../../watch/describe-alert.ts'
import { commonOptions } from '../common-options.ts'

/** What goes along with an action, beside the version. */
export type ActionExtra = Partial<
  Pick<ActionRequest, 'note' | 'until' | 'item' | 'reason' | 'duplicateOf' | 'handedTo'>
>

export type ActionCommandSpec = Pick<CommandDefinition, 'usage' | 'operands' | 'options' | 'details' | 'examples'> & {
  /** From the command line alone, before anybody is asked. */
  readonly read: (args: Arguments) => ActionExtra
  /** What is missing, once the alert is known. */
  readonly complete?: (invocation: Invocation, alert: AlertView, given: ActionExtra) => Promise<ActionExtra>
}

const VERSION: OptionSpec = {
  flag: 'version',
  value: 'N',
  help: 'the version you looked at: refused when the alert has moved on [the newest]',
}
const COMMON: readonly OptionSpec[] = [VERSION, commonOptions.alertUrl, commonOptions.tokenFile, commonOptions.json]

/** A command for an operator’s action; they differ in name and in what goes along. */
export const actionCommand = (
  action: ActionName,
  { read, complete, ...given }: ActionCommandSpec,
): CommandDefinition => ({
  operands: '<ID>',
  ...given,
  options: [...given.options, ...COMMON],
  run: async (invocation) => {
    const { args, terminal } = invocation
    const extra = read(args)
    const version = args.number('version', { min: 1, max: 1_000_000_000, whole: true })
    const alertId = args.operands[0] ?? ''
    const alert = version === undefined || complete !== undefined ? await fetchAlert(invocation, alertId) : null
    const whole = alert === null || complete === undefined ? extra : await complete(invocation, alert, extra)
    const expectedVersion = version ?? alert?.version
    const after = await act(invocation, alertId, { action, expectedVersion, actionId: randomUUID(), ...whole })
    await terminal.print(args.has('json') ? JSON.stringify(after) : describeAlert(after, terminal.style))
    return EXIT.ok
  },
})

const TRIES_MAX = 5
const RETRY_MS = 1_000

/** Retried with the same id while it is unknown whether it took effect, so that it is done once. */
const act = async (invocation: Invocation, alertId: string, body: object): Promise<AlertView> => {
  const url = new URL(`/v1/alerts/${encodeURIComponent(alertId)}/actions`, serviceUrl('alert', invocation))
  const spec = { ...(await askSpec(invocation)), body }
  for (let tries = 1; ; tries++) {
    try {
      return AlertView.parse(await askJson(url, spec))
    } catch (error) {
      const isAway = error instanceof CommandError && error.exitCode === EXIT.unavailable
      if (!isAway || tries === TRIES_MAX) throw error
      await sleep(RETRY_MS, undefined, { signal: invocation.signal })
    }
  }
}
