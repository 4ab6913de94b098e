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
    'what a name may smuggle in: title, cursor, bell',
    'a\u001b]0;owned\u0007b\u001b[2Jc\u009bHd\u007f\re',
    'a]0;ownedb[2JcHde',
  ],
  ['lines, tabs and our own colours stay', 'a\n\tb \u001b[1m\u001b[31mALARM\u001b[39m\u001b[22m', undefined],
  ['other scripts stay', 'Tāmaki 漁船 👩‍✈️', undefined],
])('%s', async (_what, text, expected = text) => {
  expect(await shown(text)).toEqual({ stdout: `${expected}\n`, stderr: `${expected}\n` })
})
