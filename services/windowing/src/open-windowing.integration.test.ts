import { DistressAlert, type MassArrivalAlert } from '@landfall/contracts'
import { waitFor } from '@landfall/testkit'
import { expect, inject, test } from 'vitest'
import { aCall } from './testing/a-call.ts'
import { aPersonsReportAt, aPositionAt, aSystem } from './testing/a-system.ts'

const said = (alerts: readonly MassArrivalAlert[]) =>
  alerts.map(({ version, status, severity, unauthorised }) => [version, status, severity, unauthorised.likely])

test('observations become an alert; neither a restart nor an emptied Redis emits a version twice or with another content', async () => {
  const system = await aSystem(inject('redisUrl'))
  const first = await system.run()
  await system.feed([aPositionAt('track:a', '09:00', 173.0), aPositionAt('track:b', '10:00', 173.05)])
  await system.feed([aPersonsReportAt('track:a', '10:30', 20)])
  await system.feed([aPersonsReportAt('track:b', '10:31', 20)])
  await waitFor(async () => (await system.alerts()).length > 0)
  expect(said(await system.alerts())).toEqual([[1, 'open', 'warning', 40]])
  await first.stop()

  await system.feed([aPersonsReportAt('track:a', '11:00', 25)])
  const second = await system.run()
  await waitFor(async () => (await system.alerts()).length > 1)
  await second.stop()
  await system.emptyRedis()

  await system.feed([aPersonsReportAt('track:b', '11:05', 25)])
  const third = await system.run()
  await waitFor(async () => (await system.alerts()).length > 2)
  await third.stop()
  expect(said(await system.alerts())).toEqual([
    [1, 'open', 'warning', 40],
    [2, 'open', 'warning', 45],
    [3, 'open', 'warning', 50],
  ])
  expect(new Set((await system.alerts()).map(({ alertId }) => alertId)).size).toBe(1)
})

test('a call for help is an alarm, and goes on after a restart with an emptied Redis', async () => {
  const system = await aSystem(inject('redisUrl'))
  const versions = async () => (await system.alerts()).map((alert) => DistressAlert.parse(alert))
  const first = await system.run()
  await system.call([aCall(0)])
  await waitFor(async () => (await versions()).length > 0)
  await first.stop()
  await system.emptyRedis()

  await system.call([aCall(60, { longitude: 173, latitude: -34.4 })])
  const second = await system.run()
  await waitFor(async () => (await versions()).length > 1)
  await second.stop()
  const [raised, placed, ...others] = await versions()
  expect(raised).toMatchObject({ version: 1, status: 'open', severity: 'alarm', place: null, areaId: null })
  expect(placed).toMatchObject({ version: 2, status: 'open', areaId: 'nz', changes: ['heard-again', 'place-known'] })
  expect(placed?.alertId).toBe(raised?.alertId)
  expect(others).toEqual([])
})
