import { median } from '../bench/rate-per-second.ts'
import type { Lived } from './live-through.ts'
import type { SentEvent } from './play-wide-sea.ts'

/** After the last fault: what is sent later counts as sent at rest. */
const RECOVERY_MS = 20_000
const AT_REST = 'at rest'
const SLOWEST = 5

type Measured = {
  readonly title: string
  readonly times: number
  /** Milliseconds, each of one event: from the first try, and from the end of the faults where that was later. */
  readonly taken: readonly number[]
  readonly takenAfter: readonly number[]
  readonly shown: readonly number[]
  readonly shownAfter: readonly number[]
}

/**
 * One row for each kind of episode, with what was sent from its begin to that of the next. At rest is what was shown
 * without a fault from well before it was sent.
 */
export const measureEpisodes = (lived: readonly Lived[], sent: readonly SentEvent[]): readonly Measured[] => {
  const lastBefore = (ms: number): Lived | undefined => lived.findLast(({ fromMs }) => fromMs <= ms)
  /** The first of the faults that it met. */
  const duringOf = ({ sentAtMs, shownAtMs = sentAtMs }: SentEvent): Lived | undefined => {
    const before = lastBefore(sentAtMs)
    if (before !== undefined && sentAtMs <= before.untilMs + RECOVERY_MS) return before
    return lived.find(({ fromMs }) => fromMs > sentAtMs && fromMs <= shownAtMs)
  }
  const titleOf = (one: SentEvent): string => duringOf(one)?.title ?? AT_REST
  /** The end of the last of the faults that it met. */
  const overAtMs = ({ sentAtMs, shownAtMs = sentAtMs }: SentEvent): number =>
    Math.max(sentAtMs, lastBefore(shownAtMs)?.untilMs ?? 0)
  return [...Map.groupBy(sent, titleOf)]
    .map(([title, events]): Measured => {
      const since = (at: (one: SentEvent) => number | undefined, from: (one: SentEvent) => number) =>
        events.flatMap((one) => (at(one) === undefined ? [] : Math.max(0, (at(one) ?? 0) - from(one))))
      return {
        title,
        times: title === AT_REST ? 0 : lived.filter((one) => one.title === title).length,
        taken: since(
          ({ takenAtMs }) => takenAtMs,
          ({ sentAtMs }) => sentAtMs,
        ),
        takenAfter: since(({ takenAtMs }) => takenAtMs, overAtMs),
        shown: since(
          ({ shownAtMs }) => shownAtMs,
          ({ sentAtMs }) => sentAtMs,
        ),
        shownAfter: since(({ shownAtMs }) => shownAtMs, overAtMs),
      }
    })
    .toSorted((a, b) => (a.title < b.title ? -1 : 1))
}

export const atMost = (values: readonly number[]): number => values.reduce((most, value) => Math.max(most, value), 0)

/** As Markdown: a row for each kind of episode. */
export const renderEpisodes = (rows: readonly Measured[]): string => {
  const seconds = (ms: number): string => (ms / 1_000).toFixed(1)
  const lines = rows.map(({ title, times, taken, takenAfter, shown, shownAfter }) =>
    [
      title,
      times === 0 ? '' : String(times),
      String(taken.length),
      seconds(atMost(taken)),
      seconds(atMost(takenAfter)),
      seconds(median(shown)),
      seconds(atMost(shown)),
      seconds(atMost(shownAfter)),
    ].join(' | '),
  )
  return [
    '| hurt | times | events | 202 after at most, s | of it after the fault | alert after, median, s | at most | of it after the fault |',
    '|---|---|---|---|---|---|---|---|',
    ...lines.map((line) => `| ${line} |`),
  ].join('\n')
}

/** In words: the events that waited longest for an alert. */
export const renderSlowest = (sent: readonly SentEvent[]): string => {
  const waited = ({ sentAtMs, shownAtMs = sentAtMs }: SentEvent): number => shownAtMs - sentAtMs
  const time = (ms: number): string => new Date(performance.timeOrigin + ms).toISOString()
  const lines = sent
    .toSorted((a, b) => waited(b) - waited(a))
    .slice(0, SLOWEST)
    .map((one) => {
      const { event, sentAtMs, takenAtMs = Number.NaN, shownAtMs = Number.NaN } = one
      return `  ${event.name}: sent at ${time(sentAtMs)}, 202 at ${time(takenAtMs)}, shown at ${time(shownAtMs)}`
    })
  return ['The events that waited longest:', ...lines].join('\n')
}

/** As Markdown: what was asked, and what came out. */
export const renderRows = (rows: readonly (readonly [what: string, value: string | number])[]): string =>
  ['| | |', '|---|---|', ...rows.map(([what, value]) => `| ${what} | ${value} |`)].join('\n')
