import { expect, test } from 'vitest'
import { identityDoubt } from './identity-doubt.ts'

test.each([
  ['mmsi:512000123', null],
  ['mmsi:851200001', null],
  ['mmsi:985120001', null],
  ['imo:9074729', null],
  ['track:radar-1', null],
  ['mmsi:000000000', 'a number that several craft use'],
  ['mmsi:111111111', 'a number that several craft use'],
  ['mmsi:123456789', 'a number that several craft use'],
  ['mmsi:412000000', 'a number that several craft use'],
  ['mmsi:777777777', 'a number that several craft use'],
  ['mmsi:002550000', 'a number that no craft is assigned'],
  ['mmsi:051200012', 'a number that no craft is assigned'],
  ['mmsi:111512001', 'a number that no craft is assigned'],
  ['mmsi:995120001', 'a number that no craft is assigned'],
  ['mmsi:1073741823', 'a number that no craft is assigned'],
])('%s: %s', (craftId, doubt) => expect(identityDoubt(craftId)).toBe(doubt))
