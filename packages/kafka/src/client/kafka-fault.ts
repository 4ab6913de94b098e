import { isLandfallError, LandfallError } from '@landfall/runtime'
import { securityHint } from './security-hint.ts'

/** The fields of kafkajs's errors. `type` is the protocol's name of a broker's error. */
export type KafkaFault = {
  readonly name: string
  readonly message: string
  readonly type?: string
  /** Of a connection, as Node.js or OpenSSL has it. */
  readonly code?: unknown
  readonly retriable?: boolean
  readonly cause?: unknown
  /** Of a request for several topics, one for each that failed. */
  readonly errors?: readonly unknown[]
  /** Of a request for several partitions, one for each that failed. */
  readonly partitions?: readonly { readonly error?: unknown }[]
}

/** The broker's or the network's own error, under kafkajs's wrappers. */
export const rootFault = (error: unknown): KafkaFault => {
  let fault = error as KafkaFault
  for (let depth = 0; depth < 10; depth += 1) {
    const inner = fault.cause ?? fault.errors?.[0] ?? fault.partitions?.[0]?.error
    if (!isFault(inner)) break
    fault = inner
  }
  return fault
}

/** For people: what went wrong, and where security is the cause, which settings or ACLs to look at. */
export const describeFault = (error: unknown): string => {
  const fault = rootFault(error)
  const hint = securityHint(fault)
  return hint === undefined ? fault.message : `${fault.message} (${hint})`
}

/** True if a retry cannot help: the broker refused, or kafkajs cannot do it. Connection trouble always may pass. */
export const isPermanentFault = (error: unknown): boolean => {
  if (isLandfallError(error)) return !error.retryable
  const fault = rootFault(error)
  if (fault.type !== undefined && PASSING_TYPES.has(fault.type)) return false
  if (PASSING_NAMES.has(fault.name)) return false
  return fault.retriable === false
}

/** True if the producer id can no longer be used, though nothing is wrong with the records. */
export const requiresNewProducer = (error: unknown): boolean => DEAD_PRODUCER_TYPES.has(rootFault(error).type ?? '')

export const brokerDown = (doing: string, cause: unknown): LandfallError =>
  new LandfallError('LF_BROKER_DOWN', `${doing}: ${describeFault(cause)}`, { retryable: true, cause })

export const brokerRefused = (doing: string, cause: unknown): LandfallError =>
  new LandfallError('LF_BROKER_REFUSED', `${doing}: ${describeFault(cause)}`, { retryable: false, cause })

const DEAD_PRODUCER_TYPES: ReadonlySet<string> = new Set([
  'OUT_OF_ORDER_SEQUENCE_NUMBER',
  'UNKNOWN_PRODUCER_ID',
  'INVALID_PRODUCER_EPOCH',
  'INVALID_PRODUCER_ID_MAPPING',
  'DUPLICATE_SEQUENCE_NUMBER',
])

/** Final to kafkajs; but a topic may be created, a coordinator elected, and a closed connection opened again. */
const PASSING_TYPES: ReadonlySet<string> = new Set([
  'UNKNOWN_TOPIC_OR_PARTITION',
  'GROUP_COORDINATOR_NOT_AVAILABLE',
  'NOT_COORDINATOR_FOR_GROUP',
  'GROUP_LOAD_IN_PROGRESS',
  'REBALANCE_IN_PROGRESS',
  'ILLEGAL_GENERATION',
  'UNKNOWN_MEMBER_ID',
  'ILLEGAL_SASL_STATE', // Of a session too short to be authenticated again: another connection is made.
])

/** After anything but an answer of the broker a connection is of no more use, and after one that says so. */
export const endsConnection = (error: unknown): boolean => {
  const { type } = rootFault(error)
  return type === undefined || type === 'ILLEGAL_SASL_STATE'
}

/** The same, raised by kafkajs itself: a broker that has just started has no coordinator and knows no topics yet. */
const PASSING_NAMES: ReadonlySet<string> = new Set([
  'KafkaJSGroupCoordinatorNotFound',
  'KafkaJSBrokerNotFound',
  'KafkaJSMetadataNotLoaded',
  'KafkaJSTopicMetadataNotLoaded',
  'KafkaJSTimeout',
  'KafkaJSLockTimeout',
  'KafkaJSSASLAuthenticationError', // Credentials are changed at the broker first, or in the file first.
])

/** What kafkajs threw as LF_BROKER_REFUSED or LF_BROKER_DOWN; a LandfallError as it is. */
export const toLandfallError = (doing: string, error: unknown): LandfallError => {
  if (isLandfallError(error)) return error
  const isRefused = isPermanentFault(error) && !requiresNewProducer(error)
  return isRefused ? brokerRefused(doing, error) : brokerDown(doing, error)
}

const isFault = (value: unknown): value is KafkaFault => value instanceof Error
