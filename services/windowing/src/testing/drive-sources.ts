import { topics } from '@landfall/contracts'
import { driveStage } from '@landfall/stage/testing/drive-stage'
import type { EmittedSourceAlert } from '../domain/sources/source-alert.ts'
import type { WatchedAreas } from '../load-areas.ts'
import { sourcesStage } from '../sources-stage.ts'
import type { SourceLogEntry } from './a-source-log.ts'

type DriveOptions = {
  readonly crashes?: ReadonlySet<number>
  readonly sourcesMax?: number
  readonly devicesMax?: number
  readonly watched?: WatchedAreas | undefined
}

/** The stage on a store, as the runner drives it; `crashes` folds a batch and loses what it did, after it was emitted. */
export const driveSources = (
  log: readonly SourceLogEntry[],
  cuts: readonly number[] = [],
  { crashes = new Set(), ...options }: DriveOptions = {},
) => {
  const stored = new Map<string, string>()
  const emitted: EmittedSourceAlert[] = []
  const open = () =>
    driveStage(sourcesStage(topics('test'), options), {
      stored,
      published: emitted.map(({ alert }) => alert),
    })
  let stage = open()
  const fold = (from: number, to: number, crash: boolean): void => {
    const batch = { entries: log.slice(from, to), nextOffset: to, highWatermark: to }
    if (!crash) {
      emitted.push(...stage.fold(batch))
      return
    }
    emitted.push(...stage.step(batch).outputs)
    stage = open()
    fold(from, to, false)
  }
  fold(0, 0, false) // An empty topic: nothing to be silent about.
  stage.settle(0)
  const ends = [...new Set([...cuts.filter((cut) => cut < log.length), log.length])].sort((a, b) => a - b)
  ends.reduce((from, to, index) => {
    fold(from, to, crashes.has(index))
    return to
  }, 0)
  return { outputs: emitted, alerts: emitted.map(({ alert }) => alert), stored, state: stage.state }
}
