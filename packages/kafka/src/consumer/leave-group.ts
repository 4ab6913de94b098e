import { pause } from '@landfall/runtime'
import { createClusterConnection } from '../client/create-cluster-connection.ts'
import type { ClientSpec } from '../client/create-kafka-client.ts'
import { createRetryBackoff } from '../client/create-retry-backoff.ts'
import { GROUP_COORDINATOR } from '../client/inner-cluster.ts'
import { isPermanentFault, rootFault } from '../client/kafka-fault.ts'

/** A coordinator that stands still: another one takes over soon, and is asked then. */
const REQUEST_MS_MAX = 2_000

export type LeaveGroupSpec = ClientSpec & {
  readonly topic: string
  readonly groupId: string
  readonly memberId: string
  /** After this long the group has given the member up by itself. */
  readonly withinMs: number
}

/**
 * Takes a member out of its group, on a connection of its own to whichever broker coordinates the group by then. kafkajs does
 * not leave after a crash, and the group would then wait for the member's whole session before it lets others begin. Never rejects.
 */
export const leaveGroup = async (spec: LeaveGroupSpec): Promise<void> => {
  const { topic, groupId, memberId, withinMs, logger } = spec
  const connection = createClusterConnection({ ...spec, requestMsMax: REQUEST_MS_MAX })
  const backoff = createRetryBackoff(100, 1_000)
  const giveUpAtMs = performance.now() + withinMs
  while (performance.now() < giveUpAtMs) {
    try {
      const cluster = await connection.addTopics([topic]) // Without metadata kafkajs knows no broker to ask for the coordinator.
      const coordinator = await cluster.findGroupCoordinator({ groupId, coordinatorType: GROUP_COORDINATOR })
      await coordinator.leaveGroup({ groupId, memberId })
      break
    } catch (error) {
      if (isGone(error) || isPermanentFault(error)) break
      logger.debug({ event: 'group.leave-failed', groupId, memberId, err: error })
      await pause(backoff.nextMs())
      await connection.recover(error)
    }
  }
  await connection.close()
}

const isGone = (error: unknown): boolean => rootFault(error).type === 'UNKNOWN_MEMBER_ID'
