import { type Acl, aclsOf, ROLES, type Role } from './acls-of.ts'

const PREFIX = 'landfall'

const INTRODUCTION = `# The ACLs that each service needs

Give each service a user of its own, with these ACLs and no others; operators one with those of the commands that they use. This page is written from
\`tests/kafka-acls/acls-of.ts\` (\`npx vitest run --project unit tests/kafka-acls -u\`). A test runs the services with these ACLs alone on
Kafka's own authorizer, and takes each away in turn: the error then names what is missing.

- Names are for \`TOPIC_PREFIX=landfall\`; another prefix begins them otherwise. A name that ends in \`*\` is a prefixed one (\`--resource-pattern-type prefixed\`).
- \`Create\` is not needed with \`TOPICS=external\`, and only for topics that are missing. \`Create\` on the cluster would do as well, and is more.
- \`Read\`, \`Write\` and \`Delete\` bring \`Describe\` with them, \`AlterConfigs\` brings \`DescribeConfigs\`: Kafka has it so.
- Idempotent producers need no \`IdempotentWrite\` since Kafka 3.0.
- Without an ACL that it needs a service ends or is not ready, and its log says what it may not do. To a user that may
  not describe a topic Kafka says that it is not there: \`LF_TOPICS_MISSING\` with \`TOPICS=external\`.
- Whoever may read the topics sees everything, operators' notes too; whoever may write to \`alerts\` can raise an alarm.
`

type Grouped = Omit<Acl, 'operation'> & { readonly operations: readonly string[] }

const grouped = (acls: readonly Acl[]): readonly Grouped[] => {
  const resources = Map.groupBy(acls, ({ resource, name }) => `${resource} ${name}`)
  return [...resources.values()].flatMap((some) => {
    const [first] = some
    return first === undefined ? [] : [{ ...first, operations: some.map(({ operation }) => operation) }]
  })
}

const row = ({ resource, name, pattern, operations }: Grouped): string =>
  `| ${resource} | \`${name}${pattern === 'prefixed' ? '*' : ''}\` | ${operations.join(', ')} |`

const section = (role: Role): string => `## ${role}

${ROLES[role].does.replace(/^./, (letter) => letter.toUpperCase())}.

| | Name | Operations |
|---|---|---|
${grouped(aclsOf(role, PREFIX)).map(row).join('\n')}
`

const FLAG: Readonly<Record<Acl['resource'], (name: string) => string>> = {
  topic: (name) => `--topic ${name}`,
  group: (name) => `--group ${name}`,
  'transactional-id': (name) => `--transactional-id ${name}`,
  cluster: () => '--cluster',
}

const command = (user: string, { resource, name, pattern, operations }: Grouped): string => {
  const allowed = operations.map((operation) => `--operation ${operation}`).join(' ')
  const how = pattern === 'prefixed' ? ' --resource-pattern-type prefixed' : ''
  return `allow ${user} ${FLAG[resource](name)}${how} ${allowed}`
}

const SERVICES: readonly Role[] = ['ingest', 'windowing', 'alert', 'webhooks']

const commands = `## As commands

For the services; \`admin.properties\` is how you reach Kafka.

\`\`\`sh
allow() { user=$1; shift; kafka-acls.sh --bootstrap-server kafka1.example:9093 --command-config admin.properties --add --allow-principal "User:$user" "$@"; }
${SERVICES.flatMap((role) => grouped(aclsOf(role, PREFIX)).map((each) => command(`landfall-${role}`, each))).join('\n')}
\`\`\`
`

/** docs/kafka-acls.md. */
export const aclsPage = (): string =>
  [INTRODUCTION, ...(Object.keys(ROLES) as Role[]).map(section), commands].join('\n')
