import { defineConfig } from 'vitest/config'

// All times here end what hangs. None says how fast a machine must be.
const node = {
  environment: 'node' as const,
  testTimeout: 120_000,
  hookTimeout: 180_000,
  expect: { poll: { timeout: 60_000 } },
}

/**
 * Whole-system tests mostly wait: for sessions to expire, leaders to be elected, silences to last. Three at a time keep
 * two cores busy. They share one broker and one Redis, each with a topic prefix of its own; what stops or damages a
 * broker or a Redis starts its own.
 */
const system = {
  ...node,
  globalSetup: ['infra/local/src/backing-services/setup.ts'],
  maxWorkers: 3,
  sequence: { groupOrder: 1 },
}

// One place says which tests need which backing services: `unit` and `tidy` need none, `integration` needs a broker and
// a Redis, `e2e` needs those and a browser. The file name says which kind a test is.
export default defineConfig({
  test: {
    update: 'none', // A snapshot that is missing fails, here as in CI; `-u` writes it.
    projects: [
      {
        test: {
          ...node,
          name: 'unit',
          include: ['{services,packages,infra,tests}/**/*.test.ts'],
          exclude: ['**/node_modules/**', '**/*.{integration,e2e}.test.ts', 'tests/tidy.test.ts'],
        },
      },
      { test: { ...node, name: 'tidy', include: ['tests/tidy.test.ts'] } },
      {
        test: {
          ...system,
          name: 'integration',
          include: ['{services,packages,infra,tests}/**/*.integration.test.ts'],
          exclude: ['**/node_modules/**'],
        },
      },
      {
        test: {
          ...system,
          name: 'e2e',
          include: ['{services,packages,infra,tests}/**/*.e2e.test.ts'],
          exclude: ['**/node_modules/**'],
          testTimeout: 300_000,
        },
      },
    ],
  },
})
