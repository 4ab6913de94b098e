import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { checkFeedClient } from './check-feed-client.ts'
import { readProject } from './read-project.ts'

const project = readProject(fileURLToPath(new URL('../..', import.meta.url)))

/** The project with one file in the place of its own. */
const projectWith = (path: string, text: string) => [...project.filter((file) => file.path !== path), { path, text }]

test('the feed library needs neither Node nor Kafka', () => {
  expect(project.filter(({ path }) => path.startsWith('packages/feed-client/src/')).length).toBeGreaterThan(4)
  expect(checkFeedClient(project)).toEqual([])
})

test.each([
  ['a module of Node', 'packages/feed-client/src/open-feed.ts', "import { readFile } from 'node:fs'"],
  ['code of another package', 'packages/feed-client/src/index.ts', "export { topics } from '@landfall/contracts'"],
  [
    'more of runtime than the backoff',
    'packages/feed-client/src/index.ts',
    "export { pause } from '@landfall/runtime'",
  ],
  ['a backoff that loads something', 'packages/runtime/src/create-backoff.ts', "import { pause } from './pause.ts'"],
  ['a dependency on Kafka', 'packages/feed-client/package.json', '{ "dependencies": { "@landfall/kafka": "*" } }'],
  ['one of a dependency', 'packages/contracts/package.json', '{ "dependencies": { "@landfall/kafka": "*" } }'],
])('reports %s', (_what, path, text) => {
  expect(checkFeedClient(projectWith(path, text))).toMatchObject([{ path }])
})

test('types may come from anywhere', () => {
  const text = "import type {\n  Alert,\n} from '@landfall/contracts'"
  expect(checkFeedClient(projectWith('packages/feed-client/src/open-feed.ts', text))).toEqual([])
})
