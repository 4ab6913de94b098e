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
import { createNmeaLineSplitter } from './read/create-nmea-line-splitter.ts'
import { createNmeaReader } from './read/create-nmea-reader.ts'
import { cutSentences } from './sentence/cut-sentences.ts'
import { createMutator } from './testing/create-mutator.ts'
import { radarLines } from './testing/radar-lines.ts'
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
/** Of one to four digits. */
const TARGET_NUMBERS = 10_000
const HEAP_GROWTH_BYTES_MAX = 16 * 1_048_576
/** The lines come within ten minutes, over and over: targets have times of their own. */
const LINES_TIMED = 600_000
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

/** A radar's lines, with own ship's. */
const radarPool = () => {
  const { nmea, rmc, ttm, PLACE } = radarLines
  const own = [rmc(), rmc('', PLACE), nmea(`GPGGA,,${PLACE},1,08,1.0,12,M,30,M,,`), nmea('HEHDT,310.0,T')]
  const targets = ['1', '02', '003', '9999'].flatMap((number) => [
    ttm({ number, time: '' }),
    ttm({ number, at: '12.00,200.5,R', unit: 'K', name: 'BOAT' }),
    ttm({ number, at: '4.0,359.9,T', unit: 'S', time: '093105' }),
    ttm({ number, status: 'L' }),
    ttm({ number, status: 'Q' }),
    nmea(`RATLL,${number},${PLACE},BOAT,,T,`),
  ])
  return [...own, nmea('HETHS,12,A'), ...targets]
}

const heapUsedBytes = () => {
  setFlagsFromString('--expose-gc')
  ;(runInNewContext('gc') as () => void)()
  return process.memoryUsage().heapUsed
}

test(`${SENTENCES} mutated lines (seed ${seed}): none throws, none decodes to impossible values, memory stays flat`, {
  timeout: 600_000,
}, () => {
  const names = ['ais-nmea.log', 'amsa-nz-2.txt', 'dma-stream.txt', 'amsa-australia.txt.gz']
  const recorded = existsSync(recordings) ? names.flatMap((name) => pool(name)) : []
  const mutateAis = createMutator([...someSentences(), ...recorded], Number(seed))
  const mutateRadar = createMutator([...radarPool(), ...radarPool(), ...someSentences()], Number(seed) + 1)
  const splitter = createNmeaLineSplitter()
  const reader = createNmeaReader()
  const limits = { ...CRAFT_MEMORY_LIMITS, craftMax: CRAFT_MAX }
  const observer = createObserver({ source: { id: 'fuzz', kind: 'ais' }, exercise: false, limits })
  const outcomes: Record<string, number> & { message?: number; target?: number } = {}
  let heapBytes = 0

  const take = (line: string, n: number): void => {
    const receivedAtMs = RECEIVED_AT_MS + (n % LINES_TIMED)
    const read = reader.read(n % 4 < 2 ? line : Buffer.from(line, 'latin1'), receivedAtMs)
    const name = read.outcome === 'refused' ? read.reason : read.outcome
    outcomes[name] = (outcomes[name] ?? 0) + 1
    if (read.outcome !== 'message' && read.outcome !== 'target') return
    const faults = read.outcome === 'message' ? faultsOf(read.message) : []
    if (faults.length > 0) throw new Error(`${JSON.stringify(line)}: ${faults.join('; ')}`)
    const observed = read.outcome === 'message' ? observer.observe(read) : observer.observeTarget(read)
    if (observed.outcome !== 'observations') return
    for (const observation of observed.observations) {
      const parsed = ObservationInput.safeParse(observation)
      if (!parsed.success) throw new Error(`${JSON.stringify(line)}: ${JSON.stringify(observation)}: ${parsed.error}`)
    }
  }

  for (let n = 0; n < SENTENCES; n += 1) {
    if (n === Math.floor(SENTENCES / 4)) heapBytes = heapUsedBytes()
    const line = n % 4 === 3 ? mutateRadar() : mutateAis()
    // As the port does with bytes, and a replay with lines.
    const sentences = n % 2 === 0 ? cutSentences(line) : splitter.push(Buffer.from(`${line}\n`, 'latin1'))
    for (const sentence of sentences) take(sentence, n)
  }

  const grownBytes = heapUsedBytes() - heapBytes
  process.stdout.write(
    `\n${SENTENCES} fuzzed lines, heap grew by ${Math.round(grownBytes / 1_024)} KiB: ${JSON.stringify(outcomes)}\n`,
  )
  expect(reader.open()).toBeLessThanOrEqual(ASSEMBLER_LIMITS.openMax)
  expect(observer.remembered()).toBeLessThanOrEqual(CRAFT_MAX)
  expect(observer.tracked()).toBeLessThanOrEqual(TARGET_NUMBERS)
  expect(grownBytes).toBeLessThan(HEAP_GROWTH_BYTES_MAX)
  // The mutations reach everything: thousands decode, and no kind of outcome is missing.
  expect(outcomes.message).toBeGreaterThan(SENTENCES / 20)
  expect(outcomes.target).toBeGreaterThan(SENTENCES / 50)
  expect(Object.keys(outcomes).length).toBeGreaterThan(35)
})
