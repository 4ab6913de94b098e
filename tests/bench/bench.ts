/** What a `…-bench.ts` exports. README.md in this folder says how to add one. */
export type Bench = {
  /** The file's name without `-bench.ts`: `npm run bench -- geo-lookups` runs it alone. */
  readonly name: string
  /** What is measured, on what, in one line. */
  readonly title: string
  /** Measures the thing and its floor, one after the other in this process, on the same broker and Redis. */
  readonly run: (context: BenchContext) => Promise<readonly BenchRow[]>
}

export type BenchRow = {
  readonly measure: string
  readonly value: number
  /** `/s`, `ms`, `MB`, … */
  readonly unit: string
  /** The least this machine needs for the same job, measured in the same run: the ratio travels between machines, the value does not. */
  readonly floor?: { readonly measure: string; readonly value: number }
  readonly aim?: Aim
  readonly note?: string
}

/** `ratioMin` and `ratioMax` are of the floor (0.5 = half of it, 2 = twice it); the others are in the row's unit. */
export type Aim =
  | { readonly ratioMin: number }
  | { readonly ratioMax: number }
  | { readonly valueMin: number }
  | { readonly valueMax: number }

export type BenchContext = {
  /** A few seconds for the whole bench: says whether it runs, not how fast it is. */
  readonly quick: boolean
  /** What `--seconds` and `--craft` say, for benches that last long or are large; undefined: as the bench has it. */
  readonly seconds?: number
  readonly craft?: number
  /** Progress, for the person who waits. */
  readonly say: (text: string) => void
  /** A fresh broker of this bench's own, started at the first call, gone with the bench. */
  readonly kafkaBrokers: () => Promise<string>
  /** A fresh Redis of this bench's own, with its AOF on (everysec). */
  readonly redisUrl: () => Promise<string>
  /** Folders of recorded AIS data and of official zones; null where they are missing: say so and return no rows. */
  readonly recordings: string | null
  readonly zones: string | null
  /** What the bench starts goes on here; it is closed, last first, when the bench ends or fails. */
  readonly open: AsyncDisposableStack
}

/** True where the row reaches its aim; null where none is set. */
export const reachesAim = ({ value, floor, aim }: BenchRow): boolean | null => {
  if (aim === undefined) return null
  if ('valueMin' in aim) return value >= aim.valueMin
  if ('valueMax' in aim) return value <= aim.valueMax
  if (floor === undefined) return false
  const ratio = value / floor.value
  return 'ratioMin' in aim ? ratio >= aim.ratioMin : ratio <= aim.ratioMax
}
