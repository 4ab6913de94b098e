import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join, relative, resolve } from 'node:path'
import { type BenchResult, wasBusy } from './bench-result.ts'
import { renderTable } from './render-table.ts'

const project = resolve(import.meta.dirname, '../..')
const folder = join(project, 'docs/bench')

/** Keeps each bench's result and rewrites the page of all that are kept, so benches can be run one at a time. */
export const writeResults = async (results: readonly BenchResult[]): Promise<readonly string[]> => {
  await mkdir(folder, { recursive: true })
  const written = results.map(({ name }) => join(folder, `${name}.json`))
  for (const result of results)
    await writeFile(join(folder, `${result.name}.json`), `${JSON.stringify(result, null, 2)}\n`)
  const page = join(folder, 'README.md')
  await writeFile(page, renderPage(await readKept()))
  return [...written, page].map((path) => relative(project, path))
}

const readKept = async (): Promise<readonly BenchResult[]> => {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort()
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')))
  return texts.map((text) => JSON.parse(text) as BenchResult)
}

const renderPage = (results: readonly BenchResult[]): string =>
  [
    '# Bench results',
    'Written by `npm run bench -- --write`. A ratio compares a part with a floor measured in the same run on the same',
    'machine; `tests/bench/README.md` says how.',
    ...results.map(renderResult),
    '',
  ].join('\n')

const renderResult = (result: BenchResult): string => {
  const { machine, measuredAt, quick } = result
  const facts = [
    `${measuredAt.slice(0, 10)}, commit ${machine.commit}, Node ${machine.node}`,
    `${machine.cores} cores (${machine.cpu})`,
    `load before ${machine.loadBefore.toFixed(1)}${wasBusy(result) ? ': **busy with other work**' : ''}`,
    ...(quick ? ['**quick run, not a measurement**'] : []),
  ]
  return `\n## ${result.name}\n\n${result.title}. ${facts.join('; ')}.\n\n${renderTable(result.rows)}`
}
