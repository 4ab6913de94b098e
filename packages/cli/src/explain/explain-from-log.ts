import { type Alert, topics, topicsOfWorld } from '@landfall/contracts'
import { type ReadTopicSpec, readTopic } from '@landfall/kafka'
import {
  type AreaAlert,
  createPublishedAlerts,
  createRecount,
  type PublishedAlert,
  type WatchedArea,
} from '@landfall/mass-arrivals'
import { CommandError } from '../command-line/command-error.ts'
import type { Terminal } from '../command-line/create-terminal.ts'
import { EXIT } from '../command-line/exit-code.ts'
import { formatElapsed, formatNumber } from '../command-line/format-elapsed.ts'
import type { KafkaChoice } from '../kafka/read-kafka-options.ts'
import { requireTopics } from '../kafka/require-topics.ts'
import { createLogWitness, type Witnessed } from './create-log-witness.ts'
import { foldLog, type LogRead } from './fold-log.ts'
import { isExplainable } from './is-explainable.ts'
import { parseAlertRecord } from './parse-alert-record.ts'
import { mayHaveForgotten, type Verdict, type VerificationCase, verifyAlert } from './verify-alert.ts'

/** Brokers do not share a clock: an observation that led to a version may have a slightly later timestamp. */
const CLOCKS_APART_MS = 1_000

export type FromLogSpec = {
  readonly kafka: KafkaChoice
  readonly areas: readonly WatchedArea[]
  readonly signal: AbortSignal
  readonly terminal: Pick<Terminal, 'say' | 'progress'>
}

export type FromLog = FoundAlert & Witnessed & { readonly verdict: Verdict; readonly read: LogRead }

/** Recounts an alert from the observations topic, asking no service. */
export const explainFromLog = async (alertId: string, spec: FromLogSpec): Promise<FromLog> => {
  const { kafka, areas } = spec
  const all = topics(kafka.prefix, kafka.grown)
  const { alerts } = all
  await requireTopics(kafka, [all.observations, all.exerciseObservations, alerts])
  const client = { ...kafka, clientId: 'landfall-explain' }
  const found = await findAlert(alertId, { ...client, topic: alerts.name })
  const { alert, writtenMs } = found
  const { observations } = topicsOfWorld(all, alert.exercise)
  const area = areas.find(({ areaId }) => areaId === alert.areaId)
  if (area === undefined) {
    const given = areas.map(({ areaId }) => areaId).join(', ')
    const hint = '--area-file or AREAS names the files that windowing has'
    throw new CommandError(EXIT.data, `${alertId} is of the area ${alert.areaId}; given is ${given}`, { hint })
  }

  let witness = createLogWitness({ area, ...found })
  const recountUntil = async (asOfMs: number | null, isCareful = false): Promise<VerificationCase> => {
    const recount = createRecount(areas, area, alert.exercise, { isCareful })
    witness = createLogWitness({ area, ...found })
    const fold: typeof recount.fold = (partition, entries) => {
      for (const entry of entries) witness.read(entry)
      recount.fold(partition, entries)
    }
    const read = await showReading(spec.terminal, observations.name, (onRead) =>
      foldLog(
        { ...recount, fold },
        {
          ...client,
          topic: observations.name,
          sinceMs: writtenMs,
          untilMs: asOfMs === null ? Number.POSITIVE_INFINITY : asOfMs + CLOCKS_APART_MS,
          signal: spec.signal,
          onRead,
        },
      ),
    )
    if (recount.mustBeCareful()) return recountUntil(asOfMs, true)
    return { alert, writtenMs, area, recounted: recount.finish(found.published), read, asOfMs }
  }

  const whole = await recountUntil(null)
  // Forgetting never changes an alert, so one that may be forgotten is compared with the log as of when it was written.
  const verified = mayHaveForgotten(whole) ? await recountUntil(writtenMs) : whole
  return { ...found, ...witness.witnessed(), verdict: verifyAlert(verified), read: verified.read }
}

const PROGRESS_EVERY_MS = 250

/** Shows progress while reading, and a summary at the end. */
const showReading = async (
  { say, progress }: FromLogSpec['terminal'],
  topic: string,
  reading: (onRead: (records: number, all: number) => void) => Promise<LogRead>,
): Promise<LogRead> => {
  const startedMs = performance.now()
  let shownMs = startedMs
  const rate = (records: number) => formatNumber(Math.round((records / (performance.now() - startedMs)) * 1_000))
  const read = await reading((records, all) => {
    if (performance.now() - shownMs < PROGRESS_EVERY_MS) return
    shownMs = performance.now()
    progress(
      `${topic}: ${Math.floor((records / all) * 100)} % · ${formatNumber(records)} observations · ${rate(records)}/s`,
    )
  })
  progress(null)
  const took = formatElapsed(performance.now() - startedMs)
  say(`${topic}: ${formatNumber(read.records)} observations in ${took} (${rate(read.records)}/s)`)
  return read
}

type FoundAlert = {
  /** Its newest version. */
  readonly alert: AreaAlert
  /** When that was written, by the log's time. */
  readonly writtenMs: number
  /** All alerts: which one continues which situation is decided among them. */
  readonly published: readonly PublishedAlert[]
  /** All names of all craft that it has ever listed, and those that its newest version with any has listed. */
  readonly craftIds: ReadonlySet<string>
  readonly craft: AreaAlert['craft']
}

/** Reads an alert from the alerts topic. Throws a CommandError when there is none, or none that has a sum. */
const findAlert = async (alertId: string, spec: ReadTopicSpec): Promise<FoundAlert> => {
  const published = createPublishedAlerts()
  const craftIds = new Set<string>()
  let craft: AreaAlert['craft'] = []
  let found: { readonly alert: Alert; readonly writtenMs: number } | undefined
  for await (const { value, timestampMs } of readTopic(spec)) {
    const alert = parseAlertRecord(value)
    if (alert !== undefined && isExplainable(alert)) published.take(alert)
    if (alert?.alertId !== alertId || alert.version <= (found?.alert.version ?? 0)) continue
    found = { alert, writtenMs: timestampMs }
    if (!isExplainable(alert) || alert.craft.length === 0) continue
    craft = alert.craft
    for (const one of craft) for (const name of [one.craftId, ...one.sameAs]) craftIds.add(name)
  }
  if (found === undefined) throw new CommandError(EXIT.noInput, `${spec.topic} has no alert ${JSON.stringify(alertId)}`)
  const { alert, writtenMs } = found
  if (isExplainable(alert)) return { alert, writtenMs, published: published.all(), craftIds, craft }
  throw new CommandError(EXIT.data, `${alertId}: a ${alert.kind} alert has no sum to explain`)
}
