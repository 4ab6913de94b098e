import { expect, test } from 'vitest'
import { addressGroup, createAddressFilter } from './create-address-filter.ts'

test.each([
  ['10.1.2.3', true],
  ['::ffff:10.1.2.3', true],
  ['11.1.2.3', false],
  ['2001:db8::7', true],
  ['2001:db9::7', false],
  ['', false],
])('%s is in 10.0.0.0/8 or 2001:db8::/32: %o', (address, expected) =>
  expect(createAddressFilter(['10.0.0.0/8', '2001:db8::/32'])(address)).toBe(expected),
)

test('no network holds nobody', () => expect(createAddressFilter([])('127.0.0.1')).toBe(false))

test.each([
  ['203.0.113.9', '203.0.113.9'],
  ['::ffff:203.0.113.9', '203.0.113.9'],
  ['2001:db8:0:7::1', '2001:db8:0:7::/64'],
  ['2001:DB8:0:0007:1:2:3:4', '2001:db8:0:7::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
])('%s counts as %s', (address, group) => expect(addressGroup(address)).toBe(group))
