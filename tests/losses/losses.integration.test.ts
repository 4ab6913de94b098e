import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ObservationInput, topics } from '@landfall/contracts'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { afterLoss, keysToDelete, procedureOf, topicsToDelete } from './documented-losses.ts'
import { type MassArrivalView, openDrillSystem } from './open-drill-system.ts'
import { boatOffBluff, isOffBluff, playedSea } from './played-sea.ts'

// One sea, lost in every way of docs/operating.md, one after the other: each drill begins with the loss, does what the document says,
// and ends with the alerts that the oracle derives from what was observed. Each begins where the one before has ended.

const FOR_EVER = 'The topics alerts, actions or audit lost'

const open = new AsyncDisposableStack()
let sea: Awaited<ReturnType<typeof openDrillSystem>>
let backups: string
/** All that was observed and has not been lost, in the order in which it was sent. */
let observed: ObservationInput[] = []
let boats = 0

const observe = async (observations: readonly ObservationInput[]): Promise<void> => {
  await sea.feed(observations)
  observed.push(...observations)
}
/** Something new, so that it shows whether the system still counts. */
const observeBoat = (): Promise<void> => {
  boats += 1
  return observe([boatOffBluff(boats)])
}
const lose = (...roles: readonly string[]): Promise<void> => sea.lose(roles)

beforeAll(async () => {
  backups = await mkdtemp(join(tmpdir(), 'landfall-losses-'))
  open.defer(() => rm(backups, { recursive: true, force: true }))
  sea = await openDrillSystem(open)
  await observe(playedSea)
  await observeBoat()
  await sea.untilAgreed(observed)
})
afterAll(() => open.disposeAsync())

describe('Redis', () => {
  test('emptied, while everything runs', async () => {
    await sea.redis.flushall()
    await observeBoat()
    await sea.untilAgreed(observed)
  })

  // The first drill of Kafka starts windowing again: it must find what was stored over the backup whole.
  test('restored from a backup that is older than the last records', async () => {
    const keys = await sea.redis.keys('*')
    const dump = await Promise.all(keys.map(async (key) => [key, await sea.redis.dumpBuffer(key)] as const))
    await observeBoat()
    await sea.untilAgreed(observed)
    await sea.redis.flushall()
    for (const [key, value] of dump) if (value !== null) await sea.redis.restore(key, 0, value)
    await observeBoat()
    await sea.untilAgreed(observed)
  })
})

describe('Kafka, of what can be made again', () => {
  const versionCount = async () => (await sea.readMassArrivals()).length
  let versions: number
  let before: readonly MassArrivalView[]
  beforeEach(async () => {
    versions = await versionCount()
    before = await sea.listAlerts()
    await sea.stopAll()
  })
  /** Not a word about what was known, and what is new is counted. */
  const expectNothingLost = async (): Promise<void> => {
    await sea.untilFolded()
    expect(await versionCount()).toBe(versions)
    await observeBoat()
    await sea.untilAgreed(observed)
  }

  test('the rejected, dead-letters, sessions, marks, alert-index and state-checkpoints topics', async () => {
    await lose('rejected', 'dead-letters', 'sessions', 'marks', 'alert-index', 'state-checkpoints')
    await sea.startInOrder()
    expect(await sea.listAlerts()).toEqual(before)
    await expectNothingLost()
  })

  test('the arrivals topics, and the consumer groups', async () => {
    await sea.loseGroups()
    await lose('arrivals', 'exercise-arrivals')
    await sea.deleteKeys(keysToDelete(procedureOf('The arrivals topics lost')))
    await sea.startInOrder()
    await expectNothingLost()
  })

  test('the sources topic, and the area-placements topic', async () => {
    await lose('sources', 'area-placements')
    await sea.deleteKeys(keysToDelete(procedureOf('The sources topic lost')))
    await sea.startInOrder()
    await expectNothingLost()
  })
})

