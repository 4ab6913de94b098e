import { expect, test } from 'vitest'
import { AT_MS } from '../testing/an-alert-view.ts'
import { anApproach, anInboundCraft } from '../testing/an-inbound-view.ts'
import { coastWords } from './coast-words.ts'

const crossingAt = (longitude: number, latitude: number, hours = 4) => {
  const at = new Date(AT_MS + hours * 3_600_000).toISOString()
  const eta = { earliest: at, likely: at, latest: at }
  return anInboundCraft({ approach: anApproach({ crossing: { longitude, latitude }, eta }) })
}
const arrived = anInboundCraft({ approach: null, arrivedAt: new Date(AT_MS).toISOString() })

test.each([
  ['one crossing', [crossingAt(178, -38)], 'crossing 38°00.0′S 178°00.0′E'],
  ['crossings close together', [crossingAt(178, -38), crossingAt(178.02, -38)], 'crossing 38°00.0′S 178°00.0′E'],
  [
    'the earliest first, then the farthest from it',
    [crossingAt(178, -38, 5), crossingAt(178, -37), crossingAt(178, -39, 6)],
    'crossing 37°00.0′S 178°00.0′E to 39°00.0′S 178°00.0′E',
  ],
  ['both sides of 180°', [crossingAt(179.99, -38), crossingAt(-179.99, -38)], 'crossing 38°00.0′S 179°59.4′E'],
  ['only arrivals', [arrived], ''],
])('the stretch of coast of %s', (_what, craft, words) => expect(coastWords(craft)).toBe(words))
