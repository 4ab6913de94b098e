import type { MassArrivalAlert, Observation } from '@landfall/contracts'
import { hashPolicy } from '@landfall/contracts/hashes'
import { aheadOf, collectPublished, openArrivals, openGroups, watchArea } from '@landfall/mass-arrivals'
import type { OracleArea } from '../oracle/oracle-area.ts'
import { createHandDrivenStage, type HandDrivenStage, type Machine } from './create-hand-driven-stage.ts'
import { createMemoryLog } from './create-memory-log.ts'

export type Shape = { readonly observationPartitions: number; readonly arrivalsPartitions: number }

/** Both stages of the domain over logs in memory, moved by hand: nothing happens that the caller did not ask for. */
export const createTwoStages = (areas: readonly OracleArea[], { observationPartitions, arrivalsPartitions }: Shape) => {
  const config = { areas: areas.map(watchArea), configHash: areas.map(({ policy }) => hashPolicy(policy)).join() }
  const observations = createMemoryLog(observationPartitions)
  const arrivals = createMemoryLog(arrivalsPartitions)
  const alerts: MassArrivalAlert[] = []
  const rejected: string[] = []

  const arrivalsStage = (partition: number) =>
    createHandDrivenStage(observations, partition, ({ entries }): Machine => {
      const machine = openArrivals({ ...config, partition }, entries)
      return {
        fold: (batch) => {
          const outcome = machine.fold(batch)
          const produce = () => {
            for (const snapshot of outcome.snapshots) arrivals.append(snapshot.areaId, snapshot)
            rejected.push(...outcome.rejected.map(({ reason }) => reason))
          }
          return { produce, change: outcome.change }
        },
        wantsMore: () => false,
      }
    })

  const groupsStage = (partition: number) =>
    createHandDrivenStage(arrivals, partition, ({ entries }): Machine => {
      const ours = alerts.filter(({ areaId }) => arrivals.partitionOf(areaId) === partition)
      const ahead = entries.size === 0 ? [] : aheadOf(entries, ours)
      const machine = openGroups(config, entries, collectPublished(ours), ahead)
      return {
        fold: (batch) => {
          const outcome = machine.fold(batch)
          if (outcome.unreadable > 0) throw new Error(`${outcome.unreadable} snapshots unreadable`)
          return { produce: () => alerts.push(...outcome.alerts.map(({ alert }) => alert)), change: outcome.change }
        },
        wantsMore: machine.isDue,
      }
    })

  const first: readonly HandDrivenStage[] = observations.partitions.map(arrivalsStage)
  const second: readonly HandDrivenStage[] = arrivals.partitions.map(groupsStage)
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
    /** Every alert version emitted so far, repeats included, in the order of the topic. */
    alerts: (): readonly MassArrivalAlert[] => alerts,
    rejected: (): readonly string[] => rejected,
  }
}
