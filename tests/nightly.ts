import { spawn } from 'node:child_process'
import { once } from 'node:events'

// What takes hours and so is not in `npm test`, with other seeds each night. `npm run test:nightly -- laws` runs one part,
// `… -- laws -t 'any order'` one law of it: what begins with a dash is for Vitest.

const MINUTE_MS = 60_000
const parts: Readonly<Record<string, readonly string[]>> = {
  laws: ['--project', 'unit', 'tests/simulation/laws'],
  simulation: ['--project', 'unit', 'tests/simulation/system'],
  chaos: ['--project', 'integration', 'tests/chaos'],
}

const anySeed = (): string => String(1 + Math.floor(Math.random() * 1_000_000_000))

/** What is in the environment already wins: a failure is repeated by pasting the line that was printed. */
const settings: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries({
    LANDFALL_RUNS: '10000',
    LANDFALL_SEED: anySeed(),
    LANDFALL_SIMULATIONS: '20000',
    LANDFALL_SIMULATION_FROM: anySeed(),
    LANDFALL_CHAOS: 'long',
    LANDFALL_CHAOS_ROUNDS: '10',
    LANDFALL_CHAOS_SEED: anySeed(),
  }).map(([name, value]) => [name, process.env[name] ?? value]),
)

const args = process.argv.slice(2)
const dashAt = args.findIndex((arg) => arg.startsWith('-'))
const wanted = dashAt === -1 ? args : args.slice(0, dashAt)
const forVitest = args.slice(wanted.length)
const unknown = wanted.filter((name) => !(name in parts))
if (unknown.length > 0) {
  process.stderr.write(`No part is called ${unknown.join(', ')}. There are: ${Object.keys(parts).join(', ')}.\n`)
  process.exit(64) // EX_USAGE
}

const line = Object.entries(settings)
  .map(([name, value]) => `${name}=${value}`)
  .join(' ')

for (const name of wanted.length > 0 ? wanted : Object.keys(parts)) {
  process.stdout.write(`\nnightly ${name}; again: ${line} npm run test:nightly -- ${name}\n`)
  const startedMs = performance.now()
  const child = spawn(
    'vitest',
    ['run', '--testTimeout', String(600 * MINUTE_MS), ...(parts[name] ?? []), ...forVitest],
    {
      env: { ...process.env, ...settings },
      stdio: 'inherit',
    },
  )
  const [code] = await once(child, 'exit')
  const minutes = ((performance.now() - startedMs) / MINUTE_MS).toFixed(1)
  process.stdout.write(`nightly ${name}: ${code === 0 ? 'passed' : 'FAILED'} after ${minutes} min\n`)
  if (code !== 0) process.exitCode = 1
}
