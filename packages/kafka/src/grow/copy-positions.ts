import { pause } from '@landfall/runtime'
import { readCommittedOffsets } from '../admin/read-committed-offsets.ts'
import type { ClusterConnection } from '../client/create-cluster-connection.ts'
import type { ClientSpec } from '../client/create-kafka-client.ts'
import { createRetryBackoff } from '../client/create-retry-backoff.ts'
import { GROUP_COORDINATOR } from '../client/inner-cluster.ts'
import { brokerDown, brokerRefused, isPermanentFault } from '../client/kafka-fault.ts'

/** As a client that is no member of the group. */
const NO_MEMBER = { groupGenerationId: -1, memberId: '' }
/** A cluster that has just been set up has no coordinator for a while, and makes it when it is first asked for. */
const COMMIT_MS_MAX = 30_000

/** How far a copy has come is committed as a consumer group's, so that Kafka's own tools show it. */
export const copyGroup = (topic: string): string => `${topic}.copy`

export type CopyPositions = ReadonlyMap<number, number>

/** Empty where nothing was committed, or so long ago that Kafka has forgotten it. */
export const readCopyPositions = (client: ClientSpec, from: string, to: string): Promise<CopyPositions> =>
  readCommittedOffsets({ ...client, topic: from, groupId: copyGroup(to) })

/** Throws LF_BROKER_DOWN or LF_BROKER_REFUSED. */
export const commitCopyPositions = async (
  connection: ClusterConnection,
  { from, to }: { readonly from: string; readonly to: string },
  positions: CopyPositions,
): Promise<void> => {
  const groupId = copyGroup(to)
  const partitions = [...positions].map(([partition, offset]) => ({
    partition,
    offset: String(offset),
    metadata: null,
  }))
  const backoff = createRetryBackoff(50, 1_000)
  const untilMs = performance.now() + COMMIT_MS_MAX
  for (;;) {
    try {
      const cluster = await connection.open()
      const coordinator = await cluster.findGroupCoordinator({ groupId, coordinatorType: GROUP_COORDINATOR })
      await coordinator.offsetCommit({ groupId, ...NO_MEMBER, topics: [{ topic: from, partitions }] })
      return
    } catch (error) {
      const doing = `committing the offsets of ${groupId}`
      if (isPermanentFault(error)) throw brokerRefused(doing, error)
      if (performance.now() > untilMs) throw brokerDown(doing, error)
      await pause(backoff.nextMs())
      await connection.recover(error)
    }
  }
}
