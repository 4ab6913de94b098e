import { formatWireTime, topics, topicsOfWorld } from '@landfall/contracts'
import { readPlacements } from '@landfall/kafka'
import type { CommandDefinition } from '../../command-line/command-definition.ts'
import { EXIT } from '../../command-line/exit-code.ts'
import { readKafkaOptions } from '../../kafka/read-kafka-options.ts'
import { requireTopics } from '../../kafka/require-topics.ts'
import { commonOptions } from '../common-options.ts'
import { measureArrivals } from './measure-arrivals.ts'

export const areasPlacementCommand: CommandDefinition = {
  options: [commonOptions.brokers, commonOptions.prefix, commonOptions.json],
  details: `Shows in which partition the arrivals of each area are, real and of exercises, the weight that it was placed with, and how many
records an hour it had of late, by the newest of each partition. Areas that are no longer watched keep their partition.`,
  examples: [
    { line: 'landfall areas placement', description: 'does a busy area share its partition?' },
    { line: 'landfall areas placement --json | jq -s "sort_by(-.perHour)[0]"', description: 'the busiest' },
  ],
  run: async (invocation) => {
    const { args, terminal } = invocation
    const kafka = { ...readKafkaOptions(invocation), clientId: 'landfall-areas' }
    const all = topics(kafka.prefix)
    await requireTopics(kafka, [all.areaPlacements, all.arrivals, all.exerciseArrivals])
    const places = await readPlacements({ ...kafka, placements: all.areaPlacements })
    for (const exercise of [false, true]) {
      const perHour = await measureArrivals({ ...kafka, topic: topicsOfWorld(all, exercise).arrivals.name }, Date.now())
      const total = [...perHour.values()].reduce((sum, each) => sum + each, 0)
      for (const { placedAtMs, ...place } of places.filter((each) => each.exercise === exercise)) {
        const rate = perHour.get(place.areaId) ?? 0
        const share = total === 0 ? 0 : rate / total
        const row = { ...place, placedAt: formatWireTime(placedAtMs), perHour: Math.round(rate), share }
        await terminal.print(args.has('json') ? JSON.stringify(row) : placementLine(row))
      }
    }
    if (places.length === 0) terminal.say('no area has been placed: windowing does that when it starts')
    return EXIT.ok
  },
}

type Row = {
  readonly areaId: string
  readonly exercise: boolean
  readonly partition: number
  readonly weight: number
  readonly placedAt: string
  readonly perHour: number
  /** Of all areas of its world, 0 to 1. */
  readonly share: number
}

const placementLine = ({ areaId, exercise, partition, weight, placedAt, perHour, share }: Row): string =>
  [
    `${areaId}${exercise ? ' (exercise)' : ''}`.padEnd(32),
    `partition ${String(partition).padStart(2)}`,
    `weight ${weight}`,
    `since ${placedAt}`,
    `${perHour} records an hour, ${Math.round(share * 100)} %`,
  ].join('  ')
