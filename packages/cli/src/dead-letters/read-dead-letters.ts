import { DeadLetter, parseJson } from '@landfall/contracts'
import { readTopic } from '@landfall/kafka'
import type { KafkaChoice } from '../kafka/read-kafka-options.ts'

/** What a letter is called in commands: `arrivals/3/1042`. */
export const letterId = ({ stage, partition, offset }: DeadLetter): string => `${stage}/${partition}/${offset}`

/**
 * The letters of the topic, each once, in the order in which they were first set aside. A topic that was made again has the
 * same offsets for other records: the time of the record distinguishes them. Throws LF_BROKER_DOWN or LF_BROKER_REFUSED.
 */
export const readDeadLetters = async (kafka: KafkaChoice, topic: string): Promise<readonly DeadLetter[]> => {
  const letters = new Map<string, DeadLetter>()
  for await (const { value } of readTopic({ ...kafka, clientId: 'landfall-dead-letters', topic })) {
    const read = parseJson(DeadLetter, value?.toString() ?? null)
    if (read.ok) letters.set(`${letterId(read.value)} ${read.value.topic} ${read.value.loggedAt}`, read.value)
  }
  return [...letters.values()]
}
