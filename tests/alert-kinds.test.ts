import { spawnSync } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { copyWorkspace } from './tidy/copy-workspace.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const KINDS = 'packages/contracts/src/messages/alert.ts'
const LAST_KIND = "  'source-silent': SourceSilentAlert,\n"

/** Each switches over the kinds with `never`, or has a Record of them. `packages/contracts/README.md` says what each decides. */
const DECIDING = [
  'packages/cli/src/explain/is-explainable.ts',
  'packages/cli/src/inspect/inspect-alert.ts',
  'packages/cli/src/watch/alert-details.ts',
  'packages/cli/src/watch/alert-table.ts',
  'packages/cli/src/watch/describe-alert.ts',
  'packages/contracts/src/messages/alert-kinds/is-distress-alert.ts',
  'packages/contracts/src/messages/alert-kinds/is-inbound-group.ts',
  'packages/contracts/src/messages/place/alert-centre.ts',
  'services/alert/src/documents/async-api-document.ts',
  'services/alert/src/documents/cap-content-of.ts',
  'services/alert/src/domain/sources-of.ts',
  'services/alert/src/routes/preview-route.ts',
  'services/console/src/alert/counted-craft.ts',
  'services/console/src/alert/heading-of.ts',
  'services/console/src/alert/kind-words.ts',
  'services/console/src/handover/handover.ts',
  'services/console/src/list/rows/alert-row.ts',
  'services/console/src/map/alert-features.ts',
  'services/console/src/notify/announcement.ts',
  'services/console/src/panel/panel-parts.tsx',
  'services/console/src/sound/sound-wanted.ts',
  'services/console/src/wall/wall-words.ts',
]

/** Has what every alert has, and nothing of its own. */
const DUMMY = `import { z } from 'zod'
import { SourceSilentAlert } from './alert-kinds/source-silent-alert.ts'

export const DummyAlert = SourceSilentAlert.omit({
  source: true,
  lastHeardAt: true,
  expectedIntervalSeconds: true,
}).extend({ kind: z.literal('dummy') })
`

test('each product file that must decide about a kind of alert, and no other, fails to compile when one is added', () => {
  const copy = copyWorkspace(root)
  try {
    const kinds = readFileSync(join(copy, KINDS), 'utf8')
    expect(kinds).toContain(LAST_KIND)
    const withDummy = kinds.replace(LAST_KIND, `${LAST_KIND}  dummy: DummyAlert,\n`)
    writeFileSync(join(copy, KINDS), `import { DummyAlert } from './dummy-alert.ts'\n${withDummy}`)
    writeFileSync(join(copy, KINDS, '../dummy-alert.ts'), DUMMY)
    expect(filesThatFail(copy)).toEqual(DECIDING)
  } finally {
    rmSync(copy, { recursive: true })
  }
})

const filesThatFail = (folder: string): readonly string[] => {
  const files = ['tsconfig.json', 'services/console/tsconfig.json'].flatMap((project) => {
    const args = ['-p', project, '--pretty', 'false']
    const { stdout, status } = spawnSync(join(root, 'node_modules/.bin/tsc'), args, { cwd: folder, encoding: 'utf8' })
    if (status === null) throw new Error(stdout)
    return [...stdout.matchAll(/^([^\s(]+)\(\d+,\d+\): error/gm)].map((match) => match[1] ?? '')
  })
  return [...new Set(files)].toSorted()
}
