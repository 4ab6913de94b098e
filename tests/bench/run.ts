import { type ChildProcess, execFileSync, fork } from 'node:child_process'
import { once } from 'node:events'
import { cpus, loadavg } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { BenchRow } from './bench.ts'
import { type BenchResult, wasBusy } from './bench-result.ts'
import { benches } from './benches.ts'
import { renderTable } from './render-table.ts'
import { writeResults } from './write-results.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    seconds: { type: 'string' },
    craft: { type: 'string' },
  },
})
const { write } = values
const say = (text: string): unknown => process.stderr.write(`${text}\n`)

const unknown = positionals.filter((name) => !(name in benches))
if (unknown.length > 0) {
  say(`No bench is called ${unknown.join(', ')}. There are: ${Object.keys(benches).join(', ')}.`)
  process.exit(64) // EX_USAGE
}

const numberOf = (option: 'seconds' | 'craft'): number | undefined => {
  const given = values[option]
  if (given === undefined || /^[1-9]\d{0,6}$/.test(given)) return given === undefined ? undefined : Number(given)
  say(`--${option} ${given}: must be a whole number, from 1 to 9999999`)
  process.exit(64)
}
const [seconds, craft] = [numberOf('seconds'), numberOf('craft')]
const options = { quick: values.quick, ...(seconds && { seconds }), ...(craft && { craft }) }
/** A trial is no measurement. */
const quick = values.quick || seconds !== undefined || craft !== undefined

/** Rows come over the IPC channel: nothing that a bench prints can be mistaken for a result. */
const runApart = async (name: string): Promise<readonly BenchRow[]> => {
  const execArgv = ['--expose-gc', '--disable-warning=ExperimentalWarning']
  const child: ChildProcess = fork(join(import.meta.dirname, 'run-one.ts'), [name, JSON.stringify(options)], {
    execArgv,
  })
  let rows: readonly BenchRow[] | undefined
  child.on('message', (message) => {
    rows = (message as { readonly rows: readonly BenchRow[] }).rows
  })
  const [code] = await once(child, 'exit')
  if (code !== 0 || rows === undefined) throw new Error(`bench ${name} failed (exit code ${code})`)
  return rows
}

/** Measured once, at the start: later the benches themselves are the load. */
const loadBefore = loadavg()[0] ?? 0

const describeMachine = (): BenchResult['machine'] => ({
  cpu: cpus()[0]?.model ?? 'unknown',
  cores: cpus().length,
  node: process.version,
  commit: execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: import.meta.dirname, encoding: 'utf8' }).trim(),
  loadBefore,
})

const results: BenchResult[] = []
let failed = 0
for (const name of positionals.length > 0 ? positionals : Object.keys(benches)) {
  const bench = await benches[name]?.()
  if (bench === undefined) continue
  say(`${bench.name}: ${bench.title}`)
  const machine = describeMachine()
  try {
    const rows = await runApart(name)
    results.push({ name, title: bench.title, rows, measuredAt: new Date().toISOString(), quick, machine })
  } catch (error) {
    failed += 1
    say(`  ${(error as Error).message}`)
  }
}

process.stdout.write(`\n${renderTable(results.flatMap(({ rows }) => rows))}\n`)
if (results.some(wasBusy))
  say('\nThe machine was busy with other work: trust the ratios a little, the values not at all.')
if (write) say(`Written: ${(await writeResults(results)).join(', ')}`)
process.exitCode = failed > 0 ? 1 : 0
