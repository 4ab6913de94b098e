import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import type { RandomLog } from '../../testing/random-log.ts'
import { readRandomLog, restarted } from '../../testing/read-random-log.ts'
import type { AlertVersion } from '../alert-version.ts'
import type { AlertStore } from '../create-alert-store.ts'
import { CHECKPOINT_RULES, checkpointParts, writeCheckpointEntry } from './checkpoint-parts.ts'

const FIXTURES = new URL('../../../../../tests/fixtures/checkpoints/', import.meta.url)
type WrittenLog = Omit<RandomLog, 'versions'> & {
  readonly versions: readonly (Omit<AlertVersion, 'json' | 'periodMs'> & { readonly json: string })[]
}

const logs = (JSON.parse(readFileSync(new URL('logs.json', FIXTURES), 'utf8')) as readonly WrittenLog[]).map(
  ({ versions, actions }): RandomLog => ({
    versions: versions.map(({ json, ...version }) => ({ ...version, periodMs: 86_400_000, json: Buffer.from(json) })),
    actions,
  }),
)
/** So small that of each log something has left the window, and memory. */
const limits = { windowRecordsMax: 4, recentAlertsMax: 0, tailVersionsMax: 2 }

const linesOf = (store: AlertStore): readonly string[] =>
  checkpointParts(store).map((part) => writeCheckpointEntry(part, store.window.from))

/** Of a store that has read the log, and of one that was started from that checkpoint. */
const checkpointsOf = async (log: RandomLog): Promise<string> => {
  const { store, records } = await readRandomLog(log, [], limits)
  return [...linesOf(store), ...linesOf(await restarted(store, records)), ''].join('\n')
}

test('the same log leads to the same checkpoint: whoever changes it raises CHECKPOINT_RULES, and writes the file of that number with -u', async () => {
  const text = (await Promise.all(logs.map(checkpointsOf))).join('\n')
  for (const part of ['"archive"', '"fold"', '"now":{', '"decided":[["']) expect(text).toContain(part)
  await expect(text).toMatchFileSnapshot(fileURLToPath(new URL(`checkpoint-rules-${CHECKPOINT_RULES}.txt`, FIXTURES)))
})
