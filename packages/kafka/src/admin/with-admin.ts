import type { Admin } from 'kafkajs'
import { type ClientSpec, createClient } from '../client/create-kafka-client.ts'
import { brokerDown, brokerRefused, isLasting } from '../client/kafka-fault.ts'

/** Asks the cluster something on a connection of its own. Throws LF_BROKER_DOWN or LF_BROKER_REFUSED. */
export const withAdmin = async <Answer>(spec: ClientSpec, ask: (admin: Admin) => Promise<Answer>): Promise<Answer> => {
  const admin = createClient(spec).admin()
  try {
    await admin.connect()
    return await ask(admin)
  } catch (error) {
    throw isLasting(error) ? brokerRefused('asking the broker', error) : brokerDown('asking the broker', error)
  } finally {
    await admin.disconnect().catch(() => {})
  }
}
