import { createLogger, type ErrorCode, LandfallError } from '@landfall/runtime'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { untilAnswered } from './until-answered.ts'

const HOUR_MS = 3_600_000

const away = (code: ErrorCode = 'LF_BROKER_DOWN') => new LandfallError(code, 'asking the broker', { retryable: true })
const refused = new LandfallError('LF_BROKER_REFUSED', 'asking the broker', { retryable: false })

/** A logger that keeps what it logged. */
const keeping = () => {
  const events: unknown[] = []
  const logger = createLogger({ name: 'test', level: 'silent' })
  const keep = (fields: unknown): void => void events.push((fields as { readonly event: unknown }).event)
  vi.spyOn(logger, 'warn').mockImplementation(keep)
  vi.spyOn(logger, 'info').mockImplementation(keep)
  return { logger, events }
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
})
afterEach(() => {
  vi.useRealTimers()
})

test.each(['LF_BROKER_DOWN', 'LF_TOPICS_MISSING'] as const)(
  '%s for an hour is waited for, asked at least every 2 s, and is two lines of the log',
  async (code) => {
    const { logger, events } = keeping()
    let asked = 0
    const ask = async (): Promise<string> => {
      asked += 1
      if (performance.now() - startedMs < HOUR_MS) throw away(code)
      return 'there'
    }
    const startedMs = performance.now()
    const answer = untilAnswered(ask, { logger, part: 'topics' })
    await vi.advanceTimersByTimeAsync(HOUR_MS + 2_000)
    expect(await answer).toBe('there')
    expect(asked).toBeGreaterThan(HOUR_MS / 2_000)
    expect(events).toEqual(['topics.down', 'topics.up'])
  },
)

test('an answer at once logs nothing', async () => {
  const { logger, events } = keeping()
  expect(await untilAnswered(async () => 'there', { logger, part: 'topics' })).toBe('there')
  expect(events).toEqual([])
})

test('a refusal is not waited for', async () => {
  const { logger } = keeping()
  await expect(untilAnswered(() => Promise.reject(refused), { logger, part: 'topics' })).rejects.toBe(refused)
})

test('whoever can wait for only so long gets the last failure', async () => {
  const { logger } = keeping()
  const answer = untilAnswered(() => Promise.reject(away()), { logger, part: 'topics', waitMsMax: 5_000 })
  const failure = expect(answer).rejects.toMatchObject({ code: 'LF_BROKER_DOWN' })
  await vi.advanceTimersByTimeAsync(7_000)
  await failure
})

test('closing ends the wait at once', async () => {
  const { logger } = keeping()
  const closing = new AbortController()
  const answer = untilAnswered(() => Promise.reject(away()), { logger, part: 'topics', closing: closing.signal })
  const failure = expect(answer).rejects.toMatchObject({ code: 'LF_BROKER_DOWN' })
  await vi.advanceTimersByTimeAsync(10_000)
  closing.abort()
  await vi.advanceTimersByTimeAsync(0)
  await failure
})
