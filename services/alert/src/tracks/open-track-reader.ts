import type { Topics } from '@landfall/contracts'
import type { KafkaClient } from '@landfall/kafka'
import { createTrackReader, type TrackReader } from './create-track-reader.ts'
import { readNewestFirst } from './read-newest-first.ts'

/** A track reader of the log in Kafka; each read has connections of its own. */
export const openTrackReader = (kafka: KafkaClient, topics: Topics): TrackReader =>
  createTrackReader({ topics, readLog: (span, take) => readNewestFirst({ ...kafka, ...span }, take) })
