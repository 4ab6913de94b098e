import type { Bench } from './bench.ts'

/** Every bench, in the order of the table. Loaded one at a time, each in a process of its own. */
export const benches: Readonly<Record<string, () => Promise<{ readonly bench: Bench }>>> = {
  ingest: () => import('./ingest.ts'),
  'end-to-end': () => import('./end-to-end.ts'),
  arrivals: () => import('./arrivals.ts'),
  groups: () => import('./groups.ts'),
  'take-over': () => import('./take-over.ts'),
  'state-memory': () => import('./state-memory.ts'),
  'fan-out': () => import('./fan-out.ts'),
  'ais-decode': () => import('./ais-decode.ts'),
  'geo-lookups': () => import('./geo-lookups.ts'),
}
