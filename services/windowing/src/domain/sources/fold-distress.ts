import type { DistressAlert } from '@landfall/contracts'
import { DISTRESS_DEVICES_MAX, type DistressFold } from '../distress/apply-distress.ts'
import type { Now } from '../distress/next-versions.ts'
import type { EmittedSourceAlert } from './source-alert.ts'
import type { SourcesChanges, SourcesState } from './sources-state.ts'

/** What a fold of the sources log depends on besides the log. */
export type SourceFoldOptions = Pick<Now, 'areaIdAt'> & {
  readonly sourcesMax: number
  /** Devices of one world; `DISTRESS_DEVICES_MAX` where nothing is given. */
  readonly devicesMax?: number | undefined
}

type Fold = {
  readonly state: SourcesState
  readonly changes: SourcesChanges
  /** Null while the state is rebuilt. */
  readonly emitted: EmittedSourceAlert[] | null
  readonly options: SourceFoldOptions
}

/** Folds something into what is known of calls for help, and emits what follows. */
export const foldDistress = ({ state, changes, emitted, options }: Fold, apply: (fold: DistressFold) => void): void => {
  const loggedAtMs = state.loggedAtMs ?? 0
  const { areaIdAt, devicesMax = DISTRESS_DEVICES_MAX } = options
  const alerts: DistressAlert[] = []
  apply({ devices: state.calling, changes, emitted: emitted && alerts, now: { loggedAtMs, areaIdAt }, devicesMax })
  emitted?.push(...alerts.map((alert) => ({ alert, loggedAtMs })))
}
