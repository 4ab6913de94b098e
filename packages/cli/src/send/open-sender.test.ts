import type { ObservationInput } from '@landfall/contracts'
import { expect, test } from 'vitest'
import { CommandError } from '../command-line/command-error.ts'
import { startScriptedIngest, type Treatment } from '../testing/start-scripted-ingest.ts'
import { openSender } from './open-sender.ts'

const observation = (craft: number, index: number): ObservationInput => ({
  type: 'position',
  craftId: `mmsi:${512_000_000 + craft}`,
  observedAt: new Date(index * 1_000).toISOString(),
  source: { id: 'test', kind: 'ais' },
  longitude: 174,
  latitude: -36,
})

type Options = {
  readonly signal?: AbortSignal
  readonly giveUpAfterMs?: number
  readonly headers?: Record<string, string>
}

const open = (
  url: string,
  { signal = new AbortController().signal, giveUpAfterMs = 5_000, headers = {} }: Options = {},
) => {
  const outcomes = new Map<number, (string | null)[]>()
  const waits: string[] = []
  const sender = openSender<number>({
    url,
    headers,
    signal,
    giveUpAfterMs,
    random: () => 0,
    onWait: (why) => waits.push(why),
    onOutcome: (tag, refusal) => outcomes.set(tag, [...(outcomes.get(tag) ?? []), refusal]),
  })
  return { sender, outcomes, waits }
}

const sendAll = async (sender: ReturnType<typeof open>['sender'], count: number, craft: number) => {
  for (let index = 0; index < count; index++) await sender.send(observation(index % craft, index), index)
  await sender.end()
}

const inOrderPerCraft = (taken: readonly ObservationInput[]): boolean => {
  const last = new Map<string, string>()
  return taken.every(({ craftId, observedAt }) => {
    const fits = (last.get(craftId) ?? '') < observedAt
    last.set(craftId, observedAt)
    return fits
  })
}

test('delivers everything once, each craft in its order, with the headers given', async () => {
  await using ingest = await startScriptedIngest()
  const { sender, outcomes } = open(ingest.url, { headers: { authorization: 'Bearer secret' } })
  await sendAll(sender, 20_000, 37)
  expect(ingest.taken).toHaveLength(20_000)
  expect(inOrderPerCraft(ingest.taken)).toBe(true)
  expect([...outcomes.values()].every((refusals) => refusals.length === 1 && refusals[0] === null)).toBe(true)
  expect(outcomes.size).toBe(20_000)
  expect(ingest.requests.every(({ count }) => count <= 2_000)).toBe(true)
  expect(ingest.requests[0]?.authorization).toBe('Bearer secret')
})

test('reports each refusal for its own record', async () => {
  const refuse = ({ observedAt }: ObservationInput) =>
    observedAt.endsWith('7.000Z') ? `observedAt ${observedAt}: is a seven` : undefined
  await using ingest = await startScriptedIngest({ refuse })
  const { sender, outcomes } = open(ingest.url)
  await sendAll(sender, 5_000, 11)
  for (const [tag, refusals] of outcomes) {
    const { observedAt } = observation(0, tag)
    expect(refusals).toEqual([tag % 10 === 7 ? `observedAt ${observedAt}: is a seven` : null])
  }
  expect(outcomes.size).toBe(5_000)
})

test.each<readonly [string, readonly Treatment[], string]>([
  ['429', [{ do: 'answer', status: 429, body: { message: 'busy' } }], '429 busy'],
  ['503', [{ do: 'answer', status: 503, body: { message: 'Kafka does not answer' } }], '503 Kafka does not answer'],
  ['a cut connection', [{ do: 'cut' }], 'the connection was cut'],
])('%s: sends the same again', async (_, treatments, why) => {
  await using ingest = await startScriptedIngest({ treatments })
  const { sender, outcomes, waits } = open(ingest.url)
  await sendAll(sender, 10, 1)
  expect(ingest.taken).toHaveLength(10)
  expect(inOrderPerCraft(ingest.taken)).toBe(true)
  expect(outcomes.size).toBe(10)
  expect(waits).toEqual([why])
})

test('after a lost answer the batch is sent again, and counted once', async () => {
  await using ingest = await startScriptedIngest({ treatments: [{ do: 'take-and-cut' }] })
  const { sender, outcomes } = open(ingest.url)
  await sendAll(sender, 10, 1)
  expect(ingest.taken).toHaveLength(20)
  expect([...outcomes.values()]).toEqual(Array.from({ length: 10 }, () => [null]))
})

