import type { Admin } from 'kafkajs'
import { type ClientSpec, createAdmin } from '../client/create-kafka-client.ts'
import { toLandfallError } from '../client/kafka-fault.ts'

/** Runs one admin request on a connection of its own. Throws LF_BROKER_DOWN or LF_BROKER_REFUSED. */
export const withAdmin = async <Answer>(spec: ClientSpec, ask: (admin: Admin) => Promise<Answer>): Promise<Answer> => {
  const admin = createAdmin(spec)
  try {
    await admin.connect()
    return await ask(admin)
  } catch (error) {
    throw toLandfallError('asking the broker', error)
  } finally {
    await admin.disconnect().catch(() => {})
  }
}
