import { expect, onTestFinished, test, vi } from 'vitest'
import { reportReading } from './report-reading.ts'

test('says every five seconds how many of the records have been read, until it is over', async () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const info = vi.fn()
  const behind = { alerts: 900, actions: 100 }
  const gate = Promise.withResolvers<string>()
  const reading = reportReading({ info }, behind, () => gate.promise)
  vi.advanceTimersByTime(4_999)
  expect(info).not.toHaveBeenCalled()
  behind.actions = 0
  behind.alerts = 500
  vi.advanceTimersByTime(1)
  expect(info).toHaveBeenLastCalledWith({ event: 'log.reading', records: 1_000, read: 500 })
  behind.alerts = 2_000 // The log grows faster than it is read.
  vi.advanceTimersByTime(5_000)
  expect(info).toHaveBeenLastCalledWith({ event: 'log.reading', records: 1_000, read: 0 })
  gate.resolve('read')
  expect(await reading).toBe('read')
  vi.advanceTimersByTime(60_000)
  expect(info).toHaveBeenCalledTimes(2)
})
