import { describe, expect, test } from 'vitest'
import type { OptionSpec } from './command.ts'
import { parseArguments } from './parse-arguments.ts'

const specs: readonly OptionSpec[] = [
  { flag: 'speed', value: 'N', help: '' },
  { flag: 'box', value: 'W,S,E,N', help: '' },
  { flag: 'json', short: 'j', help: '' },
]
const parse = (...argv: readonly string[]) => parseArguments(argv, specs)

describe('what is given', () => {
  test.each<readonly [argv: readonly string[], speed: string | undefined, json: boolean, operands: readonly string[]]>([
    [[], undefined, false, []],
    [['--speed', '2', 'FILE'], '2', false, ['FILE']],
    [['--speed=2', '-j'], '2', true, []],
    [['FILE', '--json', '--speed', '1', '--speed', '2'], '2', true, ['FILE']],
    [['-'], undefined, false, ['-']],
    [['--', '--json'], undefined, false, ['--json']],
    [['-176.5', '-43.9'], undefined, false, ['-176.5', '-43.9']],
    [['-.5'], undefined, false, ['-.5']],
    [['--speed', '-3'], '-3', false, []],
    [['--speed=-3'], '-3', false, []],
  ])('%j', (argv, speed, json, operands) => {
    const args = parse(...argv)
    expect([args.text('speed'), args.has('json'), args.operands]).toEqual([speed, json, operands])
  })
})

describe('mistakes name the flag and the value', () => {
  test.each<readonly [argv: readonly string[], message: string, hint: string | undefined]>([
    [['--sped', '2'], 'unknown option --sped', 'did you mean --speed?'],
    [['--xyzzy'], 'unknown option --xyzzy', undefined],
    [['-x'], 'unknown option -x', undefined],
    [['--speed'], '--speed needs a value: --speed N', undefined],
    [['--speed', '--json'], '--speed needs a value: --speed N', undefined],
    [['--json=yes'], '--json takes no value, "yes" was given', undefined],
  ])('%j', (argv, message, hint) => {
    expect(() => parse(...argv)).toThrow(expect.objectContaining({ message, hint, exitCode: 2 }))
  })

  test.each(['x', '', '1,5', '0x10', '1e999', '-1', '11', 'Infinity', 'NaN'])(
    '--speed %j as a number from 0 to 10',
    (value) => {
      const read = () => parse(`--speed=${value}`).number('speed', { min: 0, max: 10 })
      expect(read).toThrow(`--speed ${value}: must be a number from 0 to 10`)
    },
  )

  test('a whole number', () => {
    expect(() => parse('--speed=1.5').number('speed', { min: 0, max: 10, whole: true })).toThrow(
      '--speed 1.5: must be a whole number from 0 to 10',
    )
  })

  test('one of a few', () => {
    expect(() => parse('--speed=fats').oneOf('speed', ['fast', 'slow'])).toThrow(
      expect.objectContaining({ message: '--speed fats: must be one of fast, slow', hint: 'did you mean fast?' }),
    )
  })
})

test('a list is comma separated, repeated, or both', () => {
  expect(parse('--box', 'a, b', '--box=c').list('box')).toEqual(['a', 'b', 'c'])
})
