import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { createNmeaReader, createObserver } from '@landfall/ais'
import type { Bench } from './bench.ts'
import { decodeWithGgencoder, decodeWithStreamDecoder } from './floors/decode-with-ggencoder.ts'
import { median, ratePerSecondAsync } from './rate-per-second.ts'

const RECORDING = 'amsa-australia.txt.gz'
// Most of its lines have no time of their own; it was recorded on this day.
const RECEIVED_AT_MS = Date.UTC(2012, 0, 27, 12)

const read = (lines: readonly string[]): number => {
  const reader = createNmeaReader()
  let messages = 0
  for (const line of lines) if (reader.read(line, RECEIVED_AT_MS).outcome === 'message') messages += 1
  return messages
}

const readAndObserve = (lines: readonly string[]): number => {
  const reader = createNmeaReader()
  const observer = createObserver({ source: { id: 'bench', kind: 'ais' }, exercise: false })
  let observations = 0
  for (const line of lines) {
    const heard = reader.read(line, RECEIVED_AT_MS)
    if (heard.outcome !== 'message') continue
    const observed = observer.observe(heard)
    if (observed.outcome === 'observations') observations += observed.observations.length
  }
  return observations
}

/** How many of ggencoder's positions ours agrees with, to a millionth of a degree, and how many it has to compare. */
const compare = (lines: readonly string[]) => {
  const reader = createNmeaReader()
  const ours = lines.map((line) => reader.read(line, RECEIVED_AT_MS))
  let compared = 0
  let agreed = 0
  decodeWithGgencoder(lines, ({ lon, lat }, index) => {
    const one = ours[index]
    if (lon === undefined || lat === undefined || one?.outcome !== 'message' || !('longitude' in one.message)) return
    const { longitude, latitude } = one.message
    if (longitude === undefined || latitude === undefined) return
    compared += 1
    if (Math.abs(longitude - lon) < 1e-6 && Math.abs(latitude - lat) < 1e-6) agreed += 1
  })
  return { compared, agreed }
}

export const aisDecodeBench: Bench = {
  name: 'ais-decode',
  title: `AIS sentences parsed, summed, assembled and decoded, ${RECORDING}, one core`,
  run: async ({ quick, say, recordings }) => {
    if (recordings === null) {
      say('NOT MEASURED: the recordings are not there')
      return []
    }
    const text = gunzipSync(readFileSync(join(recordings, 'nmea', RECORDING))).toString('latin1')
    // Only lines that begin like a sentence: the other decoders do not handle what else a log holds.
    const lines = text.split('\n').filter((line) => line.startsWith('!'))
    const contestants: Readonly<Record<string, (given: readonly string[]) => number | Promise<number>>> = {
      ours: read,
      observed: readAndObserve,
      ggencoder: decodeWithGgencoder,
      'ais-stream-decoder': decodeWithStreamDecoder,
    }
    const rates = new Map<string, number[]>()
    const made = new Map<string, number>()
    // In turns, so that other load on the machine affects all alike. The first round warms up.
    for (let round = 0; round <= (quick ? 2 : 10); round += 1) {
      for (const [name, decode] of Object.entries(contestants)) {
        const rate = await ratePerSecondAsync(lines.length, async () => void made.set(name, await decode(lines)))
        if (round > 0) rates.set(name, [...(rates.get(name) ?? []), rate])
      }
    }
    const rateOf = (name: string) => median(rates.get(name) ?? [])
    const messagesOf = (name: string) => `${made.get(name)} of ${lines.length} lines`
    const { compared, agreed } = compare(lines)
    say(`of ggencoder's ${compared} positions ours agrees with ${agreed}`)
    const ours = rateOf('ours')
    return [
      ...['ggencoder', 'ais-stream-decoder'].map((name) => ({
        measure: `sentences against ${name}`,
        value: ours,
        unit: '/s',
        floor: { measure: `${name}, ${messagesOf(name)}`, value: rateOf(name) },
        aim: { ratioMin: 2 },
        note: messagesOf('ours'),
      })),
      { measure: 'sentences to observations', value: rateOf('observed'), unit: '/s' },
    ]
  },
}
