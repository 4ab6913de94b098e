import type { Starter } from '../backing-services/find-backing-services.ts'
import { freePort } from '../process/free-port.ts'
import { type Say, withProgress } from '../process/with-progress.ts'
import { containerImages } from './container-images.ts'
import { isDockerAvailable } from './is-docker-available.ts'

const START_MS_MAX = 180_000

/** For tests: containers of this run alone, through Testcontainers. Nothing of them stays. */
export const containerStarter = (say: Say): Starter => ({
  way: 'docker',
  available: isDockerAvailable,
  start: (service) =>
    service === 'kafka'
      ? withProgress(say, 'Kafka: starting a container', startKafkaContainer)
      : withProgress(say, 'Redis: starting a container', startRedisContainer),
})

const startKafkaContainer = async () => {
  const { GenericContainer, Wait } = await import('testcontainers') // Takes half a second to load: only here is it needed.
  const port = await freePort() // Chosen here, since the broker must know the address it advertises to clients.
  const container = await new GenericContainer(containerImages.kafka)
    .withEnvironment(kafkaEnvironment(port))
    .withExposedPorts({ container: 9094, host: port })
    .withTmpFs(WRITTEN_AT_START)
    .withWaitStrategy(Wait.forLogMessage(/Kafka Server started/))
    .withStartupTimeout(START_MS_MAX)
    .start()
  return { address: `${container.getHost()}:${port}`, stop: async () => void (await container.stop()) }
}

const startRedisContainer = async () => {
  const { GenericContainer, Wait } = await import('testcontainers')
  const container = await new GenericContainer(containerImages.redis)
    .withCommand(['redis-server', '--appendonly', 'yes'])
    .withExposedPorts(6379)
    .withWaitStrategy(Wait.forLogMessage(/Ready to accept connections/))
    .withStartupTimeout(START_MS_MAX)
    .start()
  const address = `redis://${container.getHost()}:${container.getMappedPort(6379)}`
  return { address, stop: async () => void (await container.stop()) }
}

/** The image writes its settings and logs here when it starts; as in docker-compose.yml. */
const WRITTEN_AT_START = { '/opt/kafka/config': 'rw,uid=1000,gid=1000', '/opt/kafka/logs': 'rw,uid=1000,gid=1000' }

/** The image takes all of its settings from the environment as soon as it finds one there. */
const kafkaEnvironment = (port: number): Record<string, string> => ({
  KAFKA_PROCESS_ROLES: 'broker,controller',
  KAFKA_NODE_ID: '1',
  KAFKA_CONTROLLER_QUORUM_VOTERS: '1@localhost:9093',
  // The broker sends transaction markers to itself, and cannot reach itself at the host's port.
  KAFKA_LISTENERS: 'INTERNAL://:9092,EXTERNAL://:9094,CONTROLLER://:9093',
  KAFKA_ADVERTISED_LISTENERS: `INTERNAL://localhost:9092,EXTERNAL://127.0.0.1:${port}`,
  KAFKA_INTER_BROKER_LISTENER_NAME: 'INTERNAL',
  KAFKA_CONTROLLER_LISTENER_NAMES: 'CONTROLLER',
  KAFKA_LISTENER_SECURITY_PROTOCOL_MAP: 'INTERNAL:PLAINTEXT,EXTERNAL:PLAINTEXT,CONTROLLER:PLAINTEXT',
  KAFKA_AUTO_CREATE_TOPICS_ENABLE: 'false',
  KAFKA_OFFSETS_TOPIC_NUM_PARTITIONS: '4',
  KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR: '1',
  KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR: '1',
  KAFKA_TRANSACTION_STATE_LOG_MIN_ISR: '1',
  KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS: '0',
})
