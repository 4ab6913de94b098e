import { OrderedMap } from 'immutable'
import type { AlertVersion } from './alert-version.ts'
import {
  type AlertFold,
  type AlertNow,
  createAlertFold,
  type DecidedAction,
  type DecidedActions,
  factsOf,
} from './create-alert-fold.ts'
import type { AlertState } from './fold/decide-next.ts'
import type { Tick } from './fold/take-tick.ts'

/** What stays of an alert that leaves memory: everything but what its versions in the log say. */
type Archive = {
  /** Without the craft of the version; what an operator knows of them stays. */
  readonly state: AlertState
  readonly decided: readonly [key: string, action: DecidedAction][]
  readonly floor: number
  readonly ticks: readonly Tick[]
}

/** Expects a fold with a version, and without a pending action. */
export const archiveOf = ({ settled, decided, floor, ticks }: AlertFold): string => {
  if (settled === null) throw new RangeError('an alert without a version stays in memory')
  const state = { ...settled, version: { ...settled.version, craft: [] } }
  return JSON.stringify({ state, decided: [...decided], floor, ticks } satisfies Archive)
}

const read = (archive: string): Archive => JSON.parse(archive) as Archive

/** An archived alert without the content of its version. */
export const stateInArchive = (archive: string): AlertState => read(archive).state

/** What became of each action on an alert, in memory or not. */
export const decidedOf = ({ fold, archive }: AlertEntryHeld): DecidedActions =>
  fold?.decided ?? OrderedMap(archive === null ? [] : read(archive).decided)

/** What an alert is now, in memory or not; without craft where it is not. Null before its first version. */
export const stateOf = ({ fold, archive }: AlertEntryHeld): AlertState | null =>
  archive === null ? (fold?.now ?? null) : stateInArchive(archive)
type AlertEntryHeld = { readonly fold: AlertFold | null; readonly archive: string | null }

/** What is shown of an archived alert, with its newest version as read from the log. */
export const nowFromArchive = (archive: string, version: AlertVersion): AlertNow => ({
  ...stateInArchive(archive),
  version,
  ticks: read(archive).ticks,
})

/** The fold as it was, with its newest version as read from the log. */
export const foldFromArchive = (archive: string, newest: AlertVersion): AlertFold => {
  const { state, decided, floor, ticks } = read(archive)
  const settled = { ...state, version: factsOf(newest) }
  return {
    ...createAlertFold(newest.alertId),
    base: settled,
    settled,
    decided: OrderedMap(decided),
    floor,
    ticks,
    now: { ...settled, version: newest, ticks },
  }
}
