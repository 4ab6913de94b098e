import { describePartitionStore } from './describe-partition-store.ts'
import { memoryPartitionStore } from './memory-partition-store.ts'

describePartitionStore('memory', async () => {
  const shared = new Map()
  return { store: memoryPartitionStore(shared), rival: memoryPartitionStore(shared) }
})
