import type { KafkaMessage } from 'kafkajs'
import type { InnerCluster } from '../client/inner-cluster.ts'

/** What this package uses of kafkajs below its public API. */
export type KafkajsInternals = {
  readonly RequestQueue: Constructor<[options: object], RequestQueue>
  readonly Batch: Constructor<[topic: string, fetchedOffset: string, data: object], KafkajsBatch>
  readonly Runner: Constructor<[options: object], KafkajsRunner>
  readonly fetchResponseCodec: FetchResponseCodec
  readonly Cluster: Constructor<[config: object], InnerCluster>
  readonly Broker: Constructor<[options: object], KafkajsBroker>
  readonly BrokerPool: { readonly prototype: KafkajsBrokerPool }
  readonly Encoder: Constructor<[], KafkajsEncoder>
  readonly createLogger: (config: object) => unknown
}

type Constructor<Arguments extends readonly unknown[], Instance> = {
  new (...given: Arguments): Instance
  readonly prototype: Instance
}

export type RequestQueue = {
  readonly pending: readonly unknown[]
  readonly throttledUntil: number
  throttleCheckTimeoutId: NodeJS.Timeout | null
  checkPendingRequests(): void
}
export type KafkajsBatch = {
  readonly messages: readonly KafkaMessage[]
  /** With transaction markers, aborted records, and records from before the position asked for. */
  readonly rawMessages: readonly object[]
  lastOffset(): string
}
export type KafkajsRunner = {
  readonly running: boolean
  readonly consumerGroup: { readonly coordinator: { disconnect(): Promise<void> } | null; leave(): Promise<void> }
  readonly fetchManager: { readonly stop: () => Promise<void> }
  fetch(nodeId: string): Promise<readonly KafkajsBatch[]>
  start(): Promise<void>
  stop(): Promise<void>
}
export type FetchResponseCodec = { readonly decode: (payload: Buffer) => Promise<unknown> }
export type KafkajsEncoder = { writeBufferInternal(value: Buffer): void }
export type JoinGroupRequest = { readonly groupId: string }
export type KafkajsBroker = {
  /** `host:port` */
  readonly brokerAddress: string
  readonly connectionPool: { getConnection(index: number): Promise<unknown> }
  joinGroup(request: JoinGroupRequest): Promise<unknown>
  findGroupCoordinator(of: { readonly groupId: string; readonly coordinatorType: number }): Promise<unknown>
}
export type AskBroker = (of: object) => Promise<unknown>
export type KafkajsBrokerPool = {
  readonly brokers: Readonly<Record<string, Pick<KafkajsBroker, 'brokerAddress'>>>
  findConnectedBroker(): Promise<unknown>
  /** What the first broker answers to which this does not reject; null where it rejects for all. */
  withBroker(ask: AskBroker): Promise<unknown>
}
