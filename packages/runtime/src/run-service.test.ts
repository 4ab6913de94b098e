import { spawnSync } from 'node:child_process'
import { EventEmitter } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createLogger } from './create-logger.ts'
import { LandfallError } from './landfall-error.ts'
import { type Host, runService, type Service } from './run-service.ts'

const never = new Promise<never>(() => {})
const part = (name: string, closed: string[]) => ({
  [Symbol.asyncDispose]: async () => {
    await sleep(1)
    closed.push(name)
  },
})

const aHost = () => {
  const signals = new EventEmitter()
  const exits: number[] = []
  const host: Host & { readonly exits: readonly number[] } = {
    on: (signal, listener) => signals.on(signal, listener),
    off: (signal, listener) => signals.off(signal, listener),
    exit: (code) => exits.push(code),
    exits,
  }
  return Object.assign(host, { signal: (name: 'SIGTERM' | 'SIGINT') => signals.emit(name), signals })
}
const lines: { readonly event: string; readonly level: string }[] = []
const logger = createLogger({ name: 'test', write: (line) => lines.push(JSON.parse(line)) })
const run = (start: Service['start'], spec: Partial<Service> = {}) => {
  const host = aHost()
  const ran = runService({ logger, host, start, ...spec })
  ran.catch(() => {})
  return { host, ran }
}

test.each(['SIGTERM', 'SIGINT'] as const)('%s closes everything, last opened first, and exits with 0', async (name) => {
  const closed: string[] = []
  const started = Promise.withResolvers<void>()
  const { host, ran } = run(async (open) => {
    open.use(part('producer', closed))
    open.use(part('server', closed))
    open.use(part('consumer', closed))
    started.resolve()
    return { failed: never }
  })
  await started.promise
  await sleep(5)
  host.signal(name)
  await ran
  expect(closed).toEqual(['consumer', 'server', 'producer'])
  expect(host.exits).toEqual([0])
  expect(host.signals.eventNames()).toEqual([])
})

test('a failure closes everything, and rejects with it', async () => {
  const closed: string[] = []
  const crash = new LandfallError('LF_STALLED', 'stands still', { retryable: false })
  const { host, ran } = run(async (open) => {
    open.use(part('store', closed))
    open.use(part('consumer', closed))
    return { failed: sleep(5).then(() => Promise.reject(crash)) }
  })
  await expect(ran).rejects.toBe(crash)
  expect(closed).toEqual(['consumer', 'store'])
  expect(host.exits).toEqual([1])
  expect(lines.at(-1)).toMatchObject({ level: 'fatal', event: 'service.failed', err: { code: 'LF_STALLED' } })
})

test('a failure while starting closes what was already open', async () => {
  const closed: string[] = []
  const { host, ran } = run(async (open) => {
    open.use(part('store', closed))
    throw new LandfallError('LF_CONFIG_INVALID', 'no such area', { retryable: false })
  })
  await expect(ran).rejects.toThrow('no such area')
  expect(closed).toEqual(['store'])
  expect(host.exits).toEqual([78])
})

test('a signal while starting closes what is open so far, and nothing more can be opened', async () => {
  const closed: string[] = []
  const opened = Promise.withResolvers<void>()
  const { host, ran } = run(async (open) => {
    open.use(part('store', closed))
    opened.resolve()
    await sleep(20)
    open.use(part('server', closed))
    return { failed: never }
  })
  await opened.promise
  host.signal('SIGTERM')
  await ran
  expect(closed).toEqual(['store'])
  expect(host.exits).toEqual([0])
})

test('closing that takes too long is cut off', async () => {
  const { host, ran } = run(
    async (open) => {
      open.defer(() => sleep(60))
      return { failed: never }
    },
    { shutdownMsMax: 20 },
  )
  await sleep(5)
  host.signal('SIGTERM')
  await ran
  expect(host.exits[0]).toBe(1)
})

test('a second signal ends the process at once', async () => {
  const { host, ran } = run(async (open) => {
    open.defer(() => sleep(30))
    return { failed: never }
  })
  await sleep(5)
  host.signal('SIGINT')
  expect(host.exits).toEqual([])
  host.signal('SIGINT')
  expect(host.exits).toEqual([1])
  await ran
})

test('an error while closing one thing does not keep the others open', async () => {
  const closed: string[] = []
  const { host, ran } = run(async (open) => {
    open.use(part('store', closed))
    open.defer(() => {
      throw new Error('cannot close')
    })
    return { failed: never }
  })
  await sleep(5)
  host.signal('SIGTERM')
  await expect(ran).rejects.toThrow('cannot close')
  expect(closed).toEqual(['store'])
  expect(host.exits).toEqual([1])
})

test('a real process logs the failure once and exits with the right code', () => {
  const index = new URL('index.ts', import.meta.url).href
  const script = `
    const { createLogger, LandfallError, runService } = await import('${index}')
    setInterval(() => {}, 1_000) // A handle somebody forgot.
    await runService({
      logger: createLogger({ name: 'test', level: 'error' }),
      start: async () => ({ failed: Promise.reject(new LandfallError('LF_STALLED', 'stands', { retryable: false })) }),
    })`
  const cwd = new URL('.', import.meta.url)
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { cwd })
  expect(status).toBe(1)
  expect(String(stdout).trim().split('\n').length).toBe(1)
  expect(JSON.parse(String(stdout))).toMatchObject({ event: 'service.failed', err: { code: 'LF_STALLED' } })
  expect(String(stderr)).toBe('')
})
