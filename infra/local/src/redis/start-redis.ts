import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { lastLines } from '../process/await-log-line.ts'
import { choosePort, type PortWish } from '../process/free-port.ts'
import { LocalError } from '../process/local-error.ts'
import { claimFolder, openDataFolder } from '../process/open-data-folder.ts'
import { type SupervisedProcess, spawnSupervised } from '../process/spawn-supervised.ts'
import { type Say, sayToTerminal, withProgress } from '../process/with-progress.ts'
import { fetchRedis } from './fetch-redis.ts'

const READY_DEADLINE_MS = 60_000
const POLL_MS = 20

export type RedisOptions = {
  /** Where the data lives and stays. Absent: a folder of this run's own, removed by `stop`. */
  readonly dataDir?: string
  /** Absent: a free one. The same port again after `stop` or `kill` is fine. */
  readonly port?: PortWish
  /** For what cannot be an option, such as the first lines of a sentinel; Redis may write to it. */
  readonly configFile?: string
  /** More options for redis-server, e.g. ['--maxmemory', '10mb']; they take precedence over the ones set here. */
  readonly args?: readonly string[]
  readonly say?: Say
}

export type LocalRedis = SupervisedProcess & {
  /** As REDIS_URL has it: `redis://127.0.0.1:port`. */
  readonly url: string
  readonly port: number
  readonly dataDir: string
}

/** Starts Redis as a local process; ready when this resolves, with what was in `dataDir` (append-only file) loaded. */
export const startRedis = async (options: RedisOptions = {}): Promise<LocalRedis> => {
  const { say = sayToTerminal } = options
  const command = await fetchRedis(say)
  const folder = await openDataFolder('redis', options.dataDir)
  const pidFile = join(folder.path, 'redis.pid')
  const logFile = join(folder.path, 'redis.log')
  await claimFolder(pidFile, 'Redis', say)
  const port = await choosePort(options.port, { what: 'Redis', setting: 'REDIS_PORT', say })
  const running = await withProgress(say, 'Redis: starting', async () => {
    const file = options.configFile === undefined ? [] : [options.configFile]
    const args = [...file, ...redisArgs(port, folder.path), ...(options.args ?? [])]
    const started = await spawnSupervised({ command, args, cwd: folder.path, logFile, pidFile })
    if (!(await answersPing(port, started.exited))) {
      await started.kill()
      throw new LocalError(`Redis did not start. The end of ${logFile}:\n${await lastLines(logFile)}`)
    }
    return started
  })
  const stop = async (deadlineMs?: number): Promise<void> => {
    await running.stop(deadlineMs)
    await folder.remove()
  }
  return { ...running, stop, url: `redis://127.0.0.1:${port}`, port, dataDir: folder.path }
}

/** The append-only file is the data: written every second, and on a clean stop to the last command. */
const redisArgs = (port: number, dataDir: string): readonly string[] =>
  Object.entries({
    bind: '127.0.0.1',
    port,
    dir: dataDir,
    appendonly: 'yes',
    appendfsync: 'everysec',
    save: '',
    loglevel: 'notice',
  }).flatMap(([key, value]) => [`--${key}`, String(value)])

/** Redis accepts connections before its data is loaded, and says LOADING until then. */
const answersPing = async (port: number, exited: Promise<unknown>): Promise<boolean> => {
  const untilMs = Date.now() + READY_DEADLINE_MS
  let ended = false
  void exited.then(() => {
    ended = true
  })
  while (Date.now() < untilMs && !ended) {
    if ((await ping(port)).startsWith('+PONG')) return true
    await sleep(POLL_MS)
  }
  return false
}

const ping = (port: number): Promise<string> =>
  new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port })
    const end = (answer: string): void => {
      socket.destroy()
      resolve(answer)
    }
    socket.setTimeout(1_000, () => end(''))
    socket.once('connect', () => socket.write('PING\r\n'))
    socket.once('data', (data) => end(data.toString()))
    socket.once('error', () => end(''))
  })
