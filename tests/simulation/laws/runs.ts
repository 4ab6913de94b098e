import fc from 'fast-check'

/** `LANDFALL_RUNS=10000` (nightly) asks for more runs; `LANDFALL_SEED=…` repeats those of a failure, which prints it. */
export const RUNS = Number(process.env['LANDFALL_RUNS'] ?? 200)
const SEED = process.env['LANDFALL_SEED']

/** Holds the law over random cases. On failure fast-check prints the seed, the path and the smallest case it found. */
export const holds = <T>(cases: fc.Arbitrary<T>, law: (one: T) => void, { share = 1 }: { share?: number } = {}): void =>
  fc.assert(fc.property(cases, law), {
    numRuns: Math.max(1, Math.ceil(RUNS * share)),
    ...(SEED === undefined ? {} : { seed: Number(SEED) }),
  })
