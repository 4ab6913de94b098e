import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { freePort } from './free-port.ts'
import { keepPort } from './keep-port.ts'

const inAnotherProcess = (port: number, then = ''): string => {
  const keep = new URL('./keep-port.ts', import.meta.url).href
  const script = `import { keepPort } from '${keep}'; console.log(keepPort(${port})); ${then}`
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' })
  return stdout.trim() || stderr
}

test('a port that was chosen is given to nobody else, in this process or another', async () => {
  const port = await freePort()
  expect(keepPort(port)).toBe(false)
  expect(inAnotherProcess(port)).toBe('false')
})

test.each([
  ['ended', ''],
  ['was killed', "process.kill(process.pid, 'SIGKILL')"],
])('a port is free again when its owner %s', async (_how, then) => {
  const port = 17_000 + Math.floor(Math.random() * 900) // Below those that are chosen from.
  expect(inAnotherProcess(port, then)).toBe('true')
  expect(keepPort(port)).toBe(true)
})
