/**
 * kafkajs's own connection to a cluster, below its public classes. What those cannot do is asked for here: reading
 * without a group, a topic's id, writing with our own sequence numbers. `loadKafkajsInternals` verifies the methods.
 */
export type InnerCluster = {
  connect(): Promise<void>
  disconnect(): Promise<void>
  refreshMetadata(): Promise<void>
  refreshMetadataIfNecessary(): Promise<void>
  findTopicPartitionMetadata(topic: string): readonly PartitionMetadata[]
  findBroker(node: { readonly nodeId: number }): Promise<InnerBroker>
  findGroupCoordinator(of: { readonly groupId: string; readonly coordinatorType: number }): Promise<InnerBroker>
  addMultipleTargetTopics(topics: readonly string[]): Promise<void>
  readonly brokerPool: { findConnectedBroker(): Promise<InnerBroker> }
  fetchTopicsOffset(topics: readonly object[]): Promise<readonly { readonly partitions: readonly PartitionOffset[] }[]>
}
type PartitionMetadata = { readonly partitionId: number; readonly leader: number; readonly isr: readonly number[] }
export type InnerBroker = {
  fetch(request: object): Promise<{ readonly responses: readonly FetchResponse[] }>
  initProducerId(request: object): Promise<ProducerId>
  addPartitionsToTxn(request: object): Promise<unknown>
  endTxn(request: object): Promise<unknown>
  offsetCommit(request: object): Promise<unknown>
  leaveGroup(request: { readonly groupId: string; readonly memberId: string }): Promise<unknown>
  produce(request: object): Promise<{ readonly topics: readonly ProducedTopic[] }>
  readonly connectionPool: {
    send<Answer>(call: { readonly request: object; readonly response: Response<Answer> }): Promise<Answer>
  }
}
type Response<Answer> = {
  readonly decode: (payload: Buffer) => Promise<unknown>
  readonly parse: (decoded: Answer) => Promise<Answer>
}
/** `producerId` is a 64-bit number in kafkajs's form, passed back as it is. */
export type ProducerId = { readonly producerId: unknown; readonly producerEpoch: number }
type ProducedTopic = {
  readonly topicName: string
  readonly partitions: readonly { readonly partition: number; readonly baseOffset: string }[]
}
type PartitionOffset = { readonly partition: number; readonly offset: string }
type FetchResponse = { readonly partitions: readonly FetchedPartition[] }
export type FetchedPartition = { readonly partition: number; readonly highWatermark: string }

/** What a coordinator may be asked for by `findGroupCoordinator`. */
export const GROUP_COORDINATOR = 0
export const TRANSACTION_COORDINATOR = 1
