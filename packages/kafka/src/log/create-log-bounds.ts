import type { Admin } from 'kafkajs'
import { type ClientSpec, createKafkaClient } from '../client/create-kafka-client.ts'
import { toLandfallError } from '../client/kafka-fault.ts'

/** The first offset still in the log, and the one after the last. */
export type Bounds = { readonly low: number; readonly high: number }
export type LogBounds = {
  /** By partition, as of a moment after the call. Throws LF_BROKER_DOWN or LF_BROKER_REFUSED. */
  readonly read: () => Promise<ReadonlyMap<number, Bounds>>
  readonly close: () => Promise<void>
}

/** Asks on one connection, opened on first use; calls made during a request share the next one. */
export const createLogBounds = (spec: ClientSpec & { readonly topic: string }): LogBounds => {
  let admin: Admin | undefined
  let current: Promise<unknown> = Promise.resolve()
  let queued: Promise<ReadonlyMap<number, Bounds>> | undefined

  const drop = async (): Promise<void> => {
    const dropped = admin
    admin = undefined
    await dropped?.disconnect().catch(() => {})
  }

  const ask = async (): Promise<ReadonlyMap<number, Bounds>> => {
    queued = undefined
    try {
      if (admin === undefined) {
        const opening = createKafkaClient(spec).admin()
        admin = opening
        await opening.connect()
      }
      const offsets = await admin.fetchTopicOffsets(spec.topic)
      return new Map(offsets.map(({ partition, low, high }) => [partition, { low: Number(low), high: Number(high) }]))
    } catch (error) {
      await drop()
      throw toLandfallError(`reading the offsets of ${spec.topic}`, error)
    }
  }

  return {
    read: () => {
      queued ??= current.then(ask)
      current = queued.catch(() => {})
      return queued
    },
    close: drop,
  }
}
