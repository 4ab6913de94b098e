import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { notWritable } from './not-writable.ts'

/**
 * Makes the folder `target` with `make` unless it is there already. It is filled under another name and then renamed,
 * so that it is never seen half finished; of two processes that make it at once, the second one's work is discarded.
 */
export const makeOnce = async (target: string, make: (folder: string) => Promise<void>): Promise<string> => {
  if (existsSync(target)) return target
  const making = await makeFolderBeside(target)
  try {
    await make(making)
    await rename(making, target)
  } catch (cause) {
    if (!existsSync(target)) throw cause
  } finally {
    await rm(making, { recursive: true, force: true })
  }
  return target
}

const makeFolderBeside = async (target: string): Promise<string> => {
  try {
    await mkdir(dirname(target), { recursive: true })
    return await mkdtemp(`${target}.making-`)
  } catch (cause) {
    throw notWritable(dirname(target), 'LANDFALL_CACHE', cause)
  }
}
