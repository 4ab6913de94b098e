export { answerMalformed, answerRaw } from './answer-malformed.ts'
export { type Backoff, type BackoffSpec, createBackoff } from './create-backoff.ts'
export { type BackingServiceState, createHealth, type Health } from './create-health.ts'
export { createLogger, type Logger, type LoggerSpec } from './create-logger.ts'
export { type Counter, createMetrics, type Gauge, type Histogram, type Metrics } from './create-metrics.ts'
export { createPacer } from './create-pacer.ts'
export { createSettingFiles, loadSettingFiles, type SettingFiles, unusableFile } from './create-setting-files.ts'
export { hidePassword } from './hide-password.ts'
export {
  type KafkaSecuritySettings,
  kafkaSecuritySettings,
  refuseKafkaContradictions,
} from './kafka-security-settings.ts'
export { type Followed, keepFollowing } from './keep-following.ts'
export { type ErrorCode, isLandfallError, LandfallError } from './landfall-error.ts'
export { type OpsDeps, opsRoutes } from './ops-routes.ts'
export { pause } from './pause.ts'
export { readConfig, readConfigOrExit } from './read-config.ts'
export { type Running, runService, type Service } from './run-service.ts'
export {
  Brokers,
  commaList,
  partitionSettings,
  serviceSettings,
  TopicPrefix,
  type TopicSettings,
  topicSettings,
} from './service-settings.ts'
export { untilAborted } from './until-aborted.ts'
export { waitAtMost } from './wait-at-most.ts'
