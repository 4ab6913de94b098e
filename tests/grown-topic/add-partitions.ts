import kafkajs from 'kafkajs'

/** As an operator would with Kafka's own tools; Landfall never does. */
export const addPartitions = async (brokers: readonly string[], topic: string, count: number): Promise<void> => {
  const { Kafka, logLevel } = kafkajs
  const admin = new Kafka({ brokers: [...brokers], clientId: 'operator', logLevel: logLevel.NOTHING }).admin()
  await admin.connect()
  try {
    await admin.createPartitions({ topicPartitions: [{ topic, count }] })
  } finally {
    await admin.disconnect()
  }
}
