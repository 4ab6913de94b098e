import { expect, test } from 'vitest'
import { createPeerFilter } from './create-peer-filter.ts'

test.each([
  [[], '203.0.113.9', true],
  [['192.168.1.7'], '192.168.1.7', true],
  [['192.168.1.7'], '::ffff:192.168.1.7', true],
  [['192.168.1.7'], '192.168.1.8', false],
  [['192.168.1.0/24'], '192.168.1.8', true],
  [['192.168.1.0/24'], '192.168.2.8', false],
  [['10.0.0.1', '192.168.1.0/24'], '10.0.0.1', true],
  [['fd00::/8'], 'fd12::1', true],
  [['fd00::/8'], '192.168.1.8', false],
  [['192.168.1.7'], '', false],
])('from %j, %s: %s', (from, address, welcome) => {
  expect(createPeerFilter(from)?.(address)).toBe(welcome)
})

test.each(['receiver.local', '192.168.1', '192.168.1.0/33', '192.168.1.0/x', '', 'fd00::/129'])(
  '%s is no address',
  (from) => {
    expect(createPeerFilter([from])).toBeUndefined()
  },
)
