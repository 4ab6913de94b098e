import { readFile } from 'node:fs/promises'
import { runCommand } from '../process/run-command.ts'

/**
 * The processes between us and the one that started us, as a text that changes when one of them ends: our parent and,
 * where that is a shell that npm runs its scripts with, the parent of that.
 */
export const starterChain = async (): Promise<string> => {
  const parent = process.ppid
  const { name, ppid } = await lookUp(parent)
  return isShell(name) ? `${parent} ${ppid}` : String(parent)
}

const isShell = (name: string): boolean => /^-?(?:\S*\/)?(?:sh|ash|dash|bash|zsh|ksh)$/.test(name)

type Process = { readonly name: string; readonly ppid: string }

const lookUp = async (pid: number): Promise<Process> => {
  if (process.platform === 'linux') {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
    const [, name = '', ppid = ''] = /^\d+ \((.*)\) \S (\d+)/s.exec(stat) ?? []
    return { name, ppid }
  }
  const result = await runCommand('ps', ['-p', String(pid), '-o', 'ppid=,comm='])
  const [, ppid = '', name = ''] = /^\s*(\d+)\s+(.*\S)/.exec(result.outcome === 'ended' ? result.output : '') ?? []
  return { name, ppid }
}
