import { expect, test } from 'vitest'
import { createBrokerOrder } from './create-broker-order.ts'

type Event =
  | { readonly at: number; readonly asked: string; readonly answers?: number; readonly fails?: number }
  | { readonly at: number; readonly expect: string }

/** Plays the events by their times in milliseconds; `answers` and `fails` are times too. */
const play = (given: readonly [string, ...string[]], events: readonly Event[]): readonly string[] => {
  let nowMs = 0
  const order = createBrokerOrder(given, () => nowMs)
  const chosen: string[] = []
  const steps: { at: number; run: () => void }[] = []
  for (const event of events) {
    if ('expect' in event) {
      steps.push({ at: event.at, run: () => chosen.push(order.next()) })
      continue
    }
    const { at, asked, answers, fails } = event
    let notes: ReturnType<typeof order.connecting> | undefined
    steps.push({
      at,
      run: () => {
        notes = order.connecting(asked)
      },
    })
    if (answers !== undefined) steps.push({ at: answers, run: () => notes?.answered() })
    if (fails !== undefined) steps.push({ at: fails, run: () => notes?.ended(false) })
  }
  for (const { at, run } of steps.sort((x, y) => x.at - y.at)) {
    nowMs = at
    run()
  }
  return chosen
}

test.each<[string, readonly Event[]]>([
  ['nothing is known: as given', [{ at: 0, expect: 'a' }]],
  [
    'the first refuses: the next one',
    [
      { at: 0, asked: 'a', fails: 1 },
      { at: 2, expect: 'b' },
    ],
  ],
  [
    'all have failed: the one that failed longest ago',
    [
      { at: 0, asked: 'a', fails: 1 },
      { at: 2, asked: 'b', fails: 3 },
      { at: 4, asked: 'c', fails: 5 },
      { at: 6, expect: 'a' },
      { at: 6, asked: 'a', fails: 7 },
      { at: 8, expect: 'b' },
    ],
  ],
  [
    'the last one that answered stays at the head',
    [
      { at: 0, asked: 'b', answers: 1 },
      { at: 2, expect: 'b' },
      { at: 3, asked: 'c', answers: 4 },
      { at: 5, expect: 'c' },
    ],
  ],
  [
    'one that does not answer is skipped after a second',
    [
      { at: 0, asked: 'a' },
      { at: 1_000, expect: 'a' },
      { at: 1_001, expect: 'b' },
    ],
  ],
  [
    'it answers after all',
    [
      { at: 0, asked: 'a', answers: 5_000 },
      { at: 4_999, expect: 'b' },
      { at: 5_001, expect: 'a' },
    ],
  ],
  [
    'one known from metadata, when all that were given are away',
    [
      { at: 0, asked: 'd', answers: 1 },
      { at: 2, asked: 'a', fails: 3 },
      { at: 4, expect: 'd' },
    ],
  ],
  [
    'one known from metadata that has never answered is not asked',
    [
      { at: 0, asked: 'd' },
      ...['a', 'b', 'c'].map((asked, index) => ({ at: index, asked, fails: index + 1 })),
      { at: 5_000, expect: 'a' },
    ],
  ],
  [
    'a good one whose connection broke is skipped, and is good again when it answers',
    [
      { at: 0, asked: 'a', answers: 1, fails: 100 },
      { at: 101, expect: 'b' },
      { at: 102, asked: 'a', answers: 103 },
      { at: 104, expect: 'a' },
    ],
  ],
])('%s', (_name, events) => {
  const expected = events.flatMap((event) => ('expect' in event ? [event.expect] : []))
  expect(play(['a', 'b', 'c'], events)).toEqual(expected)
})

test('a hundred addresses learned from metadata are kept, those that answered last', () => {
  let nowMs = 0
  const order = createBrokerOrder(['a'], () => nowMs)
  const learned = Array.from({ length: 150 }, (_, index) => `learned-${index}`)
  for (const address of learned) {
    nowMs += 1
    order.connecting(address).answered()
  }
  const chosen = new Set<string>()
  for (let count = 0; count < 200; count += 1) {
    nowMs += 1
    const address = order.next()
    chosen.add(address)
    order.connecting(address).ended(false)
  }
  expect(chosen).toEqual(new Set(['a', ...learned.slice(-100)]))
})
