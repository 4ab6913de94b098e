import type { PublishedVersions, StageState } from './open-stage-state.ts'
import type { StageDefinition } from './stage-definition.ts'
import type { ReadPublished } from './stage-ports.ts'

const NONE = { all: [], unknown: [], endOffsets: new Map<number, number>() } as const

/**
 * What stands in the versions' topic: all of it where the state knows nothing of it, else what came after the state was
 * stored, which is nothing but for a crash or a restored backup; only then all of it is read too.
 */
export const readPublishedVersions = async <State, Entry, Output, Version>(
  { versions }: StageDefinition<State, Entry, Output, Version>,
  { state, knownUpTo }: StageState<State>,
  readPublished: ReadPublished<Version> | undefined,
): Promise<PublishedVersions<Version>> => {
  if (versions === undefined || readPublished === undefined) return NONE
  if (knownUpTo === null) {
    const { versions: all, positions, beganMs } = await readPublished()
    return { all, unknown: [], endOffsets: positions, beganMs }
  }
  const recent = await readPublished(knownUpTo)
  const unknown = recent.versions.filter((version) => !versions.isKnown(state, version))
  if (unknown.length === 0) return { all: [], unknown, endOffsets: recent.positions }
  const { versions: all, positions, beganMs } = await readPublished()
  return { all, unknown, endOffsets: positions, beganMs }
}
