import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { processIdentity } from './process-identity.ts'

/** The process and its owner, each with its identity: a pid alone may have been reused. */
type PidRecord = {
  readonly pid: number
  readonly identity: string | null
  readonly ownerPid: number
  readonly ownerIdentity: string | null
}

export type Holder =
  | { readonly holder: 'nobody' }
  | { readonly holder: 'orphan'; readonly pid: number }
  | { readonly holder: 'owned'; readonly pid: number; readonly ownerPid: number }

export const writePidFile = async (file: string, pid: number): Promise<void> => {
  const record: PidRecord = {
    pid,
    identity: await processIdentity(pid),
    ownerPid: process.pid,
    ownerIdentity: await processIdentity(process.pid),
  }
  await writeFile(`${file}.new`, JSON.stringify(record))
  await rename(`${file}.new`, file)
}

export const removePidFile = (file: string): Promise<void> => rm(file, { force: true })

/** Whether the process of this pid file still runs, and whether the process that started it does. */
export const readHolder = async (file: string): Promise<Holder> => {
  const record = await readRecord(file)
  if (record === null || record.identity === null) return { holder: 'nobody' }
  if ((await processIdentity(record.pid)) !== record.identity) return { holder: 'nobody' }
  const ownerLives = (await processIdentity(record.ownerPid)) === record.ownerIdentity
  return ownerLives
    ? { holder: 'owned', pid: record.pid, ownerPid: record.ownerPid }
    : { holder: 'orphan', pid: record.pid }
}

const readRecord = async (file: string): Promise<PidRecord | null> => {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as PidRecord
  } catch {
    return null // Absent, or cut off by a crash while it was written.
  }
}

/** Ends a process that nobody supervises any more: SIGTERM, then SIGKILL. Resolves when it is gone. */
export const endOrphan = async (pid: number, politeMs = 10_000): Promise<void> => {
  const identity = await processIdentity(pid)
  const gone = async (): Promise<boolean> => identity === null || (await processIdentity(pid)) !== identity
  signal(pid, 'SIGCONT') // A stopped process would not hear SIGTERM.
  signal(pid, 'SIGTERM')
  const politeUntilMs = Date.now() + politeMs
  while (Date.now() < politeUntilMs) {
    if (await gone()) return
    await sleep(50)
  }
  signal(pid, 'SIGKILL')
  while (!(await gone())) await sleep(20)
}

const signal = (pid: number, name: NodeJS.Signals): void => {
  try {
    process.kill(pid, name)
  } catch {
    // Already gone.
  }
}
