import { expect, test } from 'vitest'
import { anAction, aVersion } from '../testing/a-version.ts'
import { craftList, foldOf, outcomesOf, phaseOf } from '../testing/fold-of.ts'
import { archiveOf, foldFromArchive, stateInArchive } from './archive-of.ts'
import { appendAction, appendVersion } from './create-alert-fold.ts'

const hasAll = (): boolean => true
const forty = craftList(['a:1', 40])

test('an archived alert that was closed comes back with more people than when it was closed, and not with as many', () => {
  const fold = foldOf({ v: 1, craft: forty }, { do: 'close' }, { v: 2, craft: craftList(['a:1', 33]) })
  const archive = archiveOf(fold)
  expect(stateInArchive(archive).version.craft).toEqual([])
  const newest = aVersion({ version: 2, craft: craftList(['a:1', 33]), offset: 2 })
  const recalled = foldFromArchive(archive, newest)
  const next = (likely: number) =>
    appendVersion(recalled, aVersion({ version: 3, craft: craftList(['a:1', likely]), offset: 3 }), hasAll)
  expect([40, 41].map((likely) => phaseOf(next(likely) ?? recalled))).toEqual(['closed', 'unacknowledged'])
})

test('an action on an older version than that of an earlier action has no effect on a recalled alert either', () => {
  const fold = foldOf({ v: 1 }, { v: 2, status: 'cancelled' }, { do: 'acknowledge' })
  const newest = aVersion({ version: 2, status: 'cancelled', offset: 1 })
  const recalled = foldFromArchive(archiveOf(fold), newest)
  const late = appendAction(recalled, anAction({ actionId: 'late', action: 'note', expectedVersion: 1 }), hasAll)
  expect(late && outcomesOf(late)).toEqual(['took', 'moved-on'])
})
