import kafkajs, { type AclEntry } from 'kafkajs'
import type { Acl } from './acls-of.ts'

const { AclOperationTypes, AclPermissionTypes, AclResourceTypes, Kafka, logLevel, ResourcePatternTypes } = kafkajs

const RESOURCES: Readonly<Record<Acl['resource'], number>> = {
  topic: AclResourceTypes.TOPIC,
  group: AclResourceTypes.GROUP,
  'transactional-id': AclResourceTypes.TRANSACTIONAL_ID,
  cluster: AclResourceTypes.CLUSTER,
}
const OPERATIONS: Readonly<Record<Acl['operation'], number>> = {
  Read: AclOperationTypes.READ,
  Write: AclOperationTypes.WRITE,
  Create: AclOperationTypes.CREATE,
  Delete: AclOperationTypes.DELETE,
  Describe: AclOperationTypes.DESCRIBE,
  DescribeConfigs: AclOperationTypes.DESCRIBE_CONFIGS,
  AlterConfigs: AclOperationTypes.ALTER_CONFIGS,
}

/** Gives and takes ACLs as an operator would, by way of a listener where everybody may. */
export const openAclAdmin = async (broker: string) => {
  const admin = new Kafka({ brokers: [broker], clientId: 'operator', logLevel: logLevel.NOTHING }).admin()
  await admin.connect()

  const held = async (user: string): Promise<number> => {
    const { resources } = await admin.describeAcls({
      resourceType: AclResourceTypes.ANY,
      resourcePatternType: ResourcePatternTypes.ANY,
      principal: `User:${user}`,
      operation: AclOperationTypes.ANY,
      permissionType: AclPermissionTypes.ANY,
    })
    return resources.reduce((sum, { acls }) => sum + acls.length, 0)
  }

  return {
    /** The user has these ACLs and no others. Resolves when the broker knows. */
    allow: async (user: string, acls: readonly Acl[]): Promise<void> => {
      const principal = `User:${user}`
      const any = { operation: AclOperationTypes.ANY, permissionType: AclPermissionTypes.ANY, principal }
      const filter = { ...any, resourceType: AclResourceTypes.ANY, resourcePatternType: ResourcePatternTypes.ANY }
      await admin.deleteAcls({ filters: [filter] })
      if (acls.length > 0) await admin.createAcls({ acl: acls.map((acl) => entryOf(acl, principal)) })
      while ((await held(user)) !== acls.length); // The controller answers before the broker has it.
    },
    close: () => admin.disconnect(),
  }
}

const entryOf = ({ resource, name, pattern, operation }: Acl, principal: string): AclEntry => ({
  principal,
  host: '*',
  resourceType: RESOURCES[resource],
  resourceName: name,
  resourcePatternType: pattern === 'prefixed' ? ResourcePatternTypes.PREFIXED : ResourcePatternTypes.LITERAL,
  operation: OPERATIONS[operation],
  permissionType: AclPermissionTypes.ALLOW,
})
