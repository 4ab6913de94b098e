import type { Bench } from './bench.ts'
import { benchPosition } from './floors/bench-positions.ts'
import { produceFloor } from './floors/produce-floor.ts'

export const bench: Bench = {
  name: 'ingest',
  title: 'NDJSON to acknowledged by Kafka, positions, validated',
  run: async ({ quick, say, kafkaBrokers }) => {
    const brokers = await kafkaBrokers()
    const records = Array.from({ length: quick ? 20_000 : 200_000 }, (_, n) => {
      const position = benchPosition(n)
      return { key: position.craftId, value: JSON.stringify(position) }
    })
    say('floor: bare kafkajs')
    const floor = await produceFloor({ brokers, topic: 'bench-produce', partitions: 12, records })
    return [{ measure: 'bare kafkajs idempotent produce', value: floor, unit: '/s' }]
  },
}
