import type { Admin } from 'kafkajs'
import { brokerOrderOf } from '../client/create-broker-order.ts'
import { type ClientSpec, createKafkaClient } from '../client/create-kafka-client.ts'
import { toLandfallError } from '../client/kafka-fault.ts'

/** Runs one admin request on a connection of its own. Throws LF_BROKER_DOWN or LF_BROKER_REFUSED. */
export const withAdmin = async <Answer>(spec: ClientSpec, ask: (admin: Admin) => Promise<Answer>): Promise<Answer> => {
  const admin = createKafkaClient(spec).admin()
  admin.on(admin.events.REQUEST_TIMEOUT, ({ payload }) => brokerOrderOf(spec.brokers).failed(payload.broker))
  try {
    await admin.connect()
    return await ask(admin)
  } catch (error) {
    throw toLandfallError('asking the broker', error)
  } finally {
    await admin.disconnect().catch(() => {})
  }
}
