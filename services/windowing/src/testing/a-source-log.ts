import type { DiagnosticRecord, LoggedDistress, SourcePolicy, SourceRecord } from '@landfall/contracts'
import type { StageRecord } from '@landfall/stage'

export const POLICY: SourcePolicy = {
  silentSecondsMin: 120,
  silentSecondsMax: 21_600,
  learnSeconds: 600,
  intervals: [],
}
export const START_MS = Date.parse('2026-11-23T09:00:00.000Z')
export const TICK_SECONDS = 5

export type SourceLogEntry = StageRecord & { readonly value: string }
export type Heard = { readonly id: string; readonly kind?: string; readonly at: readonly number[] }
export type Diagnosed = { readonly record: DiagnosticRecord | LoggedDistress; readonly at: readonly number[] }

type SourceLogOptions = {
  readonly policy?: SourcePolicy
  readonly away?: readonly [number, number]
  readonly tickSeconds?: number
  readonly diagnosed?: readonly Diagnosed[]
}

/** From, from + step, … up to and including `to`. */
export const every = (step: number, from: number, to: number): readonly number[] =>
  Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, n) => from + n * step)

/** A log of ticks, every 5 s unless said otherwise, from second 0 to `until`, but for the seconds of `away`, of what was heard, and of diagnostics and calls for help. */
export const aSourceLog = (
  until: number,
  heard: readonly Heard[],
  { policy = POLICY, away = [until + 1, until + 1], tickSeconds = TICK_SECONDS, diagnosed = [] }: SourceLogOptions = {},
): readonly SourceLogEntry[] => {
  const records: { second: number; record: SourceRecord }[] = [
    ...every(tickSeconds, 0, until).map((second) => ({
      second,
      record: { type: 'tick', policy } satisfies SourceRecord,
    })),
    ...heard.flatMap(({ id, kind = 'ais', at }) =>
      at.map((second) => ({
        second,
        record: { type: 'sources-heard', sources: [{ id, kind }] } satisfies SourceRecord,
      })),
    ),
    ...diagnosed.flatMap(({ record, at }) => at.map((second) => ({ second, record }))),
  ]
  return records
    .filter(({ second }) => second < away[0] || second > away[1])
    .sort((a, b) => a.second - b.second)
    .map(({ second, record }, offset) => ({
      offset,
      timestampMs: START_MS + second * 1_000,
      key: null,
      value: JSON.stringify(record),
    }))
}
