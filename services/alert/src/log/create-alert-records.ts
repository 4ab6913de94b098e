import type { ParsedJson } from '@landfall/contracts'
import type { LogRecord, RecordReader } from '@landfall/kafka'
import { LandfallError } from '@landfall/runtime'
import type { AlertAction } from '../domain/alert-action.ts'
import type { AlertEntry } from '../domain/alert-entry.ts'
import type { AlertVersion } from '../domain/alert-version.ts'
import { foldFromArchive, nowFromArchive } from '../domain/archive-of.ts'
import {
  type AlertFold,
  type AlertNow,
  appendAction,
  appendVersion,
  createAlertFold,
} from '../domain/create-alert-fold.ts'
import { recordsOf, versionInIndex } from '../domain/record-index.ts'
import { parseActionRecord, parseVersionRecord, type VersionReading } from './parse-version-record.ts'

export type AlertRecordsDeps = VersionReading & {
  readonly alerts: RecordReader
  readonly actions: RecordReader
}
/** Alerts whose versions are read at once: each may have the size of a record. */
const TOGETHER_MAX = 20

export type AlertRecords = ReturnType<typeof createAlertRecords>

/** Reads what memory no longer holds of an alert from the log. All functions reject as `RecordReader` does. */
export const createAlertRecords = ({ alerts, actions, ...reading }: AlertRecordsDeps) => {
  /** Lowest offset first; fewer of them where more than `bytesMax` have been read. */
  const versionsAt = async (offsets: readonly number[], bytesMax?: number): Promise<readonly AlertVersion[]> =>
    (await alerts.read(offsets, bytesMax)).map((record) => parsed(record, parseVersionRecord(record, reading)))

  const actionsAt = async (offsets: readonly number[]): Promise<readonly AlertAction[]> =>
    (await actions.read(offsets)).map((record) => parsed(record, parseActionRecord(record)))

  /**
   * Alerts as they are now, in this order, those without a version left out; fewer of them, but one at least, where that takes
   * more than `bytesMax`.
   */
  const nowsOf = async (
    entries: readonly AlertEntry[],
    bytesMax = Number.POSITIVE_INFINITY,
  ): Promise<readonly AlertNow[]> => {
    const nows: AlertNow[] = []
    for (let at = 0, bytes = 0; at < entries.length && bytes < bytesMax; at += TOGETHER_MAX) {
      nows.push(...(await readNows(entries.slice(at, at + TOGETHER_MAX))))
      bytes = nows.reduce((sum, { version }) => sum + version.json.length, 0)
    }
    return nows
  }

  const readNows = async (entries: readonly AlertEntry[]): Promise<readonly AlertNow[]> => {
    // Taken before anything is awaited: an archive goes with the version that was the newest then.
    const wanted = entries.map(({ fold, archive, versions }) => ({ fold, archive, offset: versions.last.offset }))
    const offsets = wanted.flatMap(({ archive, offset }) => (archive === null ? [] : [offset]))
    const found = new Map((await versionsAt(offsets)).map((version) => [version.offset, version]))
    return wanted.flatMap(({ fold, archive, offset }) => {
      const version = found.get(offset)
      const now = archive === null ? fold?.now : version && nowFromArchive(archive, version)
      return now == null ? [] : [now]
    })
  }

  const nowOf = async (entry: AlertEntry): Promise<AlertNow | null> => (await nowsOf([entry]))[0] ?? null

  /** The fold of an archived alert, as it was when it left memory. */
  const recall = async ({ archive, versions }: AlertEntry): Promise<AlertFold | null> => {
    if (archive === null) return null
    const [newest] = await versionsAt([versions.last.offset])
    return newest === undefined ? null : foldFromArchive(archive, newest)
  }

  /** The fold of all records of an alert, with all its versions. */
  const refold = async (entry: AlertEntry): Promise<AlertFold> => {
    const hasVersion = (version: number): boolean => versionInIndex(entry.versions, version) !== undefined
    const offsets = recordsOf(entry.versions).map(({ offset }) => offset)
    const actionOffsets = recordsOf(entry.actions).map(({ offset }) => offset)
    let fold = createAlertFold(entry.alertId)
    for (const version of await versionsAt(offsets)) fold = appendVersion(fold, version, hasVersion) ?? fold
    for (const action of await actionsAt(actionOffsets)) fold = appendAction(fold, action, hasVersion) ?? fold
    return fold
  }

  return { versionsAt, actionsAt, nowsOf, nowOf, recall, refold }
}

const parsed = <T>({ offset }: LogRecord, read: ParsedJson<T>): T => {
  if (read.ok) return read.value
  throw new LandfallError('LF_OFFSET_GAP', `record ${offset} is not what it was: ${read.reason}`, { retryable: false })
}
