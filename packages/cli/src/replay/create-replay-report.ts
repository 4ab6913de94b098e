import { basename } from 'node:path'
import type { Terminal } from '../command-line/create-terminal.ts'
import { formatElapsed, formatNumber } from '../command-line/format-elapsed.ts'
import type { ReplayTally } from './create-replay-tally.ts'
import type { Recording } from './open-recording.ts'

const REFUSALS_SHOWN_MAX = 5
const PROGRESS_EVERY_MS = 250

/** Reports on a replay: the first refusals, progress, and a summary. */
export const createReplayReport = (terminal: Terminal, { name, sizeBytes, readBytes }: Recording) => {
  const startedMs = performance.now()
  let refusals = 0

  const refusal = (line: number, reason: string): void => {
    refusals += 1
    if (refusals <= REFUSALS_SHOWN_MAX) terminal.say(`line ${formatNumber(line)} refused: ${reason}`)
    if (refusals === REFUSALS_SHOWN_MAX + 1) terminal.say('more are refused; they are counted at the end')
  }

  const show = (tallyNow: () => ReplayTally): (() => void) => {
    const timer = setInterval(() => terminal.progress(progressLine(tallyNow())), PROGRESS_EVERY_MS)
    return () => {
      clearInterval(timer)
      terminal.progress(null)
    }
  }

  const progressLine = (tally: ReplayTally): string => {
    const elapsedMs = performance.now() - startedMs
    const share = sizeBytes === null || sizeBytes === 0 ? null : readBytes() / sizeBytes
    const parts = [
      ...(share === null ? [] : [`${Math.floor(share * 100)} %`]),
      `${formatNumber(tally.read)} rows`,
      `${formatNumber(Math.round((tally.read / elapsedMs) * 1_000))}/s`,
      ...(share === null || share < 0.01 ? [] : [`${formatElapsed((elapsedMs * (1 - share)) / share)} left`]),
      ...(tally.refused === 0 ? [] : [`${formatNumber(tally.refused)} refused`]),
    ]
    return `${basename(name)}: ${parts.join(' · ')}`
  }

  const summary = async (tally: ReplayTally, asJson: boolean): Promise<void> => {
    const tookMs = Math.round(performance.now() - startedMs)
    if (asJson) {
      const { refusals: byCode, nothings, ...counts } = tally
      const withoutAnswer = unanswered(tally)
      const json = {
        ...counts,
        withoutAnswer,
        tookMs,
        refusals: Object.fromEntries(byCode),
        nothings: Object.fromEntries(nothings),
      }
      await terminal.print(JSON.stringify(json))
    } else for (const line of summaryLines(tally, tookMs)) terminal.say(line)
  }

  return { refusal, show, summary }
}

/** Rows sent, or about to be, for which no answer came: only after an interruption or a failure. */
const unanswered = ({ read, accepted, refused, leftOut, withoutNews }: ReplayTally): number =>
  read - accepted - refused - leftOut - withoutNews

const summaryLines = (tally: ReplayTally, tookMs: number): readonly string[] => {
  const { read, accepted, refused, leftOut, withoutNews, observations } = tally
  const rate = formatNumber(Math.round((read / Math.max(1, tookMs)) * 1_000))
  const left = unanswered(tally)
  const parts = [
    `${formatNumber(accepted)} accepted`,
    `${formatNumber(refused)} refused`,
    ...(leftOut === 0 ? [] : [`${formatNumber(leftOut)} left out`]),
    ...(withoutNews === 0 ? [] : [`${formatNumber(withoutNews)} with nothing to send`]),
    ...(left === 0 ? [] : [`${formatNumber(left)} without an answer`]),
  ]
  return [
    `${formatNumber(read)} rows in ${formatElapsed(tookMs)} (${rate}/s): ${parts.join(', ')}`,
    `${formatNumber(observations)} observations sent`,
    ...(tally.windows1252 === 0
      ? []
      : [`${formatNumber(tally.windows1252)} lines were not UTF-8 and were read as Windows-1252`]),
    ...(tally.unknownFields === 0
      ? []
      : [`${formatNumber(tally.unknownFields)} fields behind checksums are not known and were skipped`]),
    ...byCount([...tally.refusals].map(([code, { count, example }]) => [count, `refused, ${code} (${example})`])),
    ...byCount([...tally.nothings].map(([code, count]) => [count, `nothing to send, ${code}`])),
  ]
}

const byCount = (rows: readonly (readonly [number, string])[]): readonly string[] =>
  rows.toSorted(([a], [b]) => b - a).map(([count, text]) => `${formatNumber(count).padStart(9)}  ${text}`)
