import { LandfallError } from '@landfall/runtime'

/** The fields kafkajs puts on its errors. `type` is the protocol's name of a broker's error. */
export type KafkaFault = {
  readonly name: string
  readonly message: string
  readonly type?: string
  readonly retriable?: boolean
  readonly cause?: unknown
}

/** Finds the broker's or the network's own error under kafkajs's wrappings. */
export const rootFault = (error: unknown): KafkaFault => {
  let fault = error as KafkaFault
  for (let depth = 0; depth < 10 && isFault(fault.cause); depth += 1) fault = fault.cause
  return fault
}

/** What does not mend by trying again: the broker said no, or kafkajs cannot. Connection trouble always may. */
export const isPermanentFault = (error: unknown): boolean => {
  const fault = rootFault(error)
  if (fault.type !== undefined && WAITING_TYPES.has(fault.type)) return false
  if (WAITING_NAMES.has(fault.name)) return false
  return fault.retriable === false
}

/** Errors after which a producer id is of no more use, though nothing is wrong with the records. */
export const requiresNewProducer = (error: unknown): boolean => DEAD_PRODUCER.has(rootFault(error).type ?? '')

export const brokerDown = (doing: string, cause: unknown): LandfallError =>
  new LandfallError('LF_BROKER_DOWN', `${doing}: ${rootFault(cause).message}`, { retryable: true, cause })

export const brokerRefused = (doing: string, cause: unknown): LandfallError =>
  new LandfallError('LF_BROKER_REFUSED', `${doing}: ${rootFault(cause).message}`, { retryable: false, cause })

const DEAD_PRODUCER: ReadonlySet<string> = new Set([
  'OUT_OF_ORDER_SEQUENCE_NUMBER',
  'UNKNOWN_PRODUCER_ID',
  'INVALID_PRODUCER_EPOCH',
  'INVALID_PRODUCER_ID_MAPPING',
  'DUPLICATE_SEQUENCE_NUMBER',
])

/** kafkajs calls these final, but a topic may be created, a coordinator elected, and a closed connection opened again. */
const WAITING_TYPES: ReadonlySet<string> = new Set([
  'UNKNOWN_TOPIC_OR_PARTITION',
  'GROUP_COORDINATOR_NOT_AVAILABLE',
  'NOT_COORDINATOR_FOR_GROUP',
  'GROUP_LOAD_IN_PROGRESS',
  'REBALANCE_IN_PROGRESS',
  'ILLEGAL_GENERATION',
  'UNKNOWN_MEMBER_ID',
])

/** The same, told by the client: a broker that has just started has no coordinator yet and knows no topics. */
const WAITING_NAMES: ReadonlySet<string> = new Set([
  'KafkaJSGroupCoordinatorNotFound',
  'KafkaJSBrokerNotFound',
  'KafkaJSMetadataNotLoaded',
  'KafkaJSTopicMetadataNotLoaded',
  'KafkaJSTimeout',
  'KafkaJSLockTimeout',
])

const isFault = (value: unknown): value is KafkaFault => value instanceof Error
