import { parseObservation } from '@landfall/contracts'
import type { Invocation } from '../../command-line/command-definition.ts'
import type { Terminal } from '../../command-line/create-terminal.ts'
import { accessHeaders } from '../../rest/access-headers.ts'
import { serviceUrl } from '../../rest/service-url.ts'
import { openSender, type Sender, type SenderSpec } from '../../send/open-sender.ts'

const GIVE_UP_AFTER_MS = 60_000
const SAY_AGAIN_AFTER_MS = 10_000

/** Sends to the service, or prints with --dry-run. */
export const openOutlet = async <Tag>(
  invocation: Invocation,
  onOutcome: SenderSpec<Tag>['onOutcome'],
): Promise<Sender<Tag>> => {
  const { args, terminal, signal } = invocation
  if (args.has('dry-run')) return dryOutlet({ terminal, onOutcome })
  const url = serviceUrl('ingest', invocation)
  let saidAtMs = -Infinity
  return openSender<Tag>({
    url,
    headers: await accessHeaders(invocation),
    signal,
    onOutcome,
    giveUpAfterMs: GIVE_UP_AFTER_MS,
    onWait: (why, waitMs) => {
      if (performance.now() - saidAtMs < SAY_AGAIN_AFTER_MS) return
      saidAtMs = performance.now()
      terminal.say(`landfall: ${url}: ${why}; trying again in ${(waitMs / 1_000).toFixed(1)} s`)
    },
  })
}

type DrySpec<Tag> = { readonly terminal: Terminal; readonly onOutcome: SenderSpec<Tag>['onOutcome'] }

/** Prints what would be sent, and validates it as the service would. */
const dryOutlet = <Tag>({ terminal, onOutcome }: DrySpec<Tag>): Sender<Tag> => ({
  send: async (observation, tag) => {
    const read = parseObservation(observation)
    if (read.ok) await terminal.print(JSON.stringify(observation))
    onOutcome(tag, read.ok ? null : read.reason)
  },
  end: async () => undefined,
})
