import type { SentRecord } from '@landfall/kafka'
import { PUBLISHED_OFFSETS_KEY, type StateChange } from '@landfall/mass-arrivals'
import type { Positions, Published } from './read-published.ts'

/** From these positions on; all there is where none are given. */
export type ReadPublished<Version> = (from?: Positions) => Promise<Published<Version>>

/** `known`: the stored state remembers what it told. */
type Stored<Version> = {
  readonly stored: ReadonlyMap<string, string>
  readonly known: boolean
  /** Of versions in the topic those that the stored state does not know of. */
  readonly aheadOf: (stored: ReadonlyMap<string, string>, versions: readonly Version[]) => readonly Version[]
}

/**
 * What stands in the alerts topic: all of it where the state knows nothing of it, else what came after the state was
 * stored, which is nothing but for a crash or a backup; only then all of it is read too.
 */
export const readToldInTopic = async <Version>(
  { stored, known, aheadOf }: Stored<Version>,
  readPublished: ReadPublished<Version>,
) => {
  const recent = await readPublished(known ? readTold(stored) : undefined)
  const ahead = stored.size === 0 ? [] : aheadOf(stored, recent.versions)
  const all = !known || ahead.length === 0 ? recent : await readPublished()
  const told = new Map(all.positions)
  return {
    versions: all.versions,
    ahead,
    /** Told where the records of the last fold stand. */
    produced: (sent: readonly SentRecord[]): void => {
      for (const { partition, offset } of sent)
        if (offset !== null) told.set(partition, Math.max(offset + 1, told.get(partition) ?? 0))
    },
    /** For a state that knows of all that is told so far. */
    note: ({ puts, deletes }: StateChange): StateChange => ({
      puts: new Map([...puts, [PUBLISHED_OFFSETS_KEY, JSON.stringify([...told])]]),
      deletes,
    }),
  }
}

const readTold = (stored: ReadonlyMap<string, string>): Positions =>
  new Map(JSON.parse(stored.get(PUBLISHED_OFFSETS_KEY) ?? '[]') as [number, number][])
