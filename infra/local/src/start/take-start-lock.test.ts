import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const start = fileURLToPath(new URL('./main.ts', import.meta.url))

test('a folder that cannot be written is refused by name', () => {
  const env = { ...process.env, LANDFALL_STATE: start } // A file.
  const { status, stderr } = spawnSync(process.execPath, [start], { env, encoding: 'utf8' })
  expect(stderr).toMatch(
    /^Data and logs cannot be kept in .*start\/main\.ts \(.*\); LANDFALL_STATE names another folder\.\n$/,
  )
  expect(status).toBe(1)
})
