import { createHealth, createLogger, createMetrics } from '@landfall/runtime'
import { waitFor } from '@landfall/testkit'
import { expect, onTestFinished, test } from 'vitest'
import { watchDisk } from './watch-disk.ts'

const aWatch = (bytesMin: number) => {
  const disk: { usableBytes: number | null; isAway: boolean; looks: number } = {
    ...{ usableBytes: 5_000, isAway: false, looks: 0 },
  }
  const said: { readonly event: string }[] = []
  const reported: object[] = []
  const watched = watchDisk({
    read: async () => {
      disk.looks += 1
      if (disk.isAway) throw new Error('away')
      return disk.usableBytes
    },
    bytesMin,
    logger: createLogger({ name: 'test', write: (text) => said.push(JSON.parse(text)) }),
    metrics: createMetrics(),
    health: createHealth(),
    report: (occurrence) => void reported.push(occurrence),
    periodMs: 1,
  })
  onTestFinished(() => watched.close())
  /** Whether it is low once this was looked at. */
  const becomes = async (usableBytes: number | null, isAway = false): Promise<boolean> => {
    Object.assign(disk, { usableBytes, isAway })
    const after = disk.looks + 2
    await waitFor(() => disk.looks >= after)
    return watched.isLow()
  }
  return { becomes, said, reported }
}

test('low below the limit, and again well with a tenth more; what cannot be known changes nothing', async () => {
  const { becomes, said, reported } = aWatch(1_000)
  expect(await becomes(1_000)).toBe(false)
  expect(await becomes(999)).toBe(true)
  expect(await becomes(1_050)).toBe(true)
  expect(await becomes(5_000, true)).toBe(true)
  expect(await becomes(1_101)).toBe(false)
  expect(await becomes(null)).toBe(false)
  expect(said.map(({ event }) => event)).toEqual(['disk.low', 'disk.ok'])
  expect(reported[0]).toMatchObject({ cause: 'disk-space', subject: 'kafka', exercise: false })
})
