import { describePartitionStore } from './describe-partition-store.ts'
import { damageStored, memoryPartitionStore, type Shared } from './memory-partition-store.ts'

describePartitionStore('memory', async () => {
  const shared: Shared = new Map()
  const damage = async (partition: number) => damageStored(shared, partition)
  return { store: memoryPartitionStore(shared), rival: memoryPartitionStore(shared), damage }
})
