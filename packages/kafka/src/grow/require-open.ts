import { partitionsOfGeneration, type TopicSpec } from '@landfall/contracts'
import { LandfallError } from '@landfall/runtime'
import type { Admin } from 'kafkajs'
import type { Drift } from '../admin/compare-topics.ts'
import { readTopicConfig, settingIn } from '../admin/read-topic-config.ts'

/** A topic is sealed when no record is small enough for it. */
export const SEALED = { name: 'max.message.bytes', value: 0 } as const
/** While it is copied into, a generation takes the records' own times. */
export const FILLING = { name: 'message.timestamp.type', value: 'CreateTime' } as const

/** Before topics are created: that of a generation which is over, or which `landfall topics grow` has yet to make, must not be. */
export const requireGenerations = (missing: readonly TopicSpec[], names: readonly string[]): void => {
  for (const spec of missing) {
    const later = latestIn(spec, names)
    if (later !== undefined) throw hasGrown(spec, later)
    if (isGrown(spec)) throw notOpen(spec, 'is not there')
  }
}

/**
 * Throws LF_TOPIC_SEALED for a generation that is over, and LF_TOPICS_MISSING (retryable) for one that is not open yet: it is still
 * filled, or its former one can still be written to.
 */
export const requireOpen = async (
  admin: Admin,
  specs: readonly TopicSpec[],
  names: readonly string[],
  drift: readonly Drift[],
): Promise<void> => {
  for (const spec of specs) {
    if (isSealedBy(drift, spec.name)) throw hasGrown(spec, latestIn(spec, names))
    if (!isGrown(spec)) continue
    if (has(drift, spec.name, FILLING)) throw notOpen(spec, 'is still filled')
    for (const { name, partitions } of generationsIn(spec, names))
      if (partitions < spec.partitions && !(await isSealed(admin, name)))
        throw notOpen(spec, `is not open, since ${name} can still be written to`)
  }
}

export const isSealedBy = (drift: readonly Drift[], topic: string): boolean => has(drift, topic, SEALED)

const has = (drift: readonly Drift[], topic: string, { name, value }: typeof SEALED | typeof FILLING): boolean =>
  drift.some((each) => each.topic === topic && each.setting === name && each.found === String(value))

export const isSealed = async (admin: Admin, topic: string): Promise<boolean> =>
  (await readSetting(admin, topic, SEALED.name)) === String(SEALED.value)

export const isFilling = async (admin: Admin, topic: string): Promise<boolean> =>
  (await readSetting(admin, topic, FILLING.name)) === FILLING.value

/** All generations of the topic that are there but this one, by their numbers of partitions. */
export const generationsIn = ({ first, name: own }: TopicSpec, names: readonly string[]) =>
  names
    .flatMap((name) => {
      const partitions = first === undefined || name === own ? undefined : partitionsOfGeneration(first, name)
      return partitions === undefined ? [] : [{ name, partitions }]
    })
    .sort((a, b) => a.partitions - b.partitions)

/** The generation with the most partitions, where that is another one with more. */
const latestIn = (spec: TopicSpec, names: readonly string[]) =>
  generationsIn(spec, names).findLast(({ partitions }) => partitions > spec.partitions)

const isGrown = ({ name, first }: TopicSpec): boolean => first !== undefined && first.name !== name

const readSetting = async (admin: Admin, topic: string, setting: string): Promise<string | undefined> =>
  settingIn(await readTopicConfig(admin, topic, [setting]), setting)

const PROCEDURE = 'docs/operating.md, “More partitions”'

const hasGrown = (
  { name, first }: TopicSpec,
  later: { readonly name: string; readonly partitions: number } | undefined,
) =>
  new LandfallError(
    'LF_TOPIC_SEALED',
    later === undefined
      ? `${name} is closed to writers, and no later generation of it is there: run landfall topics grow, or reopen it with --abandon (${PROCEDURE})`
      : `${name} has grown, and ${later.name} takes its place: set ${first?.setting}=${later.partitions} (${PROCEDURE})`,
    { retryable: false },
  )

const notOpen = ({ name, partitions }: TopicSpec, what: string): LandfallError =>
  new LandfallError(
    'LF_TOPICS_MISSING',
    `${name} ${what}: landfall topics grow … --partitions ${partitions} makes it (${PROCEDURE})`,
    { retryable: true },
  )
