import { expect, test } from 'vitest'
import { parseStartArgs } from './parse-start-args.ts'

test.each([
  [[], { exercises: ['inbound', 'northland'], watch: true, help: false }],
  [['--no-exercise'], { exercises: [], watch: true, help: false }],
  [['--exercise', 'rally'], { exercises: ['rally'], watch: true, help: false }],
  [['--exercise=rally', '--no-watch'], { exercises: ['rally'], watch: false, help: false }],
  [['-h'], { exercises: ['inbound', 'northland'], watch: true, help: true }],
])('%j', (args, expected) => expect(parseStartArgs(args)).toEqual(expected))

test.each([
  [['--exercize'], /Unknown option '--exercize'/],
  [['rally'], /Unexpected argument 'rally'/],
  [['--exercise'], /argument missing/],
  [['--exercise='], /needs the name of a scenario/],
  [['--no-exercise', '--exercise=rally'], /contradict each other/],
])('%j is refused, with the usage', (args, message) => {
  expect(() => parseStartArgs(args)).toThrow(message)
  expect(() => parseStartArgs(args)).toThrow(/npm start/)
})
