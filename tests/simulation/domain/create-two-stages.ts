import { type Observation, topics } from '@landfall/contracts'
import { hashPolicy } from '@landfall/contracts/hashes'
import { type AreaAlert, type CraftLimits, type World, watchArea, worldOf } from '@landfall/mass-arrivals'
import { driveStage } from '@landfall/stage/testing/drive-stage'
import { arrivalsStage } from '@landfall/windowing/arrivals-stage'
import { groupsStage } from '@landfall/windowing/groups-stage'
import type { OracleArea } from '../oracle/oracle-area.ts'
import { createHandDrivenStage, type HandDrivenStage, type Machine } from './create-hand-driven-stage.ts'
import { createMemoryLog } from './create-memory-log.ts'

const names = topics('simulation')

export type Shape = {
  readonly observationPartitions: number
  readonly arrivalsPartitions: number
  readonly craftLimits?: CraftLimits
}

/** Both stages of the domain over logs in memory, moved by hand: nothing happens that the caller did not ask for. */
export const createTwoStages = (
  areas: readonly OracleArea[],
  { observationPartitions, arrivalsPartitions, craftLimits }: Shape,
  /** The only world that a stage takes from when it is next opened; undefined: both. */
  worldNow: () => World | undefined = () => undefined,
) => {
  const oneWorld = () => {
    const world = worldNow()
    return world === undefined ? {} : { world }
  }
  const watched = { areas: areas.map(watchArea), configHash: areas.map(({ policy }) => hashPolicy(policy)).join() }
  const observations = createMemoryLog(observationPartitions)
  const arrivals = createMemoryLog(arrivalsPartitions)
  const alerts: AreaAlert[] = []
  const rejected: string[] = []

  const openArrivals = (partition: number) =>
    createHandDrivenStage(observations, partition, ({ entries }): Machine => {
      const stage = arrivalsStage(watched, names, { ...oneWorld(), craftLimits })
      const machine = driveStage(stage, { partition, stored: new Map(entries) })
      return {
        step: (batch) => {
          const { outputs, change } = machine.step(batch)
          const produce = () => {
            for (const output of outputs) {
              if (output.type === 'rejected') rejected.push(output.reason)
              else arrivals.append(output.areaId, output)
            }
          }
          return { produce, change }
        },
        needsStep: machine.needsStep,
      }
    })

  const openGroups = (partition: number) =>
    createHandDrivenStage(arrivals, partition, ({ entries }): Machine => {
      const world = worldNow()
      const published = alerts.filter(
        ({ areaId, exercise }) =>
          arrivals.partitionOf(areaId) === partition && (world === undefined || worldOf(exercise) === world),
      )
      const onUnreadable = () => {
        throw new Error('a snapshot is unreadable')
      }
      const stage = groupsStage(watched, names, { ...oneWorld(), onUnreadable })
      const machine = driveStage(stage, { partition, stored: new Map(entries), published })
      return {
        step: (batch) => {
          const { outputs, change } = machine.step(batch)
          return { produce: () => alerts.push(...outputs.map(({ alert }) => alert)), change }
        },
        needsStep: machine.needsStep,
      }
    })

  const first: readonly HandDrivenStage[] = observations.partitions.map(openArrivals)
  const second: readonly HandDrivenStage[] = arrivals.partitions.map(openGroups)
  const stages = [...first, ...second]

  return {
    stages,
    append: (observation: Observation) => observations.append(observation.craftId, observation),
    /** Until neither stage has anything left to do. */
    settle: (recordsMax: number) => {
      for (const part of [first, second]) {
        for (const stage of part) while (!stage.isIdle()) stage.step(recordsMax)
      }
    },
    /** Every record of the arrivals topic, as text. */
    arrivals: (): readonly string[] =>
      arrivals.partitions.flatMap((partition) => arrivals.all(partition).map(({ value }) => String(value))),
    /** Every alert version emitted so far, repeats included, in the order of the topic. */
    alerts: (): readonly AreaAlert[] => alerts,
    rejected: (): readonly string[] => rejected,
  }
}
