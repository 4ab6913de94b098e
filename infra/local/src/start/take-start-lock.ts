import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { LocalError } from '../process/local-error.ts'
import { stateFolder } from '../process/project-folder.ts'
import { type Say, withProgress } from '../process/with-progress.ts'
import { readHolder, removePidFile, writePidFile } from '../process/write-pid-file.ts'

/** A run whose npm was killed needs a moment to notice. */
const NOTICE_MS_MAX = 3_000
const STOPPING_MS_MAX = 60_000
const POLL_MS = 100

const lockFile = join(stateFolder, 'start.pid')
const stoppingFile = join(stateFolder, 'stopping')

export type StartLock = {
  /** Lets a run that is waiting for us know that it need not give up. */
  readonly announceStopping: () => Promise<void>
  readonly release: () => Promise<void>
}

/**
 * One `npm start` for each state folder. The lock of a killed run is ignored; a run that is stopping is waited for; one
 * that goes on is left alone, and the error names it.
 */
export const takeStartLock = async (say: Say): Promise<StartLock> => {
  await mkdir(stateFolder, { recursive: true }).catch(refuseFolder)
  const startedAtMs = Date.now()
  await withProgress(say, 'Waiting for the Landfall that runs here to stop', async () => {
    for (;;) {
      const holder = await readHolder(lockFile)
      if (holder.holder === 'nobody') return
      const waitMsMax = (await readHolder(stoppingFile)).holder === 'nobody' ? NOTICE_MS_MAX : STOPPING_MS_MAX
      if (Date.now() - startedAtMs > waitMsMax)
        throw new LocalError(
          `Landfall runs here already, as process ${holder.pid}. Stop that with Ctrl-C where it runs, or with ` +
            `kill ${holder.pid}; or run another beside it with LANDFALL_STATE, TOPIC_PREFIX and other ports.`,
        )
      await sleep(POLL_MS)
    }
  })
  await removePidFile(stoppingFile)
  await claim()
  return {
    announceStopping: () => writePidFile(stoppingFile, process.pid),
    release: async () => {
      await removePidFile(stoppingFile)
      await removePidFile(lockFile)
    },
  }
}

/** Of two runs that start at the same instant one creates the file, and the other fails here. */
const claim = async (): Promise<void> => {
  await removePidFile(lockFile).catch(refuseFolder)
  await writeFile(lockFile, '', { flag: 'wx' }).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'EEXIST') throw new LocalError('another npm start was quicker')
    refuseFolder(cause)
  })
  await writePidFile(lockFile, process.pid)
}

const refuseFolder = (cause: Error): never => {
  throw new LocalError(
    `Data and logs cannot be kept in ${stateFolder} (${cause.message}); LANDFALL_STATE names another folder.`,
  )
}