describe('Kafka, of what is kept for ever', () => {
  const everything = Object.values(topics('')).map(({ name }) => name.replace(/^\.|\.v1$/g, ''))
  let before: readonly MassArrivalView[]
  beforeEach(async () => {
    await observeBoat()
    await sea.untilAgreed(observed)
    before = await sea.listAlerts()
  })

  const restore = async (dir: string): Promise<void> => {
    await lose(...topicsToDelete(afterLoss()))
    await sea.landfall('restore', dir, '--dry-run')
    await sea.landfall('restore', dir)
    await sea.redis.flushall()
    await sea.startInOrder()
    expect(await sea.listAlerts()).toEqual(before)
  }
  /** What is left is sent again: what stands stays as it is, and what nobody sends again ends. */
  const sendAgain = async (): Promise<void> => {
    const known = (await sea.readMassArrivals()).length
    observed = []
    await observe(playedSea)
    await sea.untilAgreed(observed)
    const written = (await sea.readMassArrivals()).slice(known)
    const orphan = before.find((alert) => alert.status === 'open' && isOffBluff(alert))
    expect(written.map(({ status, alertId }) => [status, alertId])).toEqual([['cancelled', orphan?.alertId]])
    await observeBoat()
    await sea.untilAgreed(observed)
  }

  test('the observations topics', async () => {
    await sea.stopAll()
    await lose('observations', 'exercise-observations')
    const procedure = procedureOf('The observations topics lost')
    await sea.deleteKeys(keysToDelete(procedure))
    await lose(...topicsToDelete(procedure))
    await sea.startInOrder()
    expect(await sea.listAlerts()).toEqual(before)
    await sendAgain()
  })

  test('the alerts, actions and audit topics, with a backup', async () => {
    const [first, second] = before.filter((alert) => alert.status === 'open' && !isOffBluff(alert))
    if (first === undefined || second === undefined) throw new Error(`${before.length} alerts`)
    await sea.act(first, 'acknowledge')
    await sea.act(second, 'close')
    before = await sea.listAlerts()
    await sea.landfall('backup', join(backups, 'first'))
    await sea.stopAll()
    await lose('alerts', 'actions', 'audit')
    await restore(join(backups, 'first'))
    await observeBoat()
    await sea.untilAgreed(observed)
  })

  test('everything but the backup', async () => {
    await sea.landfall('backup', join(backups, 'second'))
    await sea.stopAll()
    await sea.loseGroups()
    await lose(...everything)
    await restore(join(backups, 'second'))
    await sendAgain()
  })

  test('the actions and audit topics, without a backup', async () => {
    const acted = before.filter(({ acknowledgement, closed }) => acknowledgement !== null || closed !== null)
    expect(acted.length).toBeGreaterThan(0)
    await sea.stopAll()
    await lose('actions', 'audit')
    await lose(...topicsToDelete(procedureOf(FOR_EVER, 'actions')))
    await sea.startInOrder()
    const after = await sea.listAlerts()
    expect(after.map(({ alertId, version, status }) => [alertId, version, status]).toSorted()).toEqual(
      before.map(({ alertId, version, status }) => [alertId, version, status]).toSorted(),
    )
    expect(after.filter(({ acknowledgement, closed }) => acknowledgement !== null || closed !== null)).toEqual([])
    await observeBoat()
    await sea.untilAgreed(observed)
  })

  test('the alerts topic, without a backup', async () => {
    await sea.stopAll()
    await lose('alerts')
    const procedure = procedureOf(FOR_EVER, 'alerts')
    await lose(...topicsToDelete(procedure))
    await sea.deleteKeys(keysToDelete(procedure))
    await sea.startInOrder()
    await sea.untilAgreed(observed)
    expect((await sea.readMassArrivals()).map(({ version, status }) => [version, status])).toEqual(
      before.filter(({ status }) => status === 'open').map(() => [1, 'open']),
    )
    await observeBoat()
    await sea.untilAgreed(observed)
  })
})
