import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { seeded } from '@landfall/testkit'
import { expect, test } from 'vitest'
import { ASSEMBLER_LIMITS, type AssemblerLimits, createAssembler } from './read/create-assembler.ts'
import type { AisSentence } from './sentence/ais-sentence.ts'
import { parseNmeaLine } from './sentence/parse-nmea-line.ts'
import { readRecording } from './testing/read-recording.ts'

const { LANDFALL_RECORDINGS: recordings = fileURLToPath(new URL('../../../../shared/recordings', import.meta.url)) } =
  process.env
const isThere = existsSync(recordings)
if (!isThere) process.stderr.write(`NOT TESTED with lost parts: ${recordings} is not there\n`)

const LOST = 0.05
const UNBOUNDED = { ...ASSEMBLER_LIMITS, linesMax: Infinity, swappedLinesMax: Infinity }

/** Joins what is left of the recording, in which the parts of a message follow each other, so that the right answer is known. */
const joinWithLosses = (limits: AssemblerLimits) => {
  const all = readRecording(recordings, 'dma-stream.txt').flatMap((line): readonly AisSentence[] => {
    const parsed = parseNmeaLine(line)
    return parsed.kind === 'ais' ? [parsed.sentence] : []
  })
  const next = new Map(all.map((sentence, index) => [sentence, all[index + 1]]))
  const random = seeded(1)
  const assembler = createAssembler(limits)
  const counts = { right: 0, wrong: 0 }
  all
    .filter(() => random() >= LOST)
    .forEach((sentence, line) => {
      const joined = assembler.add(sentence, { atMs: undefined, line })
      if (joined.outcome !== 'complete' || joined.parts.length < 2) return
      const [first, second] = joined.parts
      counts[first !== undefined && next.get(first) === second ? 'right' : 'wrong'] += 1
    })
  return counts
}

test.runIf(isThere)(
  'one line in twenty lost, from a stream of many stations: parts are almost never joined wrongly',
  () => {
    expect(joinWithLosses(UNBOUNDED).wrong).toBeGreaterThan(30)
    const { right, wrong } = joinWithLosses(ASSEMBLER_LIMITS)
    process.stdout.write(
      `\n${right} messages joined rightly, ${wrong} wrongly; without bounds ${joinWithLosses(UNBOUNDED).wrong} wrongly\n`,
    )
    expect(right).toBeGreaterThan(390)
    expect(wrong).toBeLessThanOrEqual(3)
  },
)
