import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { situationsOf } from '../oracle/situations-of.ts'
import { aGeneratedLog, type GeneratedLog } from './generated-log.ts'

const isChangedByRetraction = ({ areas, observations }: GeneratedLog, contents: unknown): boolean =>
  observations.some(({ type }) => type === 'position-retraction') &&
  !isDeepStrictEqual(
    contents,
    situationsOf(
      observations.filter(({ type }) => type !== 'position-retraction'),
      areas,
    ),
  )

// Laws over worlds in which nothing happens would hold of anything. These are the least shares, in a hundred worlds.
test('generated logs reach the cases that the laws are about', () => {
  const worlds = fc.sample(aGeneratedLog(), { numRuns: 500, seed: 1 })
  const all = worlds.map(({ areas, observations }) => situationsOf(observations, areas))
  const share = (meets: (content: (typeof all)[number][number]) => boolean) =>
    (100 * all.filter((contents) => contents.some(meets)).length) / worlds.length
  const shares = {
    situation: share(() => true),
    exercise: share((one) => one.exercise),
    alarm: share((one) => one.severity === 'alarm'),
    warning: share((one) => one.severity === 'warning'),
    caution: share((one) => one.severity === 'caution'),
    several: share((one) => one.craft.length > 1),
    many: share((one) => one.craft.length > 3),
    open: share((one) => one.unauthorised.openEnded),
    conflict: share((one) => one.craft.some((row) => row.conflictingReports.length > 0)),
    widened: share((one) => one.craft.some((row) => row.conflictingReports.some((report) => report.widens))),
    permission: share((one) => one.craft.some((row) => row.permissionReport !== null)),
    names: share((one) => one.craft.some((row) => row.sameAs.length > 0)),
    visitsOfOneCraft: share((one) => new Set(one.craft.map((row) => row.craftId)).size < one.craft.length),
    jump: share((one) => one.craft.some((row) => row.doubt === 'position-jump')),
    twoBoats: share((one) => one.craft.some((row) => row.doubt === 'shared-identity')),
    longerThanAPeriod: share((one) => Date.parse(one.lastArrivalAt) - Date.parse(one.firstArrivalAt) > 86_400_000),
    positionsTakenBack:
      (100 * worlds.filter((world, n) => isChangedByRetraction(world, all[n])).length) / worlds.length,
    two: (100 * all.filter((contents) => contents.length > 1).length) / worlds.length,
  }
  for (const [name, percent] of Object.entries(shares)) expect(percent, name).toBeGreaterThan(3)
})
