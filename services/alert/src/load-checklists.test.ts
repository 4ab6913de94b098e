import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CHECKLIST_ITEMS_MAX, CHECKLISTS_MAX, checklistFor } from '@landfall/contracts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadChecklists } from './load-checklists.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'landfall-response-'))
})
afterAll(() => rm(folder, { recursive: true }))

const checklist = {
  kind: 'mass-arrival',
  areaId: 'east',
  cause: 'Boats have come.',
  consequence: 'People are in danger.',
  respondWithinMinutes: 10,
  items: [{ item: 'rescue', text: 'Alert rescue co-ordination' }],
}
const load = async (content: unknown) => {
  const file = join(folder, 'response.json')
  await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content))
  return loadChecklists({ RESPONSE_FILE: file, AREAS: ['east.geojson'] })
}

test('the built-in lists are New Zealand’s, one for each kind of alert, and without a telephone number', async () => {
  const checklists = await loadChecklists({})
  const nz = { areaId: 'nz', kind: 'mass-arrival' } as const
  expect(checklistFor(checklists, nz)?.items.map(({ item }) => item)).toEqual([
    'rescue',
    'police',
    'customs',
    'immigration',
    'recount',
  ])
  for (const kind of ['diagnostic', 'distress', 'source-limit', 'source-silent'] as const)
    expect(checklistFor(checklists, { kind, areaId: null })).not.toBeNull()
  expect(checklistFor(checklists, { ...nz, areaId: 'east' })).toBeNull()
  for (const { items } of checklists) expect(JSON.stringify(items)).not.toMatch(/\d{3}/)
})

test('other areas have none until there is a file: New Zealand’s authorities are not theirs', async () => {
  expect(await loadChecklists({ AREAS: ['east.geojson'] })).toEqual([])
})

test('the list of an area goes before the one of all areas', async () => {
  const { areaId: _, ...everywhere } = { ...checklist, respondWithinMinutes: 30 }
  const checklists = await load({ checklists: [everywhere, checklist] })
  const minutesOf = (areaId: string | null) =>
    checklistFor(checklists, { kind: 'mass-arrival', areaId })?.respondWithinMinutes
  expect([minutesOf('east'), minutesOf('west'), minutesOf(null)]).toEqual([10, 30, 30])
})

const many = <Value>(length: number, one: (index: number) => Value): readonly Value[] =>
  Array.from({ length }, (_, index) => one(index))

test.each<[string, unknown, RegExp]>([
  ['no JSON', '{', /JSON/],
  ['an unknown kind', { checklists: [{ ...checklist, kind: 'boat' }] }, /checklists\.0\.kind "boat": must be/],
  ['a mistyped field', { checklists: [{ ...checklist, couse: 'x' }] }, /couse "x": is not a field/],
  [
    'no time to respond',
    { checklists: [{ ...checklist, respondWithinMinutes: 0 }] },
    /respondWithinMinutes 0: must be/,
  ],
  [
    'an id with spaces',
    { checklists: [{ ...checklist, items: [{ item: 'a b', text: 'x' }] }] },
    /item "a b": must be 1/,
  ],
  [
    'an id twice',
    { checklists: [{ ...checklist, items: [...checklist.items, ...checklist.items] }] },
    /items\.1\.item "rescue": is in this list already; choose another id/,
  ],
  [
    'a kind twice',
    { checklists: [checklist, checklist] },
    /checklists\.1\.kind "mass-arrival": has a checklist for this kind and area already; join the two/,
  ],
  [
    'more items than a list may have',
    {
      checklists: [{ ...checklist, items: many(CHECKLIST_ITEMS_MAX + 1, (at) => ({ item: `i${at}`, text: 'x' })) }],
    },
    /items a list of 21: must/,
  ],
  [
    'more lists than there may be',
    { checklists: many(CHECKLISTS_MAX + 1, (at) => ({ ...checklist, areaId: `a${at}` })) },
    /checklists a list of 101: must/,
  ],
])('a file with %s is refused by field and value', async (_what, content, message) => {
  await expect(load(content)).rejects.toMatchObject({
    code: 'LF_CONFIG_INVALID',
    message: expect.stringMatching(new RegExp(`RESPONSE_FILE .*${message.source}`, 's')),
  })
})

test('a file that is not there is refused with its path', async () => {
  await expect(loadChecklists({ RESPONSE_FILE: '/nowhere.json' })).rejects.toMatchObject({
    code: 'LF_CONFIG_INVALID',
    message: expect.stringContaining('/nowhere.json'),
  })
})
