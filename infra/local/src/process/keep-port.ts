import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isAlive } from './process-identity.ts'

const folder = join(tmpdir(), 'landfall-ports')
const kept = new Set<string>()

/**
 * Takes a port for this process, among all that ask here; false where it is taken. It is free again when the process has ended,
 * in whatever way.
 */
export const keepPort = (port: number): boolean => {
  const file = join(folder, String(port))
  mkdirSync(folder, { recursive: true })
  if (!create(file)) {
    const owner = readOwner(file)
    if (Number.isNaN(owner) || isAlive(owner)) return false // Without an owner it is being written.
    rmSync(file, { force: true })
    if (!create(file)) return false // Another was faster.
  }
  if (kept.size === 0) process.on('exit', removeAll)
  kept.add(file)
  return true
}

const create = (file: string): boolean => {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

/** NaN where it is gone, or was made a moment ago and is still empty. */
const readOwner = (file: string): number => {
  try {
    return Number.parseInt(readFileSync(file, 'utf8'), 10)
  } catch {
    return Number.NaN
  }
}

const removeAll = (): void => {
  for (const file of kept) rmSync(file, { force: true })
}
