import type { Bench } from './bench.ts'

/** Every bench, in the order of the table. Loaded one at a time, each in a process of its own. */
export const benches: Readonly<Record<string, () => Promise<Bench>>> = {
  ingest: async () => (await import('./ingest-bench.ts')).ingestBench,
  'end-to-end': async () => (await import('./end-to-end-bench.ts')).endToEndBench,
  'exercise-flood': async () => (await import('./exercise-flood-bench.ts')).exerciseFloodBench,
  'alarm-in-flood': async () => (await import('./alarm-in-flood-bench.ts')).alarmInFloodBench,
  world: async () => (await import('./world-bench.ts')).worldBench,
  'hot-area': async () => (await import('./hot-area-bench.ts')).hotAreaBench,
  arrivals: async () => (await import('./arrivals-bench.ts')).arrivalsBench,
  'reports-of-one-craft': async () => (await import('./reports-of-one-craft-bench.ts')).reportsOfOneCraftBench,
  groups: async () => (await import('./groups-bench.ts')).groupsBench,
  'take-over': async () => (await import('./take-over-bench.ts')).takeOverBench,
  recovery: async () => (await import('./recovery-bench.ts')).recoveryBench,
  'state-memory': async () => (await import('./state-memory-bench.ts')).stateMemoryBench,
  'alert-start': async () => (await import('./alert-start-bench.ts')).alertStartBench,
  'fan-out': async () => (await import('./fan-out-bench.ts')).fanOutBench,
  forecast: async () => (await import('./forecast-bench.ts')).forecastBench,
  'ais-decode': async () => (await import('./ais-decode-bench.ts')).aisDecodeBench,
  'geo-lookups': async () => (await import('./geo-lookups-bench.ts')).geoLookupsBench,
}
