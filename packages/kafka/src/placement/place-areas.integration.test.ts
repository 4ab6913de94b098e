import { expect, inject, test } from 'vitest'
import { openProducer } from '../producer/open-producer.ts'
import { partitionFor } from '../producer/partition-for.ts'
import { aTopic, contractOf, silent } from '../testing/a-topic.ts'
import type { AreaPlace } from './fold-placements.ts'
import { placeAreas } from './place-areas.ts'

const brokers = inject('kafkaBrokers').split(',')
const client = { brokers, clientId: 'test', logger: silent }
const even = (...ids: readonly string[]) => ids.map((areaId) => ({ areaId, weight: 1 }))
const byArea = (places: readonly AreaPlace[]) => Object.fromEntries(places.map((each) => [each.areaId, each.partition]))

/** Topics of placements and of arrivals, with records of these areas in these partitions. */
const aWorld = async (records: readonly (readonly [areaId: string, partition: number])[] = []) => {
  const [placements, arrivals] = [contractOf(await aTopic(brokers)), contractOf(await aTopic(brokers, 4))]
  const write = async (areaId: string, partition: number): Promise<void> => {
    const producer = await openProducer({ ...client, topics: [arrivals] })
    await producer.send([{ topic: arrivals.name, key: `${areaId}/real/mmsi:1`, value: '{}', partition }])
    await producer.close()
  }
  for (const [areaId, partition] of records) await write(areaId, partition)
  return { placements, arrivals, exercise: false, write }
}

test('programs that start together, also with other areas, agree; later ones read the same, and add what is new', async () => {
  const world = await aWorld()
  const areas = even('nz', 'au', 'fj', 'to')
  const starts = [areas, areas.toReversed(), areas, even('nz', 'ws')]
  const together = await Promise.all(starts.map((each) => placeAreas({ ...client, ...world, areas: each })))
  const later = await placeAreas({ ...client, ...world, areas: even('nz', 'au', 'fj', 'to', 'ws') })
  for (const places of together) expect(byArea(later)).toMatchObject(byArea(places))
  expect(byArea(await placeAreas({ ...client, ...world, areas: even('nz', 'vu') }))).toMatchObject(byArea(later))
})

test('areas of a log from before there were placements stay where they are, also one that is not watched at present', async () => {
  const elsewhere = (areaId: string) => (partitionFor(areaId, 4) + 1) % 4
  const world = await aWorld([
    ['nz', elsewhere('nz')],
    ['gone', elsewhere('gone')],
  ])
  const places = await placeAreas({ ...client, ...world, areas: even('nz', 'quiet') })
  expect(byArea(places)).toEqual({
    nz: elsewhere('nz'),
    gone: elsewhere('gone'),
    quiet: partitionFor('quiet', 4), // As programs from before, which may still run, have it.
  })
})

test('where the placements were lost, the newest record says where an area is', async () => {
  const world = await aWorld([
    ['nz', 1],
    ['nz', 3],
  ])
  expect(byArea(await placeAreas({ ...client, ...world, areas: even('nz') }))).toEqual({ nz: 3 })
})

test('exercises are placed by themselves', async () => {
  const world = await aWorld([['nz', 2]])
  await placeAreas({ ...client, ...world, areas: even('nz') })
  const exercises = { ...world, arrivals: contractOf(await aTopic(brokers, 4)), exercise: true }
  const places = await placeAreas({ ...client, ...exercises, areas: even('nz') })
  expect(places.map(({ exercise, partition }) => [exercise, partition])).toEqual([
    [false, 2],
    [true, partitionFor('nz', 4)],
  ])
})

test('an area in a partition that is not there is refused', async () => {
  const world = await aWorld([['nz', 3]])
  await placeAreas({ ...client, ...world, areas: even('nz') })
  const smaller = { ...world.arrivals, partitions: 2 }
  await expect(placeAreas({ ...client, ...world, arrivals: smaller, areas: even('nz') })).rejects.toMatchObject({
    code: 'LF_PARTITIONS_CHANGED',
    message: expect.stringContaining('2 partitions, and area nz is placed in 3'),
  })
})
