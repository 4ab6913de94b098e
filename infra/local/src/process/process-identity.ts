import { readFile } from 'node:fs/promises'
import { runCommand } from './run-command.ts'

/**
 * Distinguishes this process from a later one with the same pid: by the boot and the tick it was started at on Linux, by
 * the start time that `ps` prints elsewhere. Null when no such process runs.
 */
export const processIdentity = async (pid: number): Promise<string | null> => {
  if (!isAlive(pid)) return null
  if (process.platform === 'linux') return linuxIdentity(pid)
  const result = await runCommand('ps', ['-p', String(pid), '-o', 'lstart='])
  return result.outcome === 'ended' && result.code === 0 ? result.output.trim() : null
}

const linuxIdentity = async (pid: number): Promise<string | null> => {
  try {
    const [stat, boot] = await Promise.all([
      readFile(`/proc/${pid}/stat`, 'utf8'),
      readFile('/proc/sys/kernel/random/boot_id', 'utf8'),
    ])
    // The program's name, in brackets, may contain spaces: count the fields after it.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const [state, startTicks] = [fields[0], fields[19]]
    return state === 'Z' ? null : `${boot.trim()}:${startTicks}`
  } catch {
    return null
  }
}

/** Whether a process has this pid, whoever's it is. */
export const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
