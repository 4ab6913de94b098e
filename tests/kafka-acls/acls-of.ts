import { type Topics, topics, windowingGroups } from '@landfall/contracts'

/** By Kafka's names, in the form of `kafka-acls.sh`. */
export type Operation = 'Read' | 'Write' | 'Create' | 'Delete' | 'Describe' | 'DescribeConfigs' | 'AlterConfigs'

export type Acl = {
  readonly resource: 'topic' | 'group' | 'transactional-id' | 'cluster'
  readonly name: string
  /** `prefixed`: of all whose name begins so. */
  readonly pattern: 'literal' | 'prefixed'
  readonly operation: Operation
}

/** Who has a user of their own: the services, and what operators do with `landfall`. */
export type Role = keyof typeof ROLES

type TopicNames = readonly (keyof Topics)[]
type RoleSpec = {
  readonly does: string
  readonly reads?: TopicNames
  readonly writes?: TopicNames
  /** Asked for their ends, their ids or their partitions alone. */
  readonly describes?: TopicNames
  /** Compared with the contract at the start, and created where they are missing. */
  readonly ensures?: TopicNames
  /** The same, and never created. */
  readonly compares?: TopicNames
  readonly more?: (prefix: string) => readonly Acl[]
}

const ALL = Object.keys(topics('')) as TopicNames
const OBSERVATIONS: TopicNames = ['observations', 'exerciseObservations']
const ARRIVALS: TopicNames = ['arrivals', 'exerciseArrivals']
const BACKED_UP: TopicNames = ['alerts', 'actions', 'audit', 'marks']

const anyOf = (resource: Acl['resource'], name: string, operation: Operation): Acl => ({
  resource,
  name,
  pattern: 'prefixed',
  operation,
})
const CLUSTER: Omit<Acl, 'operation'> = { resource: 'cluster', name: 'kafka-cluster', pattern: 'literal' }

const INGEST_WRITES: TopicNames = [...OBSERVATIONS, 'rejected', 'sources', 'audit']
const ALERT_READS: TopicNames = ['alerts', 'actions', 'alertIndex', ...OBSERVATIONS, 'sessions', 'marks']
const ALERT_WRITES: TopicNames = ['actions', 'alertIndex', 'sources', 'audit', 'sessions', 'marks']

