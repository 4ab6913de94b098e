import { readFileSync } from 'node:fs'

/** File descriptors that a process needs besides its clients. */
const OTHERS = 200

/** Linux only. Node has raised the soft limit to the hard one at its start, and its children inherit that. */
const openFilesMax = (): number => {
  const [, soft] = /^Max open files\s+(\S+)/m.exec(readFileSync('/proc/self/limits', 'utf8')) ?? []
  return soft === undefined || soft === 'unlimited' ? Number.POSITIVE_INFINITY : Number(soft)
}

/** The wanted number of clients, or as many as this system allows one process, which is then reported. */
export const clientsPossible = (wanted: number, say: (text: string) => void): number => {
  const filesMax = openFilesMax()
  const possible = Math.min(wanted, filesMax - OTHERS)
  if (possible < wanted) {
    say(`a process may have ${filesMax} files open (ulimit -n): ${possible} clients instead of ${wanted}`)
  }
  return possible
}
