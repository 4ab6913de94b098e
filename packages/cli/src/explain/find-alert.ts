import type { Alert, MassArrivalAlert } from '@landfall/contracts'
import { type ReadTopicSpec, readTopic } from '@landfall/kafka'
import { createPublishedAlerts, type PublishedAlert } from '@landfall/mass-arrivals'
import { CommandError } from '../command-line/command-error.ts'
import { EXIT } from '../command-line/exit-code.ts'
import { isExplainable } from './is-explainable.ts'
import { parseAlertRecord } from './parse-alert-record.ts'

export type FoundAlert = {
  /** Its newest version. */
  readonly alert: MassArrivalAlert
  /** When that was written, by the log's time. */
  readonly writtenMs: number
  /** All alerts: which one continues which situation is decided among them. */
  readonly published: readonly PublishedAlert[]
}

/** Reads an alert from the alerts topic. Throws a CommandError when there is none, or none that has a sum. */
export const findAlert = async (alertId: string, spec: ReadTopicSpec): Promise<FoundAlert> => {
  const published = createPublishedAlerts()
  let found: { readonly alert: Alert; readonly writtenMs: number } | undefined
  for await (const { value, timestampMs } of readTopic(spec)) {
    const alert = parseAlertRecord(value)
    if (alert !== undefined && isExplainable(alert)) published.take(alert)
    if (alert?.alertId !== alertId || alert.version <= (found?.alert.version ?? 0)) continue
    found = { alert, writtenMs: timestampMs }
  }
  if (found === undefined) throw new CommandError(EXIT.noInput, `${spec.topic} has no alert ${JSON.stringify(alertId)}`)
  const { alert, writtenMs } = found
  if (isExplainable(alert)) return { alert, writtenMs, published: published.all() }
  throw new CommandError(EXIT.data, `${alertId}: a ${alert.kind} alert has no sum to explain`)
}
