import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { makeOnce } from './make-once.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'landfall-test-'))
})
afterEach(() => rm(folder, { recursive: true }))

test('of two that make it at the same time both find it whole, and nothing half made stays', async () => {
  const target = join(folder, 'cache/jars')
  const both = Promise.withResolvers<void>()
  let makers = 0
  const make = async (making: string): Promise<void> => {
    makers += 1
    if (makers === 2) both.resolve()
    await both.promise
    await writeFile(join(making, 'a.jar'), 'whole')
  }
  await Promise.all([makeOnce(target, make), makeOnce(target, make)])
  expect(await readFile(join(target, 'a.jar'), 'utf8')).toBe('whole')
  expect(await readdir(join(folder, 'cache'))).toEqual(['jars'])
})

test('a failure leaves nothing that looks complete', async () => {
  const fail = async (): Promise<void> => {
    throw new Error('no network')
  }
  await expect(makeOnce(join(folder, 'jars'), fail)).rejects.toThrow('no network')
  expect(await readdir(folder)).toEqual([])
})

test('what is there is not made again', async () => {
  await makeOnce(join(folder, 'jars'), async () => {})
  await makeOnce(join(folder, 'jars'), () => Promise.reject(new Error('made again')))
})

test('a cache that cannot be written is named, with the setting that names another', async () => {
  const file = join(folder, 'file')
  await writeFile(file, '')
  await expect(makeOnce(join(file, 'cache/jars'), async () => {})).rejects.toMatchObject({
    message: `${file}/cache cannot be written (a part of the path is a file). LANDFALL_CACHE names another folder.`,
  })
})
