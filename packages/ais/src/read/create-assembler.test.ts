import { describe, expect, test } from 'vitest'
import type { AisSentence, TagBlock } from '../sentence/ais-sentence.ts'
import { ASSEMBLER_LIMITS, createAssembler } from './create-assembler.ts'

const part = (given: Partial<AisSentence> & { readonly part: number }): AisSentence => ({
  talker: 'AI',
  formatter: 'VDM',
  parts: 2,
  sequence: '3',
  channel: 'A',
  payload: `${given.sequence ?? '3'}${given.channel ?? 'A'}${given.part}`,
  fillBits: 0,
  checksum: 0,
  tag: undefined,
  suffixTimeMs: undefined,
  isSuffixTimeAmbiguous: false,
  prefixTimeMs: undefined,
  station: undefined,
  unknownSuffixFields: 0,
  ...given,
})
const tag = (given: Partial<TagBlock>): TagBlock => ({
  timeMs: undefined,
  source: undefined,
  group: undefined,
  ...given,
})

/** Adds the sentences one line and one millisecond apart; a number leaves out that many lines. */
const assemble = (...feed: readonly (AisSentence | number)[]) => {
  const assembler = createAssembler()
  let line = 0
  const joined: string[] = []
  for (const one of feed) {
    if (typeof one === 'number') {
      line += one
      continue
    }
    line += 1
    const outcome = assembler.add(one, { atMs: 1e12 + line, line })
    joined.push(
      outcome.outcome === 'complete' ? outcome.parts.map(({ payload }) => payload).join('+') : outcome.outcome,
    )
  }
  return { joined, abandoned: assembler.abandoned(), open: assembler.open() }
}

test('a sentence of one part is complete', () => {
  expect(assemble(part({ parts: 1, part: 1 })).joined).toEqual(['3A1'])
})

test('joins parts in order', () => {
  expect(assemble(part({ part: 1 }), part({ part: 2 }))).toEqual({
    joined: ['partial', '3A1+3A2'],
    abandoned: 0,
    open: 0,
  })
})

test('joins three parts in any order', () => {
  for (const order of [
    [1, 2, 3],
    [1, 3, 2],
    [2, 1, 3],
    [2, 3, 1],
    [3, 1, 2],
    [3, 2, 1],
  ]) {
    const { joined } = assemble(...order.map((one) => part({ parts: 3, part: one })))
    expect(joined).toEqual(['partial', 'partial', '3A1+3A2+3A3'])
  }
})

test('joins two messages whose parts alternate', () => {
  const [a, b] = [{ sequence: '1' }, { sequence: '2' }]
  expect(
    assemble(part({ ...a, part: 1 }), part({ ...b, part: 1 }), part({ ...a, part: 2 }), part({ ...b, part: 2 })).joined,
  ).toEqual(['partial', 'partial', '1A1+1A2', '2A1+2A2'])
})

describe('parts of different messages are never joined', () => {
  test.each<[string, Partial<AisSentence>]>([
    ['talker', { talker: 'BS' }],
    ['formatter', { formatter: 'VDO' }],
    ['channel', { channel: 'B' }],
    ['sequence', { sequence: '4' }],
    ['number of parts', { parts: 3 }],
    ['source', { tag: tag({ source: 'b' }) }],
    ['group', { tag: tag({ source: 'a', group: '2' }) }],
    ['time', { tag: tag({ source: 'a', group: '1', timeMs: 1e12 + ASSEMBLER_LIMITS.ageMsMax + 1 }) }],
  ])('another %s', (_, other) => {
    const first = part({ part: 1, tag: tag({ source: 'a', group: '1', timeMs: 1e12 }) })
    expect(assemble(first, part({ part: 2, ...other })).joined).toEqual(['partial', 'partial'])
  })

  test('the first part of the next message drops the one before', () => {
    const feed = [part({ part: 1 }), part({ part: 1, payload: 'next1' }), part({ part: 2, payload: 'next2' })]
    expect(assemble(...feed)).toEqual({ joined: ['partial', 'partial', 'next1+next2'], abandoned: 1, open: 0 })
  })

  test('a first part whose other parts were lost is dropped', () => {
    const { joined, abandoned } = assemble(part({ part: 1 }), ASSEMBLER_LIMITS.linesMax, part({ part: 2 }))
    expect({ joined, abandoned }).toEqual({ joined: ['partial', 'partial'], abandoned: 1 })
  })

  test('a last part whose first part was lost is not joined to the next first part', () => {
    const late = [part({ part: 2 }), ASSEMBLER_LIMITS.swappedLinesMax, part({ part: 1, payload: 'next' })]
    expect(assemble(...late)).toEqual({ joined: ['partial', 'partial'], abandoned: 1, open: 1 })
    const swapped = [part({ part: 2 }), ASSEMBLER_LIMITS.swappedLinesMax - 1, part({ part: 1 })]
    expect(assemble(...swapped).joined).toEqual(['partial', '3A1+3A2'])
  })

  test('parts too far apart in time are not joined', () => {
    const assembler = createAssembler()
    assembler.add(part({ part: 1 }), { atMs: 0, line: 1 })
    expect(assembler.add(part({ part: 2 }), { atMs: ASSEMBLER_LIMITS.ageMsMax + 1, line: 2 })).toEqual({
      outcome: 'partial',
    })
    expect(assembler.abandoned()).toBe(1)
  })
})

test('a TAG block on the first part is enough', () => {
  const first = part({ part: 1, tag: tag({ source: 'a', group: '7', timeMs: 1e12 }) })
  expect(assemble(first, part({ part: 2, tag: tag({ group: '7' }) })).joined).toEqual(['partial', '3A1+3A2'])
  expect(assemble(first, part({ part: 2 })).joined).toEqual(['partial', '3A1+3A2'])
})

test('a repeated part counts once', () => {
  expect(assemble(part({ part: 1 }), part({ part: 1 }), part({ part: 2 })).joined).toEqual([
    'partial',
    'repeated-part',
    '3A1+3A2',
  ])
})

test('open messages are bounded: the oldest is dropped', () => {
  const assembler = createAssembler({ ...ASSEMBLER_LIMITS, openMax: 3, linesMax: 1_000 })
  for (let n = 0; n < 100; n += 1) {
    assembler.add(part({ part: 1, tag: tag({ source: String(n) }) }), { atMs: undefined, line: n })
  }
  expect([assembler.open(), assembler.abandoned()]).toEqual([3, 97])
})

test('a part without a TAG block joins the message begun last, not an older one of another source', () => {
  const [a, b] = [tag({ source: 'a' }), tag({ source: 'b' })]
  const feed = [
    part({ part: 1, tag: a, payload: 'a1' }),
    1,
    part({ part: 1, tag: b, payload: 'b1' }),
    part({ part: 2, payload: 'b2' }),
  ]
  expect(assemble(...feed).joined).toEqual(['partial', 'partial', 'b1+b2'])
})
