import type { ClientSpec } from '../client/create-kafka-client.ts'
import type { InnerCluster } from '../client/inner-cluster.ts'
import { toLandfallError } from '../client/kafka-fault.ts'
import { openInnerCluster } from '../client/open-inner-cluster.ts'
import { patchedKafkajs } from '../kafkajs-patches/patched-kafkajs.ts'

/**
 * Runs what kafkajs's admin cannot, on a connection of its own that knows the topic's metadata. `doing` begins the error.
 * Throws LF_BROKER_DOWN or LF_BROKER_REFUSED.
 */
export const withInnerCluster = async <Answer>(
  spec: ClientSpec & { readonly topic: string },
  doing: string,
  ask: (cluster: InnerCluster) => Promise<Answer>,
): Promise<Answer> => {
  let cluster: InnerCluster | undefined
  try {
    cluster = await openInnerCluster(spec, [spec.topic])
    return await ask(cluster)
  } catch (error) {
    throw toLandfallError(doing, error)
  } finally {
    await cluster?.disconnect().catch(() => {})
  }
}

/** A request of which the body, header tags included, was encoded by hand. */
export const rawRequest = (apiName: string, apiKey: number, apiVersion: number, body: Buffer) => ({
  apiKey,
  apiVersion,
  apiName,
  encode: async () => {
    const { Encoder } = patchedKafkajs()
    const encoder = new Encoder()
    encoder.writeBufferInternal(body)
    return encoder
  },
})
