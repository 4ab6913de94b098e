import { expect, test } from 'vitest'
import { createMisplacedLog } from './place-watched-areas.ts'

const place = { areaId: 'nz', exercise: false, partition: 3, weight: 1, placedAtMs: 1_000 }

test('records written elsewhere after an area was placed are counted, the first is logged; older ones are not, nor those of no place', () => {
  const logged: unknown[] = []
  let count = 0
  const onElsewhere = createMisplacedLog(
    [place],
    (each) => logged.push(each),
    () => {
      count += 1
    },
  )
  onElsewhere('nz', 1_000)
  onElsewhere('au', 5_000)
  expect([count, logged]).toEqual([0, []])
  onElsewhere('nz', 1_001)
  onElsewhere('nz', 9_000)
  expect([count, logged]).toEqual([2, [place]])
})
