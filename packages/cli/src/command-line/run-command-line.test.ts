import { expect, test } from 'vitest'
import { runInProcess } from '../testing/run-in-process.ts'

test('without a command: the overview, and 2', async () => {
  const { code, stderr } = await runInProcess([])
  expect(code).toBe(2)
  expect(stderr).toContain('landfall COMMAND [options]')
})

test.each([
  ['--help'],
  ['help'],
  ['help', 'replay'],
  ['help', 'areas', 'check'],
  ['replay', '--help'],
  ['replay', 'x', '-h'],
])('%s %s: help on stdout, and 0', async (...args) => {
  const { code, stdout, stderr } = await runInProcess(args)
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout).toContain('Examples')
  expect(stdout).not.toContain('\u001b')
})

test.each<readonly [readonly string[], number, string]>([
  [['help', 'simlate'], 2, "landfall: unknown command 'simlate'\n  (Did you mean simulate?)\n"],
  [['areas', 'chek'], 2, "landfall: unknown command 'chek'\n  (Did you mean check?)\n"],
  [['simlate'], 2, "landfall: unknown command 'simlate'\n  (Did you mean simulate?)\n"],
  [['simulate', 'rallye'], 2, 'landfall: there is no scenario "rallye"\n  did you mean rally?\n'],
  [['simulate', 'rally', '--speed', '0'], 2, 'landfall: --speed 0: must be a number above 0, or max\n'],
  [
    ['simulate', 'rally', '--url', 'localhost:3001'],
    2,
    'landfall: --url localhost:3001: must be an http or https address, as http://127.0.0.1:3001\n',
  ],
  [['simulate', 'rally', '--seed', '1.5'], 2, 'landfall: --seed 1.5: must be a whole number from 0 to 4294967295\n'],
  [['replay'], 2, "landfall: missing required argument 'FILE|-'\n  usage: landfall replay [options] <FILE|->\n"],
  [
    ['replay', 'a', 'b'],
    2,
    "landfall: too many arguments for 'replay'. Expected 1 argument but got 2: a, b.\n  usage: landfall replay [options] <FILE|->\n",
  ],
  [['replay', '/no/such/file'], 66, 'landfall: /no/such/file: there is no such file\n'],
  [['replay', '/'], 66, 'landfall: /: is a directory\n'],
  [['replay', 'x', '--box', '1,2,3'], 2, 'landfall: --box 1,2,3: must be four degrees: west,south,east,north\n'],
  [['replay', 'x', '--box', '1,91,3,4'], 2, 'landfall: --box 1,91,3,4: 91: must be a number from -90 to 90\n'],
  [
    ['replay', 'x', '--from', 'yesterday'],
    2,
    'landfall: --from yesterday: must be a time in UTC, as 2022-01-03T06:00:00Z\n',
  ],
  [
    ['replay', '-', '--shift-to-now', '--speed', '2'],
    2,
    'landfall: --shift-to-now with --speed above 1 must know the last time beforehand: name a file, not -\n',
  ],
  [['ack', 'nz-1', '--version', '0'], 2, 'landfall: --version 0: must be a whole number from 1 to 1000000000\n'],
  [['export', 'nz-1', '--json', '--version', '2'], 2, 'landfall: --version 2: goes with --cap only\n'],
  [['explain', 'nz-1', '--prefix', 'x'], 2, 'landfall: --prefix has no meaning without --from-log\n'],
  [['explain', 'nz-1', '--from-log', '--url', 'http://a'], 2, 'landfall: --url has no meaning with --from-log\n'],
  [
    ['explain', 'nz-1', '--from-log', '--brokers', 'localhost'],
    2,
    'landfall: --brokers localhost: must be host:port\n',
  ],
  [['explain', 'nz-1', '--from-log', '--area-file', '/no/a'], 66, 'landfall: /no/a: cannot be read\n'],
])('%j', async (args, code, stderr) => {
  expect(await runInProcess(args)).toEqual({ code, stdout: '', stderr })
})
