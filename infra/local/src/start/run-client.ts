import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { projectFolder } from '../folders.ts'
import { type Running, superviseChild } from '../spawn-part.ts'

const MAIN = 'packages/cli/src/main.ts'

/** Runs a `landfall` command beside us, writing to our terminal. */
export const runClient = async (name: string, args: readonly string[], pids: string): Promise<Running> => {
  const child = spawn(process.execPath, [join(projectFolder, MAIN), ...args], {
    cwd: projectFolder,
    detached: true,
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  await once(child, 'spawn')
  return superviseChild(child, join(pids, `${name}.pid`))
}
