import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { projectFolder } from '../process/project-folder.ts'
import { type SupervisedProcess, superviseChild } from '../process/spawn-supervised.ts'

const MAIN = 'packages/cli/src/main.ts'

/** Runs a `landfall` command beside us, writing to our terminal. */
export const spawnLandfallCommand = async (
  name: string,
  args: readonly string[],
  pids: string,
): Promise<SupervisedProcess> => {
  const child = spawn(process.execPath, [join(projectFolder, MAIN), ...args], {
    cwd: projectFolder,
    detached: true,
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  await once(child, 'spawn')
  return superviseChild(child, join(pids, `${name}.pid`))
}
