import {
  ActionRecord,
  type AlertKind,
  ArrivalsSnapshot,
  ArrivalsTick,
  ArrivalsWatermark,
  alertSchemas,
  DeadLetter,
  ObservationInput,
  Rejected,
  ServerFrame,
  SourceRecord,
  SubscribeFrame,
  type TopicSpec,
  topics,
  WatchRecord,
} from '@landfall/contracts'
import { z } from 'zod'

type Json = { readonly [key: string]: unknown }

/** Allows additional fields, so that validating readers do not break when one is added. */
const schemaOf = (schema: z.ZodType): Json => {
  const { $schema: _dialect, ...json } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })
  return json
}

const text: Json = { type: 'string' }

/** CloudEvents 1.0, binary mode on Kafka: the attributes are record headers, the value is the alert alone. */
const CLOUD_EVENT_HEADERS: Json = {
  type: 'object',
  required: ['ce_specversion', 'ce_id', 'ce_type', 'ce_source', 'ce_time'],
  properties: {
    ce_specversion: { const: '1.0' },
    ce_id: { ...text, description: 'alertId/version: one content for ever; drop what you have already seen' },
    ce_type: { ...text, description: 'landfall.alert.<kind>.v1' },
    ce_source: text,
    ce_subject: { ...text, description: 'the alertId' },
    ce_time: { ...text, format: 'date-time' },
    ce_dataschema: text,
    ce_sequence: { ...text, description: 'the version' },
  },
}

const message = (title: string, payload: z.ZodType, more: Json = {}): Json => ({
  title,
  contentType: 'application/json',
  payload: schemaOf(payload),
  ...more,
})

/** The name of each kind's message in the document, and its title. */
const ALERT_MESSAGES: Readonly<Record<AlertKind, { readonly name: string; readonly title: string }>> = {
  diagnostic: { name: 'diagnostic', title: 'Something about the system itself, one version' },
  distress: { name: 'distress', title: 'A call for help, one version' },
  'inbound-group': { name: 'inboundGroup', title: 'An inbound group, one version' },
  'mass-arrival': { name: 'massArrival', title: 'A mass arrival, one version' },
  'source-limit': { name: 'sourceLimit', title: 'More sources than are watched, one version' },
  'source-silent': { name: 'sourceSilent', title: 'A source that is silent, one version' },
}
const ALERT_MESSAGE_NAMES = Object.values(ALERT_MESSAGES).map(({ name }) => name)

const alertMessages = Object.fromEntries(
  Object.entries(ALERT_MESSAGES).map(([kind, { name, title }]) => [
    name,
    message(title, alertSchemas[kind as AlertKind], { headers: CLOUD_EVENT_HEADERS }),
  ]),
)

const MESSAGES: Readonly<Record<string, Json>> = {
  observation: message('What a feeder saw', ObservationInput),
  arrivals: message('A craft’s arrivals in one area, whole', ArrivalsSnapshot),
  arrivalsTick: message('What time it is, while a change of an alert waits', ArrivalsTick),
  watermark: message('How far event time has come', ArrivalsWatermark),
  ...alertMessages,
  action: message('What was done to an alert', ActionRecord),
  watch: message('Who took over the watch', WatchRecord),
  rejected: message('An input that was refused', Rejected),
  sourceBeat: message('Who was heard, that time went on, or a call for help', SourceRecord),
  deadLetter: message('A record that a stage could not fold', DeadLetter),
  subscribe: message('The one frame a client sends', SubscribeFrame),
  frame: message('What the server sends', ServerFrame),
}

type Channel = { readonly spec: TopicSpec; readonly messages: readonly string[]; readonly about: string }

