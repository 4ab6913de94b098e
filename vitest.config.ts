import { defineConfig } from 'vitest/config'

// All times here end what hangs. None says how fast a machine must be.
const node = {
  environment: 'node' as const,
  testTimeout: 120_000,
  hookTimeout: 180_000,
  expect: { poll: { timeout: 60_000 } },
}

// One place says which tests need which parts: `unit` and `tidy` need nothing, `integration` needs a broker and a
// Redis, `e2e` needs those and a browser. The file name says which kind a test is.
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
          ...node,
          name: 'integration',
          include: ['{services,packages,infra,tests}/**/*.integration.test.ts'],
          exclude: ['**/node_modules/**'],
          globalSetup: ['infra/local/src/backing-services/setup.ts'],
          fileParallelism: false,
        },
      },
      {
        test: {
          ...node,
          name: 'e2e',
          include: ['{services,packages,infra,tests}/**/*.e2e.test.ts'],
          exclude: ['**/node_modules/**'],
          globalSetup: ['infra/local/src/backing-services/setup.ts'],
          testTimeout: 300_000,
          fileParallelism: false,
        },
      },
    ],
  },
})