test('waits as long as Retry-After says', async () => {
  await using ingest = await startScriptedIngest({
    treatments: [{ do: 'answer', status: 503, headers: { 'retry-after': '1' } }],
  })
  await sendAll(open(ingest.url).sender, 1, 1)
  const [first, second] = ingest.requests
  expect((second?.atMs ?? 0) - (first?.atMs ?? 0)).toBeGreaterThanOrEqual(1_000)
})

test('413 splits the batch, and refusals still name the right records', async () => {
  const refuse = ({ observedAt }: ObservationInput) => (observedAt.endsWith(':59.000Z') ? 'no' : undefined)
  await using ingest = await startScriptedIngest({ recordsMax: 30, refuse })
  const { sender, outcomes } = open(ingest.url)
  await sendAll(sender, 100, 1)
  expect([...outcomes].filter(([, refusals]) => refusals[0] === 'no').map(([tag]) => tag)).toEqual([59])
  expect(ingest.taken).toHaveLength(99)
  expect(inOrderPerCraft(ingest.taken)).toBe(true)
})

test('413 for a single record refuses that record and goes on', async () => {
  await using ingest = await startScriptedIngest({
    treatments: [{ do: 'answer', status: 413, body: { message: 'too large' } }],
  })
  const { sender, outcomes } = open(ingest.url)
  await sender.send(observation(1, 1), 1)
  await sender.end()
  expect(outcomes.get(1)).toEqual(['413 too large'])
})

test.each([
  [401, 'no token', 77],
  [403, 'not your source', 77],
  [400, 'not JSON', 65],
])('%d fails with the reason and exit code %d', async (status, message, exitCode) => {
  await using ingest = await startScriptedIngest({ treatments: [{ do: 'answer', status, body: { message } }] })
  const { sender } = open(ingest.url)
  const failed = sendAll(sender, 10, 1)
  await expect(failed).rejects.toThrow(`${ingest.url}/v1/observations: ${status} ${message}`)
  await expect(failed).rejects.toMatchObject({ exitCode })
})

test('fails on an answer whose counts do not add up', async () => {
  await using ingest = await startScriptedIngest({
    treatments: [{ do: 'answer', status: 202, body: { accepted: 3, rejected: [] } }],
  })
  await expect(sendAll(open(ingest.url).sender, 10, 1)).rejects.toThrow(
    'an answer that does not account for 10 records',
  )
})

test('gives up after a while when nobody listens, and reports it', async () => {
  const { sender, waits } = open('http://127.0.0.1:2', { giveUpAfterMs: 300 })
  const failed = sendAll(sender, 3, 1)
  await expect(failed).rejects.toBeInstanceOf(CommandError)
  await expect(failed).rejects.toMatchObject({ exitCode: 69 })
  expect(waits[0]).toBe('connection refused')
})

test('an interruption ends a wait at once', async () => {
  await using ingest = await startScriptedIngest({
    treatments: [{ do: 'answer', status: 503, headers: { 'retry-after': '60' } }],
  })
  const controller = new AbortController()
  const { sender } = open(ingest.url, { signal: controller.signal })
  await sender.send(observation(1, 1), 1)
  const ended = sender.end()
  setTimeout(() => controller.abort(new Error('interrupted')), 200)
  await expect(ended).rejects.toThrow('interrupted')
})

test('a slow service slows the sender down: only a few batches wait', async () => {
  const treatments = Array.from(
    { length: 100 },
    (): Treatment => ({ do: 'answer', status: 503, headers: { 'retry-after': '1' } }),
  )
  await using ingest = await startScriptedIngest({ treatments })
  const controller = new AbortController()
  const { sender } = open(ingest.url, { signal: controller.signal })
  let sent = 0
  const feeding = (async () => {
    for (; sent < 1_000_000; sent++) await sender.send(observation(sent % 37, sent), sent)
  })()
  await expect.poll(() => ingest.requests.length).toBeGreaterThan(1)
  expect(sent).toBeLessThanOrEqual(4 * 2 * 2_000)
  controller.abort(new Error('enough'))
  await expect(feeding).rejects.toThrow('enough')
})
