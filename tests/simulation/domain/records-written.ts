import { type ArrivalsSnapshot, type Observation, topics } from '@landfall/contracts'
import { hashPolicy } from '@landfall/contracts/hashes'
import { watchArea } from '@landfall/mass-arrivals'
import { driveStage } from '@landfall/stage/testing/drive-stage'
import { arrivalsStage } from '@landfall/windowing/arrivals-stage'
import { groupsStage } from '@landfall/windowing/groups-stage'
import type { OracleArea } from '../oracle/oracle-area.ts'

/** After every time a world can hold. */
const LOGGED_MS = Date.UTC(2040, 0, 1)

/** What both stages write of a log that comes in batches of 500, in bytes. */
export const recordsWritten = (observations: readonly Observation[], area: OracleArea) => {
  const names = topics('bounds')
  const watched = { areas: [watchArea(area)], configHash: hashPolicy(area.policy) }
  const [first, second] = [arrivalsStage(watched, names), groupsStage(watched, names)]
  const stored = new Map<string, string>()
  const [arrivals, groups] = [driveStage(first, { stored }), driveStage(second, { stored: new Map() })]
  const written = {
    alerts: [] as number[],
    arrivals: [] as number[],
    rejected: [] as number[],
    last: undefined as ArrivalsSnapshot | undefined,
  }
  arrivals.fold({ entries: [], nextOffset: 0, highWatermark: 0 })
  arrivals.settle(0)
  groups.fold({ entries: [], nextOffset: 0, highWatermark: 0 })
  groups.settle(0)
  let offset = 0
  for (let from = 0; from < observations.length; from += 500) {
    const part = observations.slice(from, from + 500)
    const entries = part.map((one, index) => entryOf(from + index, one.craftId, JSON.stringify(one)))
    const nextOffset = from + part.length
    for (const output of arrivals.fold({ entries, nextOffset, highWatermark: nextOffset })) {
      const { value } = first.toRecord(output)
      written[output.type === 'rejected' ? 'rejected' : 'arrivals'].push(Buffer.byteLength(value))
      if (output.type !== 'arrivals') continue
      written.last = output
      const batch = {
        entries: [entryOf(offset, output.craftId, String(value))],
        nextOffset: offset + 1,
        highWatermark: offset + 1,
      }
      for (const emitted of groups.fold(batch)) written.alerts.push(Buffer.byteLength(second.toRecord(emitted).value))
      offset += 1
    }
  }
  return { ...written, stored: [...stored.values()].map((text) => Buffer.byteLength(text)) }
}

const entryOf = (offset: number, key: string, value: string) => ({ offset, timestampMs: LOGGED_MS, key, value })