const TOPIC_CHANNELS = ((): Readonly<Record<string, Channel>> => {
  const all = topics('landfall')
  const { observations, arrivals, alerts, actions, rejected, sources, deadLetters } = all
  return {
    observations: { spec: observations, messages: ['observation'], about: 'Keyed by craftId. Real ones alone.' },
    exerciseObservations: {
      spec: all.exerciseObservations,
      messages: ['observation'],
      about: 'Keyed by craftId. Those of exercises.',
    },
    arrivals: {
      spec: arrivals,
      messages: ['arrivals', 'watermark', 'arrivalsTick'],
      about: 'Internal; the highest `reflects` per key is the truth. Craft that cannot count are left out.',
    },
    exerciseArrivals: { spec: all.exerciseArrivals, messages: ['arrivals'], about: 'Internal. For exercises.' },
    alerts: {
      spec: alerts,
      messages: ALERT_MESSAGE_NAMES,
      about: 'The public contract. Keyed by alertId, in one order for all, kept for ever. May repeat.',
    },
    actions: { spec: actions, messages: ['action', 'watch'], about: 'Internal. Keyed by alertId, kept for ever.' },
    rejected: { spec: rejected, messages: ['rejected'], about: 'Keyed by source id.' },
    sources: {
      spec: sources,
      messages: ['sourceBeat'],
      about: 'Internal: which sources are heard, for who is missed; calls for help.',
    },
    deadLetters: {
      spec: deadLetters,
      messages: ['deadLetter'],
      about: 'Internal: records that a stage could not fold. Take each stage, topic, partition and offset once.',
    },
  }
})()

const refs = (names: readonly string[]): Json =>
  Object.fromEntries(names.map((name) => [name, { $ref: `#/components/messages/${name}` }]))

const topicChannel = ({ spec, messages, about }: Channel): Json => ({
  address: spec.name,
  description: about,
  servers: [{ $ref: '#/servers/kafka' }],
  messages: refs(messages),
  bindings: {
    kafka: {
      topic: spec.name,
      partitions: spec.partitions,
      topicConfiguration: {
        'cleanup.policy': [spec.cleanupPolicy],
        'retention.ms': spec.retentionMs,
        'retention.bytes': spec.retentionBytes,
        'max.message.bytes': spec.messageBytesMax,
      },
      bindingVersion: '0.5.0',
    },
  },
})

const operation = (
  action: 'send' | 'receive',
  channel: string,
  messages: readonly string[],
  summary: string,
): Json => ({
  action,
  summary,
  channel: { $ref: `#/channels/${channel}` },
  messages: messages.map((name) => ({ $ref: `#/channels/${channel}/messages/${name}` })),
})

/** The topics and the live feed as AsyncAPI 3.1, from the schemas that the services themselves use. */
export const asyncApiDocument = (version: string): Json => ({
  asyncapi: '3.1.0',
  info: {
    title: 'Landfall',
    version,
    description:
      'Mass arrivals by sea, as indicators with their evidence. Lives at sea come first: an alert may be a rescue before it is anything else. Fields may be added to every message; ignore those you do not know.',
    license: { name: 'Apache-2.0' },
  },
  defaultContentType: 'application/json',
  servers: {
    kafka: { host: '127.0.0.1:9092', protocol: 'kafka' },
    alert: {
      host: '127.0.0.1:3000',
      protocol: 'ws',
      security: [{ $ref: '#/components/securitySchemes/token' }],
    },
  },
  channels: {
    ...Object.fromEntries(Object.entries(TOPIC_CHANNELS).map(([name, channel]) => [name, topicChannel(channel)])),
    feed: {
      address: '/v1/feed',
      description: 'The live feed; docs/subscribing.md says how to resume without a gap.',
      servers: [{ $ref: '#/servers/alert' }],
      messages: refs(['subscribe', 'frame']),
      bindings: { ws: { method: 'GET', bindingVersion: '0.1.0' } },
    },
  },
  operations: {
    readAlerts: operation('send', 'alerts', ALERT_MESSAGE_NAMES, 'Landfall appends every version of every alert'),
    followFeed: operation('send', 'feed', ['frame'], 'Landfall sends what is, then what changes'),
    subscribe: operation('receive', 'feed', ['subscribe'], 'Landfall waits 10 s for this'),
    feed: operation('receive', 'observations', ['observation'], 'Landfall reads what ingest has taken'),
  },
  components: {
    messages: MESSAGES,
    securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
  },
})
