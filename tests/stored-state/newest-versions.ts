import type { StateVersion } from '@landfall/stage'
import { readStateFixture, stateFixturesOf, stateFolders } from './read-state-fixture.ts'
import type { VersionedFixture } from './record-state-fixture.ts'

export type NamedFixture = { readonly name: string; readonly fixture: VersionedFixture }

/** The fixtures that bear their version: all since v1. */
export const versionedFixtures = (): readonly NamedFixture[] =>
  stateFolders.slice(1).flatMap((folder) =>
    stateFixturesOf(folder).map((name) => ({
      name: `${folder}/${name}`,
      fixture: readStateFixture(name, folder) as unknown as VersionedFixture,
    })),
  )

/** By stage the newest version that there are fixtures of. */
export const newestVersions = (): ReadonlyMap<string, StateVersion> =>
  new Map(versionedFixtures().map(({ fixture: { stage, format, rules } }) => [stage, { format, rules }]))
