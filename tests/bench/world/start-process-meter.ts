import { processFiguresOf } from '../fan-out/process-figures-of.ts'

export type ProcessFigures = {
  readonly name: string
  /** Milliseconds of processor time in each second. */
  readonly cpuMsPerSecond: number
  readonly rssMb: number
}

/** The name of the process that sends and measures, which a deployment has not. */
export const SENDER = 'the sender, beside them'

/** Processor time of processes from now until `read`, and their memory then. */
export const startProcessMeter = async (pids: ReadonlyMap<string, number>) => {
  const startedMs = performance.now()
  const before = await figuresOf(pids)
  return {
    read: async (): Promise<readonly ProcessFigures[]> => {
      const seconds = (performance.now() - startedMs) / 1_000
      const now = await figuresOf(pids)
      return [...now].map(([name, { cpuMs, rssMb }]) => ({
        name,
        cpuMsPerSecond: (cpuMs - (before.get(name)?.cpuMs ?? Number.NaN)) / seconds,
        rssMb,
      }))
    },
  }
}

const figuresOf = async (pids: ReadonlyMap<string, number>) =>
  new Map(await Promise.all([...pids].map(async ([name, pid]) => [name, await processFiguresOf(pid)] as const)))
