import kafkajs from 'kafkajs'

/** As an operator would with Kafka's own tools; Landfall never does. */
export const deleteTopics = async (brokers: readonly string[], topics: readonly string[]): Promise<void> => {
  const { Kafka, logLevel } = kafkajs
  const admin = new Kafka({ brokers: [...brokers], clientId: 'operator', logLevel: logLevel.NOTHING }).admin()
  await admin.connect()
  try {
    await admin.deleteTopics({ topics: [...topics] })
  } finally {
    await admin.disconnect()
  }
}
