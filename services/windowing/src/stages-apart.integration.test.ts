import { waitFor } from '@landfall/testkit'
import { expect, inject, test } from 'vitest'
import { aPersonsReportAt, aPositionAt, aSystem } from './testing/a-system.ts'

test('WINDOWING_STAGES: a process of the real alone leaves exercises to another, and that one leaves it the real', async () => {
  const system = await aSystem(inject('redisUrl'))
  const worlds = async () => (await system.alerts()).map(({ exercise }) => (exercise ? 'exercise' : 'real')).toSorted()
  const stages = async () =>
    Object.keys((await system.readiness()).parts).filter((part) => /arrivals|groups|sources$/.test(part))
  const alarm = [aPositionAt('track:a', '05:00', 173), aPersonsReportAt('track:a', '05:00', 40)]
  const both = [...alarm, ...alarm.map((observation) => ({ ...observation, exercise: true }))]

  const real = await system.run([], 'real')
  await system.feed(both)
  await waitFor(async () => (await worlds()).length > 0, { timeoutMs: 60_000, what: 'the real alert' })
  expect(await stages()).toEqual(['arrivals', 'groups', 'sources'])
  await real.stop()

  const exercise = await system.run([], 'exercise')
  await waitFor(async () => (await worlds()).length > 1, { timeoutMs: 60_000, what: 'the alert of the exercise' })
  expect(await stages()).toEqual(['exercise-arrivals', 'exercise-groups'])
  await exercise.stop()
  expect(await worlds()).toEqual(['exercise', 'real'])
}, 180_000)
