import type { BenchRow } from '../bench.ts'
import { median } from '../rate-per-second.ts'
import { openCrowd } from './open-crowd.ts'
import { processFiguresOf } from './process-figures-of.ts'
import type { Server } from './start-fan-out-server.ts'

const NAMES = ['bare', 'ours'] as const
type Name = (typeof NAMES)[number]
type Sides<T> = Readonly<Record<Name, T>>
type Figures = { readonly tookMs: number; readonly cpuMs: number }

export type CompareSpec = {
  readonly start: Sides<() => Promise<Server>>
  readonly size: number
  /** How many alerts come at once in a burst. */
  readonly burst: number
  /** How many bursts, and how many alerts one by one, are measured; the first of each is thrown away. */
  readonly bursts: number
  readonly singles: number
}

const SUBSCRIBE = '{"type":"subscribe"}'

/**
 * Starts both servers, each with so many clients, and measures them in turns, so that other load on the machine affects
 * both alike.
 */
export const compareFanOut = async (spec: CompareSpec): Promise<readonly BenchRow[]> => {
  await using open = new AsyncDisposableStack()
  const sides = { bare: await openSide(open, spec, 'bare'), ours: await openSide(open, spec, 'ours') }
  const rounds = async (count: number, alerts: number): Promise<Sides<readonly Figures[]>> => {
    const measured: Record<Name, Figures[]> = { bare: [], ours: [] }
    for (let round = 0; round <= count; round += 1) {
      for (const name of NAMES) {
        const figures = await sides[name].measure(alerts)
        if (round > 0) measured[name].push(figures) // The first warms up.
      }
    }
    return measured
  }
  const singles = await rounds(spec.singles, 1)
  const bursts = await rounds(spec.bursts, spec.burst)
  const memory = { bare: sides.bare.kibPerClient, ours: sides.ours.kibPerClient }
  const who = `${spec.size} clients`
  return [
    ...rowsOf(`one alert to ${who}`, spec.size, singles),
    ...rowsOf(`${spec.burst} alerts at once to ${who}`, spec.size * spec.burst, bursts),
    row(`memory per client, ${who}`, 'KiB', memory),
  ]
}

const openSide = async (open: AsyncDisposableStack, { start, size }: CompareSpec, name: Name) => {
  const server = open.adopt(await start[name](), ({ stop }) => stop())
  const before = await processFiguresOf(server.pid)
  const crowd = open.adopt(await openCrowd({ url: server.url, size, wish: SUBSCRIBE }), ({ close }) => close())
  const kibPerClient = ((await processFiguresOf(server.pid)).rssMb - before.rssMb) * (1_024 / size)
  const measure = async (alerts: number): Promise<Figures> => {
    const { cpuMs } = await processFiguresOf(server.pid)
    const tookMs = await crowd.count(alerts, () => server.publish(alerts))
    return { tookMs, cpuMs: (await processFiguresOf(server.pid)).cpuMs - cpuMs }
  }
  return { kibPerClient, measure }
}

const rowsOf = (what: string, frames: number, figures: Sides<readonly Figures[]>): readonly BenchRow[] => {
  const each = (of: (figures: Figures) => number): Sides<number> => ({
    bare: median(figures.bare.map(of)),
    ours: median(figures.ours.map(of)),
  })
  const tookMs = each((one) => one.tookMs)
  const cpu = (name: Name): number =>
    (figures[name].reduce((sum, { cpuMs }) => sum + cpuMs, 0) * 1_000) / (frames * figures[name].length)
  return [
    {
      ...row(`${what}: frames`, '/s', {
        bare: (frames * 1_000) / tookMs.bare,
        ours: (frames * 1_000) / tookMs.ours,
      }),
      aim: { ratioMin: 0.9 },
    },
    row(`${what}: first client to last`, 'ms', tookMs),
    row(`${what}: server’s time per 1,000 frames`, 'ms', { bare: cpu('bare'), ours: cpu('ours') }),
  ]
}

const row = (measure: string, unit: string, { ours, bare }: Sides<number>): BenchRow => ({
  measure,
  unit,
  value: ours,
  floor: { measure: 'bare ws', value: bare },
})
