import { connect, type Socket } from 'node:net'
import { TLSSocket } from 'node:tls'
import type { Logger } from '@landfall/runtime'
import { type ISocketFactory, Kafka, type logCreator, logLevel } from 'kafkajs'
import { patchedKafkajs } from '../kafkajs-patches/patched-kafkajs.ts'
import type { KafkaSecurity } from '../security/create-kafka-security.ts'
import { type BrokerOrder, brokerOrderOf, type ConnectionNotes } from './create-broker-order.ts'

/** Which Kafka, and how it is secured. */
export type KafkaClient = {
  readonly brokers: readonly string[]
  readonly clientId: string
  readonly logger: Logger
  readonly security?: KafkaSecurity | undefined
}

export type ClientSpec = KafkaClient & {
  /** For brokers that a plain TCP connection does not reach: a tunnel, or a test that cuts connections. */
  readonly openSocket?: (host: string, port: number) => Socket
  /** Called when a connection ends, whoever ended it. */
  readonly onSocketClosed?: () => void
  /** From a request to its answer. */
  readonly requestMsMax?: number
}

const CONNECT_MS_MAX = 3_000
/** After it, a connection is probed (TCP keep-alive). */
const SILENCE_MS = 10_000
/**
 * Before a session ends, which is when its token does. kafkajs's 10 s would have it authenticate again at once where a token has
 * less left, and brokers refuse that within a second (KIP-368).
 */
const REAUTHENTICATE_BEFORE_MS = 3_000
/** A broker may stand still; then another leads after its session is over, 9 s by default, and is asked by then. */
const REQUEST_MS_MAX = 5_000

/**
 * kafkajs retries in several nested places, and its waits between tries cannot be stopped. So its retries are off, and every
 * loop that retries is one of ours.
 */
const ONE_TRY = { retries: 0, initialRetryTime: 100 }

export const clientConfig = (spec: ClientSpec) => ({
  brokers: () => [brokerOrderOf(spec.brokers).next()],
  clientId: spec.clientId,
  connectionTimeout: CONNECT_MS_MAX,
  requestTimeout: spec.requestMsMax ?? REQUEST_MS_MAX,
  retry: ONE_TRY,
  logLevel: logLevel.INFO,
  logCreator: quietLogs(spec.logger),
  socketFactory: socketFactory(brokerOrderOf(spec.brokers), openerOf(spec), spec.onSocketClosed),
  reauthenticationThreshold: REAUTHENTICATE_BEFORE_MS,
  ...(spec.security?.sasl !== undefined && { sasl: spec.security.sasl }),
})

/** A client of kafkajs with our patches. Throws LF_KAFKAJS_UNSUPPORTED. */
export const createKafkaClient = (spec: ClientSpec): Kafka => {
  patchedKafkajs()
  return new Kafka(clientConfig(spec))
}

const connectPlainly = (host: string, port: number): Socket => connect({ host, port })

type OpenSocket = (host: string, port: number) => Socket

/** With TLS asked for there is no way around it: what `openSocket` connects is what TLS runs on. */
const openerOf = ({ security, openSocket }: ClientSpec): OpenSocket => {
  const openTls = security?.openTls
  if (openTls === undefined) return openSocket ?? connectPlainly
  return (host, port) => openTls(host, port, openSocket?.(host, port))
}

const socketFactory =
  (order: BrokerOrder, openSocket: OpenSocket, onClosed = (): void => {}): ISocketFactory =>
  ({ host, port, onConnect }) => {
    const socket = openSocket(host, port)
    socket.setNoDelay(true) // Nagle's delay.
    socket.setKeepAlive(true, SILENCE_MS)
    noteAnswers(socket, order.connecting(`${host}:${port}`))
    socket.once(socket instanceof TLSSocket ? 'secureConnect' : 'connect', onConnect)
    socket.once('close', onClosed)
    return socket
  }

const noteAnswers = (socket: Socket, { answered, ended }: ConnectionNotes): void => {
  let isEndedByBroker = false
  socket.once('data', answered)
  socket.once('end', () => {
    isEndedByBroker = !socket.writableEnded // A broker answers our end with its own.
  })
  socket.once('close', (hadError) => ended(!(hadError || isEndedByBroker)))
}

/**
 * Logs of kafkajs go to `debug`, its errors too: the same failures reach our loops as errors, and are logged there once, with
 * what is done about them.
 */
const quietLogs =
  (logger: Logger): logCreator =>
  () =>
  ({ namespace, log: { message, timestamp: _timestamp, logger: _logger, ...fields } }) =>
    logger.debug({ event: 'kafkajs.log', namespace, message, ...fields })
