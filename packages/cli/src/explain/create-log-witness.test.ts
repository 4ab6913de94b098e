import { Policy } from '@landfall/contracts'
import { watchArea } from '@landfall/mass-arrivals'
import { aPosition, aPositionRetraction, aRetraction } from '@landfall/testkit'
import { expect, test } from 'vitest'
import { createLogWitness } from './create-log-witness.ts'

// 600 nm to a degree of longitude: 160 is far out of reach, 169.99 is not.
const area = watchArea({
  areaId: 'sea',
  contains: (longitude) => longitude >= 170,
  metresToLine: (longitude) => (170 - longitude) * 600 * 1_852,
  policy: Policy.parse({}),
})
const craftId = 'track:a'
const at = (time: string): string => `2026-11-23T${time}.000Z`
const seen = (time: string, longitude: number, sourceId = 'radar') =>
  aPosition({ craftId, observedAt: at(time), longitude, latitude: -35, source: { id: sourceId, kind: 'radar' } })
const back = aPositionRetraction({ craftId, observedAt: at('12:00:00'), fromAt: at('10:05:00'), toAt: at('10:05:00') })

const witnessedOf = (observed: readonly object[], doubt?: string) => {
  const craft = [{ craftId, arrivedAt: at('10:05:00'), doubt }]
  const witness = createLogWitness({ area, craftIds: new Set([craftId]), craft })
  for (const [offset, one] of observed.entries())
    witness.read({ offset, timestampMs: 0, key: craftId, value: JSON.stringify(one) })
  return witness.witnessed()
}

test('who contradicts a doubted arrival, the nearest first, each once', () => {
  const far = [seen('09:30:00', 160), seen('11:30:00', 160, 'satellite'), seen('11:30:00', 160, 'satellite')]
  const others = [seen('10:05:00', 175), seen('10:30:00', 160), seen('08:30:00', 160), seen('09:50:00', 169.99)]
  const { contradictions, takenBack } = witnessedOf([...far, ...others], 'position-jump')
  expect(contradictions.map((line) => line.replace(/^.*where /, ''))).toEqual([
    `radar had it before that, at ${at('09:30:00')}`,
    `satellite had it after that, at ${at('11:30:00')}`,
  ])
  expect(takenBack).toEqual([])
  expect(witnessedOf(far).contradictions).toEqual([])
})

test('what operators took back, and whether that was taken back', () => {
  const { observationId } = back
  const undo = aRetraction({ craftId, retracts: observationId, ofSource: back.source.id })
  const words = `${craftId}: positions from ${at('10:05:00')} to ${at('10:05:00')} taken back by operator:anna at ${at('12:00:00')} (${observationId})`
  expect(witnessedOf([back, back]).takenBack).toEqual([words])
  expect(witnessedOf([undo, back]).takenBack).toEqual([`${words}, and that was retracted`])
})
