import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream, existsSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { claimFolder } from '../process/open-data-folder.ts'
import { projectFolder } from '../process/project-folder.ts'
import { type SupervisedProcess, superviseChild } from '../process/spawn-supervised.ts'
import type { Say } from '../process/with-progress.ts'
import { nodeFlags } from './node-flags.ts'
import { readLogLine } from './read-log-line.ts'

export type ServiceFolders = { readonly logs: string; readonly pids: string }
type Spec = { readonly name: string; readonly main: string; readonly env: NodeJS.ProcessEnv }

/**
 * Starts one service. All it logs goes to a file (the previous run's is kept as `.1`); warnings and worse are
 * also shown.
 */
export const spawnService = async (
  spec: Spec,
  { logs, pids }: ServiceFolders,
  say: Say,
): Promise<SupervisedProcess> => {
  const main = join(projectFolder, spec.main)
  const child = spawn(process.execPath, [...nodeFlags(main), main], {
    cwd: projectFolder,
    env: spec.env,
    detached: true, // In a group of its own: Ctrl-C reaches only us, and we choose the order of stopping.
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const logFile = join(logs, `${spec.name}.log`)
  if (existsSync(logFile)) renameSync(logFile, `${logFile}.1`)
  const log = createWriteStream(logFile)
  const follow = (stream: Readable, isErrorStream: boolean): void => {
    createInterface({ input: stream }).on('line', (line) => {
      log.write(`${line}\n`)
      const shown = readLogLine(line, isErrorStream)
      if (shown !== null) say(`${spec.name}: ${shown}`)
    })
  }
  follow(child.stdout, false)
  follow(child.stderr, true)
  await once(child, 'spawn')
  return superviseChild(child, join(pids, `${spec.name}.pid`))
}

/** Ends the services that a killed run left behind. */
export const endOrphanedServices = async (
  names: readonly string[],
  { pids }: ServiceFolders,
  say: Say,
): Promise<void> => {
  for (const name of names) await claimFolder(join(pids, `${name}.pid`), name, say)
}
