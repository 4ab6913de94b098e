import { ChecklistSpec, checklistFor, describeAuthor, parseWireTime } from '@landfall/contracts'
import { z } from 'zod'
import type { CommandDefinition } from '../../command-line/command-definition.ts'
import { EXIT } from '../../command-line/exit-code.ts'
import { askSpec } from '../../rest/access-headers.ts'
import { askJson } from '../../rest/ask-service.ts'
import { fetchAlert } from '../../rest/fetch-alert.ts'
import { parseAnswer } from '../../rest/parse-answer.ts'
import { serviceUrl } from '../../rest/service-url.ts'
import { commonOptions } from '../common-options.ts'

/** Lists of a later version may say more. */
const Answer = z.object({ checklists: z.array(z.looseObject(ChecklistSpec.shape)) })

export const checklistCommand: CommandDefinition = {
  operands: '<ID>',
  options: [commonOptions.alertUrl, commonOptions.tokenFile],
  examples: [{ line: 'landfall checklist nz-20261123-7f3a9c1e', description: 'what is left to do' }],
  run: async (invocation) => {
    const { args, terminal } = invocation
    const alert = await fetchAlert(invocation, args.operands[0] ?? '')
    const url = new URL('/v1/checklists', serviceUrl('alert', invocation))
    const { checklists } = parseAnswer(Answer, await askJson(url, await askSpec(invocation)))
    const checklist = checklistFor(checklists, alert)
    if (checklist === null) {
      terminal.say(`there is no checklist for ${alert.kind}${alert.areaId === null ? '' : ` in ${alert.areaId}`}`)
      return EXIT.ok
    }
    const { cause, consequence, respondWithinMinutes, items } = checklist
    const dueAt = new Date(parseWireTime(alert.raisedAt) + respondWithinMinutes * 60_000).toISOString()
    await terminal.print(`${cause} ${consequence}`)
    await terminal.print(`respond by ${dueAt.slice(11, 16)} UTC`)
    for (const { item, text } of items) {
      const tick = alert.checklist?.find((one) => one.item === item)
      const done = tick === undefined ? '' : ` (${tick.at.slice(11, 16)} UTC, ${describeAuthor(tick)})`
      await terminal.print(`${tick === undefined ? '[ ]' : '[x]'} ${item.padEnd(14)} ${text}${done}`)
    }
    return EXIT.ok
  },
}
