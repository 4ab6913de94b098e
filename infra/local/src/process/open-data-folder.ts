import { randomUUID } from 'node:crypto'
import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { LocalError } from './local-error.ts'
import { notWritable } from './not-writable.ts'
import { processIdentity } from './process-identity.ts'
import { stateFolder } from './project-folder.ts'
import type { Say } from './with-progress.ts'
import { endOrphan, readHolder, writePidFile } from './write-pid-file.ts'

const runsFolder = join(stateFolder, 'runs')

export type DataFolder = { readonly path: string; readonly remove: () => Promise<void> }

/** The folder asked for, which stays; or, if none was, one of this run's own, which goes when the process is stopped. */
export const openDataFolder = async (name: string, wanted: string | undefined): Promise<DataFolder> => {
  if (wanted !== undefined) {
    await makeFolder(wanted)
    return { path: wanted, remove: async () => {} }
  }
  await sweepRuns()
  const path = join(runsFolder, `${name}-${process.pid}-${randomUUID().slice(0, 8)}`)
  await makeFolder(path)
  await writePidFile(join(path, 'owner.pid'), process.pid)
  return { path, remove: () => rm(path, { recursive: true, force: true, maxRetries: 3 }) }
}

const makeFolder = async (path: string): Promise<void> => {
  await mkdir(path, { recursive: true }).catch((cause: unknown) => {
    throw notWritable(path, 'LANDFALL_STATE', cause)
  })
}

/**
 * Makes sure that no other process uses this folder: one left over from a killed owner is ended, one whose owner is
 * alive is left running and this throws.
 */
export const claimFolder = async (pidFile: string, what: string, say: Say): Promise<void> => {
  const holder = await readHolder(pidFile)
  switch (holder.holder) {
    case 'nobody':
      return
    case 'owned':
      throw new LocalError(
        `${what} runs there already, as process ${holder.pid}, started by process ${holder.ownerPid}`,
      )
    case 'orphan':
      say(`${what}: stopping process ${holder.pid}, left over from a run that was killed`)
      return endOrphan(holder.pid)
    default:
      holder satisfies never
  }
}

/** Ends and deletes what runs that were killed left behind. */
const sweepRuns = async (): Promise<void> => {
  for (const run of await readdir(runsFolder).catch(() => [])) {
    const path = join(runsFolder, run)
    const owner = await readHolder(join(path, 'owner.pid'))
    if (owner.holder !== 'nobody' || (await isYoung(run))) continue
    for (const service of ['kafka', 'redis']) {
      const left = await readHolder(join(path, `${service}.pid`))
      if (left.holder !== 'nobody') await endOrphan(left.pid, 2_000)
    }
    await rm(path, { recursive: true, force: true, maxRetries: 3 }).catch(() => {})
  }
}

/** A folder whose owner has not yet written its pid file: the pid is in the folder's name. */
const isYoung = async (run: string): Promise<boolean> => {
  const pid = Number(run.split('-')[1])
  return Number.isInteger(pid) && (await processIdentity(pid)) !== null
}
