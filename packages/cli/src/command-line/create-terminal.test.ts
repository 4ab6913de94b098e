import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import { createTerminal } from './create-terminal.ts'

const shown = async (text: string) => {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()]
  const terminal = createTerminal(stdout as unknown as NodeJS.WriteStream, stderr as unknown as NodeJS.WriteStream)
  await terminal.print(text)
  terminal.say(text)
  return { stdout: String(stdout.read()), stderr: String(stderr.read()) }
}

test.each([
  [
    'title, cursor, bell and colours in a name are shown as what they are',
    'a\u001b]0;owned\u0007b\u001b[2Jc\u009bHd\u007f\re\u001b[31mf',
    'a\\u001B]0;owned\\u0007b\\u001B[2Jc\\u009BHd\\u007F\\u000De\\u001B[31mf',
  ],
  [
    'so are bidi overrides, tags and zero-width characters',
    'a\u202eb\u{e0041}c\u200bd',
    'a\\u202Eb\\uDB40\\uDC41c\\u200Bd',
  ],
  ['lines and tabs stay', 'a\n\tb', undefined],
  ['other scripts stay', 'Tāmaki 漁船 👩‍✈️', undefined],
])('%s', async (_what, text, expected = text) => {
  expect(await shown(text)).toEqual({ stdout: `${expected}\n`, stderr: `${expected}\n` })
})

test('our own colours stay, also round a name that brings its own', async () => {
  const stdout = Object.assign(new PassThrough(), { isTTY: true, getColorDepth: () => 8 })
  const terminal = createTerminal(
    stdout as unknown as NodeJS.WriteStream,
    new PassThrough() as unknown as NodeJS.WriteStream,
  )
  await terminal.print(terminal.style('red', 'x\u001b[32my'))
  const [open, close] = ['\u001b[31m', '\u001b[39m']
  expect(String(stdout.read()).trim()).toBe(`${open}x\\u001B[32my${close}`)
})

test('what is printed as JSON is the same JSON', async () => {
  const value = { name: 'a\u001b[31m\u202e\u{e0041}\ud800\u2028"\\b' }
  const { stdout } = await shown(JSON.stringify(value))
  expect(JSON.parse(stdout)).toEqual(value)
})
