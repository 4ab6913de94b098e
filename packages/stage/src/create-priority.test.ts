import { expect, test } from 'vitest'
import { createPriority } from './create-priority.ts'

const untilSettled = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve()
}
const NO_HEARTBEAT = async (): Promise<void> => {}

const aPriority = (waitMsMax = 1_000_000) => {
  let nowMs = 0
  const priority = createPriority({ waitMsMax, clock: () => nowMs })
  const events: string[] = []
  const take = async (name: string, heartbeat = NO_HEARTBEAT): Promise<() => void> => {
    const end = await priority.takeTurn(heartbeat)
    events.push(name)
    return end
  }
  return { ...priority, take, events, pass: (ms: number) => (nowMs += ms) }
}

test('what yields waits until nothing urgent is in hand', async () => {
  const { begin, take, events } = aPriority()
  const [endA, endB] = [begin(), begin()]
  const turn = take('exercise')
  endA()
  await untilSettled()
  expect(events).toEqual([])
  endB()
  ;(await turn)()
  expect(events).toEqual(['exercise'])
})

test('it waits no longer than it may, so that it still moves', async () => {
  const { begin, take, events } = aPriority(20)
  begin()
  let beats = 0
  const turn = take('exercise', async () => {
    beats += 1
    if (beats === 3) throw new Error('still waiting')
  })
  await expect(turn).rejects.toThrow('still waiting') // The clock stands still: it would wait for ever.
  const late = aPriority(20)
  late.begin()
  const next = late.take('exercise', async () => void late.pass(20))
  ;(await next)()
  expect([events, late.events]).toEqual([[], ['exercise']])
})

test('one turn at a time, in order; one that gives up waiting gives up its place', async () => {
  const { take, events } = aPriority()
  const end = await take('first')
  const closed = take('second', async () => {
    throw new Error('closed')
  })
  const third = take('third')
  await expect(closed).rejects.toThrow('closed')
  expect(events).toEqual(['first'])
  end()
  ;(await third)()
  expect(events).toEqual(['first', 'third'])
})

test('nothing urgent in hand: at once', async () => {
  const { begin, take, events } = aPriority()
  begin()()
  ;(await take('exercise'))()
  expect(events).toEqual(['exercise'])
})
