import { createClusterConnection } from '../client/create-cluster-connection.ts'
import type { ClientSpec } from '../client/create-kafka-client.ts'
import { isPermanentFault, toLandfallError } from '../client/kafka-fault.ts'
import { type Bounds, readBounds } from './read-bounds.ts'

export type LogBounds = {
  /** By partition, as of a moment after the call. Throws LF_BROKER_DOWN or LF_BROKER_REFUSED. */
  readonly read: () => Promise<ReadonlyMap<number, Bounds>>
  readonly close: () => Promise<void>
}

/** Asks on one connection, opened on first use; calls made during a request share the next one. */
export const createLogBounds = (spec: ClientSpec & { readonly topic: string }): LogBounds => {
  const { topic } = spec
  const connection = createClusterConnection(spec)
  let current: Promise<unknown> = Promise.resolve()
  let queued: Promise<ReadonlyMap<number, Bounds>> | undefined

  const ask = async (): Promise<ReadonlyMap<number, Bounds>> => readBounds(await connection.addTopics([topic]), topic)

  /** Twice, since a connection that was good for long may be to a broker that has gone. */
  const askAgain = async (): Promise<ReadonlyMap<number, Bounds>> => {
    queued = undefined
    try {
      return await ask().catch(async (error: unknown) => {
        if (isPermanentFault(error)) throw error
        await connection.recover(error)
        return ask()
      })
    } catch (error) {
      await connection.recover(error)
      throw toLandfallError(`reading the offsets of ${topic}`, error)
    }
  }

  return {
    read: () => {
      queued ??= current.then(askAgain)
      current = queued.catch(() => {})
      return queued
    },
    close: connection.close,
  }
}
