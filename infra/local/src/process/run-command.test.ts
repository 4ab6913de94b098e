import { expect, test } from 'vitest'
import { runCommand, succeeds } from './run-command.ts'

const node = (script: string, timeoutMs = 10_000) => runCommand(process.execPath, ['-e', script], { timeoutMs })

test('returns both streams and the exit code', async () => {
  const result = await node('console.log("out"); console.error("err"); process.exitCode = 3')
  expect(result).toMatchObject({ outcome: 'ended', code: 3 })
  expect(result.outcome === 'ended' && result.output.split('\n').toSorted()).toEqual(['', 'err', 'out'])
})

test('a command that does not exist is missing, which is no error, and leaves no timer behind', async () => {
  const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length
  const before = timers()
  expect(await runCommand('no-such-command-here', [])).toEqual({ outcome: 'missing' })
  expect(timers()).toBe(before)
  expect(await succeeds('no-such-command-here', [])).toBe(false)
})

test('what takes too long is ended', async () => {
  expect(await node('setInterval(() => {}, 1000)', 500)).toMatchObject({ outcome: 'ended', code: null })
})
