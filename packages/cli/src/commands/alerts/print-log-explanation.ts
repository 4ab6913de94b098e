import { countedPeople, describeDoubt, formatInterval, formatSum, formatWireTime } from '@landfall/contracts'
import { type AreaAlert, readAreaFile } from '@landfall/mass-arrivals'
import type { Invocation } from '../../command-line/command-definition.ts'
import type { Terminal } from '../../command-line/create-terminal.ts'
import { EXIT, type ExitCode } from '../../command-line/exit-code.ts'
import { type ListedCraft, whenOf } from '../../explain/alert-facts.ts'
import { explainFromLog, type FromLog } from '../../explain/explain-from-log.ts'
import { readKafkaOptions } from '../../kafka/read-kafka-options.ts'
import { readAreaFiles } from '../areas/read-area-files.ts'

const EXIT_CODES = { agrees: EXIT.ok, differs: EXIT.found, unknown: EXIT.data } as const

const VERDICTS = {
  agrees: 'The log agrees.',
  differs: 'The log does not say what the alert says.',
  unknown: 'The log no longer has what this alert was made of: it can neither be confirmed nor contradicted.',
} as const

/** `landfall explain ID --from-log`. */
export const printLogExplanation = async (invocation: Invocation, alertId: string): Promise<ExitCode> => {
  const { args, signal, terminal } = invocation
  const kafka = readKafkaOptions(invocation)
  const areas = (await readAreaFiles(invocation, readAreaFile)).map(({ area }) => area)
  const explained = await explainFromLog(alertId, { kafka, areas, signal, terminal })
  if (args.has('json')) await terminal.print(JSON.stringify(forPrograms(explained)))
  else for (const line of forPeople(explained, terminal)) await terminal.print(line)
  return EXIT_CODES[explained.verdict.outcome]
}

const forPrograms = ({
  alert,
  read,
  contradictions,
  takenBack,
  verdict: { outcome, log, craft, ...said },
}: FromLog) => {
  const { alertId, version, status } = alert
  const head = { alertId, version, status, outcome, agrees: outcome === 'agrees' }
  // Only where the alert does not list them all itself.
  const witnessed = {
    ...(contradictions.length > 0 && { contradictions }),
    ...(takenBack.length > 0 && { takenBack }),
  }
  return { ...head, ...said, ...witnessed, ...(craft.length === 0 ? {} : { craft }), observations: read.records, log }
}

const forPeople = (
  { alert, writtenMs, verdict, contradictions, takenBack }: FromLog,
  { style }: Terminal,
): readonly string[] => {
  const { outcome, log, craft, differences, sinceItEnded, notes } = verdict
  const ended = `An ended alert stays as it ended. ${
    sinceItEnded.length === 0 ? 'Its craft still count the same.' : 'Its craft count otherwise by now:'
  }`
  return [
    `${alert.alertId} v${alert.version}, written ${formatWireTime(writtenMs)}`,
    `  the alert: ${summary(alert)}`,
    `  the log:   ${log === null ? 'nothing of it' : summary(log)}`,
    ...(alert.status === 'open' || log === null || log.status === 'open' ? [] : [ended]),
    ...sinceItEnded.map((line) => `  ${line}`),
    ...doubtLines(log ?? alert),
    ...[...contradictions, ...takenBack].map((line) => `  ${line}`),
    ...(craft.length === 0 ? [] : ['All that the log counts, of which the alert lists the most important:']),
    ...craft.map(visitLine),
    ...differences.map((line) => style('red', `DIFFERS: ${line}`)),
    ...notes,
    VERDICTS[outcome],
  ]
}

const doubtLines = ({ craft }: { readonly craft: readonly ListedCraft[] }): readonly string[] =>
  craft.flatMap((row) =>
    row.doubt === undefined ? [] : [`  ${row.craftId} of ${whenOf(row)}: ${describeDoubt(row.doubt)}`],
  )

const visitLine = (row: ListedCraft): string =>
  `  ${row.craftId} of ${whenOf(row)}: ${formatInterval(row.unauthorised)}${row.sameAs.length === 0 ? '' : `, the same boat as ${row.sameAs.join(', ')}`}`

const ROWS = { 'inbound-group': ['craft', 'craft'], 'mass-arrival': ['visit', 'visits'] } as const

const summary = (alert: AreaAlert): string => {
  const { status, severity, certainty, unauthorised, craft, links, craftMore = 0, linksMore = 0 } = alert
  const [row, rows] = ROWS[alert.kind]
  const count = (things: number, one: string, many: string) => `${things} ${things === 1 ? one : many}`
  return [
    status,
    `${severity} (${certainty})`,
    `${formatSum(unauthorised)} people ${countedPeople(alert)}`,
    count(craft.length + craftMore, row, rows),
    count(links.length + linksMore, 'link', 'links'),
  ].join(', ')
}
