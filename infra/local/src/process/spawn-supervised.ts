import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync } from 'node:fs'
import { removePidFile, writePidFile } from './write-pid-file.ts'

const STOP_DEADLINE_MS = 15_000

export type Exit = { readonly code: number | null; readonly signal: NodeJS.Signals | null }

/** `code 1` or `signal SIGKILL`. */
export const describeExit = ({ code, signal }: Exit): string => (signal === null ? `code ${code}` : `signal ${signal}`)

/** A process this one started. All of them die with it, except when it is killed with SIGKILL: see write-pid-file.ts. */
export type SupervisedProcess = {
  readonly pid: number
  readonly exited: Promise<Exit>
  /** SIGTERM, and SIGKILL after the deadline. Resolves when it is gone; may be called again. */
  readonly stop: (deadlineMs?: number) => Promise<void>
  /** SIGKILL, as a crash would be. Resolves when it is gone. */
  readonly kill: () => Promise<void>
  /** SIGSTOP: alive, connected and silent. */
  readonly pause: () => void
  readonly resume: () => void
}

export type ProcessSpec = {
  readonly command: string
  readonly args: readonly string[]
  readonly cwd: string
  readonly env?: NodeJS.ProcessEnv
  readonly logFile: string
  readonly pidFile: string
}

const children = new Set<ChildProcess>()
let watching = false

/** The last resort for a process that ends without closing what it opened: nothing of it stays behind. */
const killAtExit = (): void => {
  if (watching) return
  watching = true
  process.on('exit', () => {
    for (const child of children) child.kill('SIGKILL')
  })
}

/**
 * Starts a process in a group of its own, so that Ctrl-C reaches only us and we choose the order of stopping. Its
 * output goes straight to a file: a pipe would break, and the process with it, if we were killed.
 */
export const spawnSupervised = async ({
  command,
  args,
  cwd,
  env,
  logFile,
  pidFile,
}: ProcessSpec): Promise<SupervisedProcess> => {
  killAtExit()
  const log = openSync(logFile, 'a')
  const child = spawn(command, args, {
    cwd,
    detached: true,
    stdio: ['ignore', log, log],
    ...(env === undefined ? {} : { env }),
  })
  closeSync(log)
  await once(child, 'spawn')
  return superviseChild(child, pidFile)
}

/** Takes over a child that has just been spawned: pid file, signals, and an end that is always noticed. */
export const superviseChild = async (child: ChildProcess, pidFile: string): Promise<SupervisedProcess> => {
  killAtExit()
  children.add(child)
  const pid = child.pid
  if (pid === undefined) throw new Error('a spawned child has a pid')
  const left = new Promise<Exit>((resolve) => {
    child.once('exit', (code, signal) => {
      children.delete(child)
      resolve({ code, signal })
    })
  })
  await writePidFile(pidFile, pid)
  const exited = left.then(async (exit) => {
    await removePidFile(pidFile)
    return exit
  })

  const kill = async (): Promise<void> => {
    child.kill('SIGKILL')
    await exited
  }
  const stop = async (deadlineMs = STOP_DEADLINE_MS): Promise<void> => {
    child.kill('SIGCONT') // A paused process would not hear SIGTERM.
    child.kill('SIGTERM')
    const deadline = setTimeout(() => child.kill('SIGKILL'), deadlineMs)
    await exited
    clearTimeout(deadline)
  }
  return { pid, exited, stop, kill, pause: () => child.kill('SIGSTOP'), resume: () => child.kill('SIGCONT') }
}
