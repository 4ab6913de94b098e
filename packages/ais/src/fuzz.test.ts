import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { ObservationInput } from '@landfall/contracts'
import { expect, test } from 'vitest'
import { CRAFT_MEMORY_LIMITS } from './observe/create-craft-memory.ts'
import { createObserver } from './observe/create-observer.ts'
import type { AisMessage } from './payload/ais-message.ts'
import { ASSEMBLER_LIMITS } from './read/create-assembler.ts'
import { createNmeaReader } from './read/create-nmea-reader.ts'
import { createMutator } from './testing/create-mutator.ts'
import { readRecording } from './testing/read-recording.ts'
import { someSentences } from './testing/some-sentences.ts'

// `LANDFALL_FUZZ_SENTENCES=1000000` runs the full number, `LANDFALL_FUZZ_SEED` another run.
const {
  LANDFALL_RECORDINGS: recordings = fileURLToPath(new URL('../../../../shared/recordings', import.meta.url)),
  LANDFALL_FUZZ_SENTENCES: count = '50000',
  LANDFALL_FUZZ_SEED: seed = '5',
} = process.env
const SENTENCES = Number(count)
const CRAFT_MAX = 1_000
const HEAP_GROWTH_BYTES_MAX = 16 * 1_048_576
const RECEIVED_AT_MS = Date.UTC(2026, 10, 23, 9, 30)

const RANGES: Readonly<Record<string, readonly [least: number, most: number]>> = {
  type: [1, 27],
  repeat: [0, 3],
  mmsi: [0, 2 ** 30 - 1],
  longitude: [-180, 180],
  latitude: [-90, 90],
  speedKnots: [0, 1_022],
  courseDegrees: [0, 359.9],
  headingDegrees: [0, 359],
  utcSecond: [0, 59],
  turnIndicator: [-127, 127],
  navigationStatus: [0, 14],
  manoeuvre: [1, 2],
  altitudeMetres: [0, 4_094],
  imo: [1, 2 ** 30 - 1],
  shipType: [1, 255],
  toBowMetres: [1, 511],
  toSternMetres: [1, 511],
  toPortMetres: [1, 63],
  toStarboardMetres: [1, 63],
  draughtMetres: [0.1, 25.5],
}
const TEXT = /^[ -_]+$/

const faultsOf = (message: AisMessage): readonly string[] => {
  const faults: string[] = []
  for (const [key, value] of Object.entries(message)) {
    const range = RANGES[key]
    if (typeof value === 'number' && (!Number.isFinite(value) || Object.is(value, -0)))
      faults.push(`${key} is ${value}`)
    if (typeof value === 'number' && range !== undefined && (value < range[0] || value > range[1])) {
      faults.push(`${key} is ${value}`)
    }
    if (
      ['name', 'callSign', 'destination', 'vendor'].includes(key) &&
      value !== undefined &&
      !TEXT.test(String(value))
    ) {
      faults.push(`${key} is ${JSON.stringify(value)}`)
    }
  }
  const persons = message.kind === 'binary' ? message.persons : undefined
  if (persons !== undefined && (persons.min < 1 || (persons.max !== null && persons.max < persons.min))) {
    faults.push(`persons is ${JSON.stringify(persons)}`)
  }
  if ('longitude' in message && (message.longitude === undefined) !== (message.latitude === undefined)) {
    faults.push('half a place')
  }
  return faults
}

/** AIS sentences, and of all the other lines some. */
const pool = (name: string) =>
  readRecording(recordings, name).filter((line, at) => /VD[MO],/.test(line) || at % 20 === 0)

const heapUsedBytes = () => {
  setFlagsFromString('--expose-gc')
  ;(runInNewContext('gc') as () => void)()
  return process.memoryUsage().heapUsed
}

test(`${SENTENCES} mutated sentences (seed ${seed}): none throws, none decodes to impossible values, memory stays flat`, {
  timeout: 600_000,
}, () => {
  const names = ['ais-nmea.log', 'amsa-nz-2.txt', 'dma-stream.txt', 'amsa-australia.txt.gz']
  const recorded = existsSync(recordings) ? names.flatMap((name) => pool(name)) : []
  const mutate = createMutator([...someSentences(), ...recorded], Number(seed))
  const reader = createNmeaReader()
  const limits = { ...CRAFT_MEMORY_LIMITS, craftMax: CRAFT_MAX }
  const observer = createObserver({ source: { id: 'fuzz', kind: 'ais' }, exercise: false, limits })
  const outcomes: Record<string, number> & { message?: number } = {}
  let heapBytes = 0

  for (let n = 0; n < SENTENCES; n += 1) {
    if (n === Math.floor(SENTENCES / 4)) heapBytes = heapUsedBytes()
    const line = mutate()
    const read = reader.read(n % 2 === 0 ? line : Buffer.from(line, 'latin1'), RECEIVED_AT_MS + n)
    const name = read.outcome === 'refused' ? read.reason : read.outcome
    outcomes[name] = (outcomes[name] ?? 0) + 1
    if (read.outcome !== 'message') continue
    const faults = faultsOf(read.message)
    if (faults.length > 0) throw new Error(`${JSON.stringify(line)}: ${faults.join('; ')}`)
    const observed = observer.observe(read)
    if (observed.outcome !== 'observations') continue
    for (const observation of observed.observations) {
      const parsed = ObservationInput.safeParse(observation)
      if (!parsed.success) throw new Error(`${JSON.stringify(line)}: ${JSON.stringify(observation)}: ${parsed.error}`)
    }
  }

  const grownBytes = heapUsedBytes() - heapBytes
  process.stdout.write(
    `\n${SENTENCES} fuzzed sentences, heap grew by ${Math.round(grownBytes / 1_024)} KiB: ${JSON.stringify(outcomes)}\n`,
  )
  expect(reader.open()).toBeLessThanOrEqual(ASSEMBLER_LIMITS.openMax)
  expect(observer.remembered()).toBeLessThanOrEqual(CRAFT_MAX)
  expect(grownBytes).toBeLessThan(HEAP_GROWTH_BYTES_MAX)
  // The mutations reach everything: thousands decode, and no kind of outcome is missing.
  expect(outcomes.message).toBeGreaterThan(SENTENCES / 20)
  expect(Object.keys(outcomes).length).toBeGreaterThan(25)
})
