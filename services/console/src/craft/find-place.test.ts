import { expect, test } from 'vitest'
import { findPlace, PLACES_FOUND_MAX } from './find-place.ts'

const place = (name: string, rank = 2) => ({ name, rank, longitude: 173, latitude: -34 })
const places = [place('North Cape', 1), place('North Cape Rock', 3), place('Northland', 2), place('Ōpōtiki')]
const namesOf = (text: string) => findPlace(places, text).map(({ name }) => name)

test.each([
  ['north', ['North Cape', 'Northland', 'North Cape Rock']],
  ['North Cape Rock', ['North Cape Rock']],
  ['opotiki', ['Ōpōtiki']],
  ['cape', []],
  [' ', []],
])('%j finds %j', (text, names) => expect(namesOf(text)).toEqual(names))

test(`at most ${PLACES_FOUND_MAX}`, () =>
  expect(
    findPlace(
      Array.from({ length: 50 }, (_, i) => place(`Bay ${i}`)),
      'bay',
    ),
  ).toHaveLength(PLACES_FOUND_MAX))
