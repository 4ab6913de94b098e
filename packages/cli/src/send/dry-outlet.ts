import { parseObservation } from '@landfall/contracts'
import type { Terminal } from '../command-line/create-terminal.ts'
import type { Sender, SenderSpec } from './open-sender.ts'

type DrySpec<Tag> = { readonly terminal: Terminal; readonly onOutcome: SenderSpec<Tag>['onOutcome'] }

/** Prints what would be sent, and validates it as the service would. */
export const dryOutlet = <Tag>({ terminal, onOutcome }: DrySpec<Tag>): Sender<Tag> => ({
  send: async (observation, tag) => {
    const read = parseObservation(observation)
    if (read.ok) await terminal.print(JSON.stringify(observation))
    onOutcome(tag, read.ok ? null : read.reason)
  },
  end: async () => undefined,
})
