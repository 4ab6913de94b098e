import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { processIdentity } from '../process/process-identity.ts'
import { type LocalRedis, startRedis } from './start-redis.ts'

const start = async (again?: LocalRedis): Promise<LocalRedis> => {
  const redis = await startRedis({ say: () => {}, ...(again ? { dataDir: again.dataDir, port: again.port } : {}) })
  onTestFinished(() => redis.kill())
  return redis
}

/** Sends one inline command; returns the answer, or `silence` if there is none in time. */
const ask = async ({ port }: { readonly port: number }, command: string, waitMs = 5_000): Promise<string> => {
  const socket = connect({ host: '127.0.0.1', port })
  socket.write(`${command}\r\n`)
  const answer = once(socket, 'data').then(([data]) => String(data).trim())
  const first = await Promise.race([answer, sleep(waitMs, 'silence')])
  socket.destroy()
  return first
}

test('what was written is there after a kill and after a stop, on the same port', async () => {
  const first = await start()
  expect(await ask(first, 'SET a kill')).toBe('+OK')
  await first.kill()

  const second = await start(first)
  expect(second.url).toBe(first.url)
  expect(await ask(second, 'SET b stop')).toBe('+OK')
  await second.stop()

  const third = await start(first)
  expect(await ask(third, 'MGET a b')).toMatch(/kill.*stop/s)
  await third.stop()
  expect(existsSync(first.dataDir)).toBe(true)
  await first.stop()
  expect(existsSync(first.dataDir)).toBe(false)
})

test('while paused it keeps its connections and does not answer', async () => {
  const redis = await start()
  redis.pause()
  expect(await ask(redis, 'PING', 300)).toBe('silence')
  redis.resume()
  expect(await ask(redis, 'PING')).toBe('+PONG')
  redis.pause()
  await redis.stop() // Works even while paused.
})

test('the options of the caller take precedence', async () => {
  const redis = await startRedis({ args: ['--appendonly', 'no'], say: () => {} })
  onTestFinished(() => redis.kill())
  expect(await ask(redis, 'CONFIG GET appendonly')).toMatch(/no$/)
  await redis.stop()
})

test('a wrong option is reported with the end of the log', async () => {
  await expect(startRedis({ args: ['--maxmemory', 'much'], say: () => {} })).rejects.toThrow(
    /Redis did not start.*much/s,
  )
})

test('what a killed run left behind is ended by the next one in the same folder', async () => {
  const { dataDir } = await start()
  const script = `
    import { startRedis } from ${JSON.stringify(new URL('start-redis.ts', import.meta.url).href)}
    const redis = await startRedis({ dataDir: ${JSON.stringify(`${dataDir}/other`)} })
    process.stdout.write(JSON.stringify({ pid: redis.pid, port: redis.port }))`
  const run = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [text] = await once(run.stdout, 'data')
  const orphan = JSON.parse(String(text)) as { readonly pid: number; readonly port: number }
  expect(await ask(orphan, 'SET a kept')).toBe('+OK')
  run.kill('SIGKILL')
  await once(run, 'exit')
  expect(await processIdentity(orphan.pid)).not.toBeNull()

  const next = await startRedis({ dataDir: `${dataDir}/other`, port: orphan.port, say: () => {} })
  onTestFinished(() => next.kill())
  expect(await processIdentity(orphan.pid)).toBeNull()
  expect(await ask(next, 'GET a')).toMatch(/kept$/)
})
