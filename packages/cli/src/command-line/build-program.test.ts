import { describe, expect, test } from 'vitest'
import { buildProgram } from './build-program.ts'
import type { CommandDefinition, OptionSpec } from './command-definition.ts'
import type { Arguments } from './read-arguments.ts'

const options: readonly OptionSpec[] = [
  { flag: 'speed', value: 'N', help: '' },
  { flag: 'box', value: 'W,S,E,N', help: '' },
  { flag: 'json', help: '' },
]
const definition: CommandDefinition = { operands: '[A] [B]', options, examples: [], run: async () => 0 }

const parse = async (...given: readonly string[]): Promise<Arguments> => {
  const argv = ['play', ...given]
  const parsed = Promise.withResolvers<Arguments>()
  const program = buildProgram({
    argv,
    commands: [{ name: 'play', summary: '', load: async () => definition }],
    version: '',
    hasColors: false,
    writeOut: () => undefined,
    writeError: () => undefined,
    run: async (_command, args) => parsed.resolve(args),
  })
  await program.parseAsync(argv, { from: 'user' })
  return parsed.promise
}

describe('what is given', () => {
  test.each<readonly [argv: readonly string[], speed: string | undefined, json: boolean, operands: readonly string[]]>([
    [[], undefined, false, []],
    [['--speed', '2', 'FILE'], '2', false, ['FILE']],
    [['--speed=2', '--json'], '2', true, []],
    [['FILE', '--json', '--speed', '1', '--speed', '2'], '2', true, ['FILE']],
    [['-'], undefined, false, ['-']],
    [['--', '--json'], undefined, false, ['--json']],
    [['-176.5', '-43.9'], undefined, false, ['-176.5', '-43.9']],
    [['-.5'], undefined, false, ['-.5']],
    [['--speed', '-3'], '-3', false, []],
    [['--speed=-3'], '-3', false, []],
    [['--speed=--json'], '--json', false, []],
  ])('%j', async (argv, speed, json, operands) => {
    const args = await parse(...argv)
    expect([args.text('speed'), args.has('json'), args.operands]).toEqual([speed, json, operands])
  })
})

describe('mistakes name the flag and the value', () => {
  test.each<readonly [argv: readonly string[], message: string]>([
    [['--sped', '2'], "unknown option '--sped'\n(Did you mean --speed?)"],
    [['--xyzzy'], "unknown option '--xyzzy'"],
    [['-x'], "unknown option '-x'"],
    [['--speed'], "option '--speed <N>' argument missing"],
    [['--speed', '--json'], '--speed needs a value: --speed N'],
    [['--json=yes'], "unknown option '--json=yes'"],
    [['a', 'b', 'c'], "too many arguments for 'play'. Expected 2 arguments but got 3: a, b, c."],
  ])('%j', async (argv, message) => {
    await expect(parse(...argv)).rejects.toThrow(message)
  })

  test.each(['x', '', '1,5', '0x10', '1e999', '-1', '11', 'Infinity', 'NaN'])(
    '--speed %j as a number from 0 to 10',
    async (value) => {
      const args = await parse(`--speed=${value}`)
      const read = () => args.number('speed', { min: 0, max: 10 })
      expect(read).toThrow(`--speed ${value}: must be a number from 0 to 10`)
    },
  )

  test('a whole number', async () => {
    const args = await parse('--speed=1.5')
    expect(() => args.number('speed', { min: 0, max: 10, whole: true })).toThrow(
      '--speed 1.5: must be a whole number from 0 to 10',
    )
  })

  test('one of a few', async () => {
    const args = await parse('--speed=fats')
    expect(() => args.oneOf('speed', ['fast', 'slow'])).toThrow(
      expect.objectContaining({ message: '--speed fats: must be one of fast, slow', hint: 'did you mean fast?' }),
    )
  })
})

test('a list is comma separated, repeated, or both', async () => {
  expect((await parse('--box', 'a, b', '--box=c')).list('box')).toEqual(['a', 'b', 'c'])
})