/** The one table: a topic, a stage or a command that is new gets its line here. */
export const ROLES = {
  ingest: {
    does: 'lets observations in. `Describe` of the cluster is for what is left on the disks; with `KAFKA_DISK_BYTES_MIN=0` it is not asked',
    reads: ['sessions'],
    writes: INGEST_WRITES,
    ensures: [...INGEST_WRITES, 'sessions'],
    more: () => [{ ...CLUSTER, operation: 'Describe' }],
  },
  windowing: {
    does: 'finds mass arrivals. Its transactional ids fence off former owners of a partition (decision 0009); its groups only show how far it is',
    reads: [...OBSERVATIONS, ...ARRIVALS, 'sources', 'alerts', 'areaPlacements', 'stateCheckpoints'],
    writes: [...ARRIVALS, 'rejected', 'sources', 'alerts', 'deadLetters', 'areaPlacements', 'stateCheckpoints'],
    ensures: ALL,
    more: (prefix) => [
      anyOf('group', windowingPrefix(prefix), 'Read'),
      anyOf('transactional-id', windowingPrefix(prefix), 'Write'),
    ],
  },
  alert: {
    does: 'shows alerts and writes down what operators do. `Describe` of windowing’s groups and of arrivals is for how far it has come',
    reads: ALERT_READS,
    writes: ALERT_WRITES,
    describes: ARRIVALS,
    ensures: [...new Set([...ALERT_READS, ...ALERT_WRITES])],
    more: (prefix) => [anyOf('group', windowingPrefix(prefix), 'Describe')],
  },
  webhooks: {
    does: 'passes alerts on; a group for each webhook is its queue',
    reads: ['alerts'],
    more: (prefix) => [anyOf('group', `${topics(prefix).alerts.name}.webhook.`, 'Read')],
  },
  'landfall topics, topics drift': { does: 'says what is there', compares: ALL },
  'landfall topics ensure, npm start': { does: 'creates what is missing', ensures: ALL },
  'landfall topics gather': {
    does: 'moves observations to their partitions',
    reads: OBSERVATIONS,
    writes: OBSERVATIONS,
    more: (prefix) => OBSERVATIONS.map((name) => ({ ...topicAcl(prefix, name), operation: 'Delete' })),
  },
  'landfall topics grow': {
    does: 'copies observations to a later generation of their topic (`….p48`), and closes the former one; `Delete` is for `--abandon`. How far it has come is committed for a group',
    reads: OBSERVATIONS,
    writes: OBSERVATIONS,
    more: (prefix) =>
      OBSERVATIONS.flatMap((name): readonly Acl[] => {
        const later = `${topics(prefix)[name].name}.p`
        const onLater = (['Write', 'Create', 'AlterConfigs', 'Delete'] as const).map((operation) =>
          anyOf('topic', later, operation),
        )
        return [{ ...topicAcl(prefix, name), operation: 'AlterConfigs' }, ...onLater, anyOf('group', later, 'Read')]
      }),
  },
  'landfall backup': { does: 'reads what cannot be worked out again', reads: BACKED_UP, compares: BACKED_UP },
  'landfall restore': {
    does: 'writes it again, with the offsets and times that it had',
    reads: BACKED_UP,
    writes: BACKED_UP,
    ensures: BACKED_UP,
    more: (prefix) =>
      BACKED_UP.flatMap((name): readonly Acl[] => [
        { ...topicAcl(prefix, name), operation: 'AlterConfigs' },
        {
          resource: 'transactional-id',
          name: `${topics(prefix)[name].name}.restore`,
          pattern: 'literal',
          operation: 'Write',
        },
      ]),
  },
  'landfall explain --from-log, retract, inspect, areas placement': {
    does: 'reads the log',
    reads: [...OBSERVATIONS, ...ARRIVALS, 'alerts', 'areaPlacements', 'stateCheckpoints'],
    compares: [...OBSERVATIONS, ...ARRIVALS, 'sources', 'alerts', 'areaPlacements', 'stateCheckpoints'],
  },
  'landfall dead-letters': {
    does: 'shows records that were set aside, and replays them',
    reads: ['deadLetters', 'areaPlacements'],
    writes: [...OBSERVATIONS, ...ARRIVALS],
    compares: ['deadLetters', 'areaPlacements'],
  },
  'landfall audit export': {
    does: 'prints the audit, and that it did',
    reads: ['audit'],
    writes: ['audit'],
    compares: ['audit'],
  },
} satisfies Readonly<Record<string, RoleSpec>>

const windowingPrefix = (prefix: string): string => windowingGroups(prefix).arrivals.replace(/arrivals$/, '')

const topicAcl = (prefix: string, name: keyof Topics): Omit<Acl, 'operation'> => ({
  resource: 'topic',
  name: topics(prefix)[name].name,
  pattern: 'literal',
})

/** The least that a role needs. `managed`: with `TOPICS=managed`, as by default; with `external` it creates nothing. */
export const aclsOf = (role: Role, prefix: string, { managed = true } = {}): readonly Acl[] => {
  const spec: RoleSpec = ROLES[role]
  const { reads = [], writes = [], describes = [], ensures = [], compares = [], more = () => [] } = spec
  const on = (names: TopicNames, operation: Operation): readonly Acl[] =>
    names.map((name) => ({ ...topicAcl(prefix, name), operation }))
  const isImplied = (name: keyof Topics): boolean => reads.includes(name) || writes.includes(name)
  const further = more(prefix)
  const isAltered = (name: keyof Topics): boolean =>
    further.some((acl) => acl.operation === 'AlterConfigs' && acl.name === topics(prefix)[name].name)
  const configured = [...new Set([...ensures, ...compares])].filter((name) => !isAltered(name))
  const described = [...new Set([...describes, ...ensures, ...compares])].filter((name) => !isImplied(name))
  return [
    ...on(reads, 'Read'),
    ...on(writes, 'Write'),
    ...on(described, 'Describe'),
    ...on(configured, 'DescribeConfigs'),
    ...on(managed ? ensures : [], 'Create'),
    ...further,
  ]
}
