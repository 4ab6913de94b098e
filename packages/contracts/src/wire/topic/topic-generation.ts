import type { PartitionSettings, TopicPartitions, TopicSpec } from './topic-spec.ts'

/** Of a topic that grows. Also what `reflectsOrder` has room for. */
export const PARTITIONS_MAX = 1_000

/** The generation of a topic that the settings name: it has a name of its own, and the bytes of the first among more partitions. */
export const topicGeneration = (
  spec: TopicSpec,
  setting: keyof PartitionSettings,
  settings: PartitionSettings,
): TopicSpec => {
  const { name, partitions: before, retentionBytes } = spec
  const generation = { ...spec, first: { name, partitions: before, setting } }
  const partitions = settings[setting] ?? before
  if (partitions === before) return generation
  return {
    ...generation,
    name: `${name}.p${partitions}`,
    partitions,
    retentionBytes: Math.ceil((retentionBytes * before) / partitions),
  }
}

/** How names of what belongs to a generation of a topic end; nothing for the first. */
export const generationOf = ({ name, first }: Pick<TopicSpec, 'name' | 'first'>): string =>
  name.slice(first?.name.length ?? name.length)

/** How many partitions a generation of that topic has, as its name says; undefined where it is another topic. */
export const partitionsOfGeneration = (first: TopicPartitions, name: string): number | undefined => {
  if (name === first.name) return first.partitions
  const generation = name.startsWith(first.name) ? /^\.p([1-9]\d{0,3})$/.exec(name.slice(first.name.length)) : null
  return generation === null ? undefined : Number(generation[1])
}
