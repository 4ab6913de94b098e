import { shuffled } from '@landfall/testkit'
import type { SystemPart } from '../e2e/start-system.ts'

export const CHAOS_PARTS = [
  'ingest',
  'windowing',
  'windowing-2',
  'windowing-3',
  'alert',
] as const satisfies SystemPart[]
export const BROKER_PARTS = ['broker 1', 'broker 2', 'broker 3'] as const

type Broker = (typeof BROKER_PARTS)[number]
export type Victim = SystemPart | Broker | 'Redis'
/** Paused and then killed, a broker loses what it was sent meanwhile. */
type How = 'killed' | 'stopped' | 'paused' | 'paused and killed' | 'emptied'

export type Fault = {
  readonly victim: Victim
  readonly how: How
  /** From the beginning of the episode. */
  readonly afterMs: number
  readonly lastsMs: number
}

/** Faults that begin at about the same time, and a rest after the last has ended. */
export type Episode = { readonly title: string; readonly faults: readonly Fault[]; readonly restMs: number }

/** What a broker's loss lasts, in seconds: mostly short, at times a minute. */
const SPANS = [
  { below: 0.6, from: 1, to: 6 },
  { below: 0.85, from: 6, to: 20 },
  { below: 1, from: 20, to: 60 },
] as const
const TOGETHER_MS_MAX = 3_000

export const isBroker = (victim: Victim): victim is Broker => BROKER_PARTS.some((broker) => broker === victim)

type Random = () => number
type Drawn = Omit<Episode, 'restMs'>

const between = (random: Random, fromMs: number, toMs: number): number => fromMs + random() * (toMs - fromMs)
const anyOf = <T>(all: readonly T[], random: Random): T => all[Math.floor(random() * all.length)] as T

const span = (random: Random): number => {
  const choice = random()
  const { from, to } = SPANS.find(({ below }) => choice < below) ?? SPANS[0]
  return between(random, from * 1_000, to * 1_000)
}

const drawFault = (victim: Victim, random: Random, afterMs = 0): Fault => {
  if (isBroker(victim))
    return { victim, how: anyOf(['killed', 'stopped', 'paused'], random), afterMs, lastsMs: span(random) }
  if (victim === 'Redis') {
    const how = anyOf(['killed', 'killed', 'paused', 'paused', 'emptied'] as const, random)
    return { victim, how, afterMs, lastsMs: between(random, 500, how === 'paused' ? 20_000 : 8_000) }
  }
  const how = anyOf(['killed', 'stopped', 'paused', 'paused'] as const, random)
  return { victim, how, afterMs, lastsMs: between(random, 500, how === 'paused' ? 30_000 : 3_000) }
}

/** With two of three brokers away nothing can be written: the system waits. */
const majority = (random: Random): Drawn => {
  const brokers = shuffled(BROKER_PARTS, random).slice(0, random() < 0.6 ? 2 : 3)
  const lastsMs = between(random, 5_000, 30_000)
  const how = () => anyOf(['killed', 'paused'] as const, random)
  return {
    title: 'most brokers',
    faults: brokers.map((victim) => ({ victim, how: how(), afterMs: between(random, 0, TOGETHER_MS_MAX), lastsMs })),
  }
}

/** The brokers hold requests that they have not acknowledged, and then nobody is left who knows of them. */
const everything = (random: Random): Drawn => {
  const pausedMs = between(random, 500, 3_000)
  const how = anyOf(['paused', 'paused and killed'] as const, random)
  return {
    title: 'all brokers paused, then all services killed',
    faults: [
      ...BROKER_PARTS.map((victim): Fault => ({ victim, how, afterMs: 0, lastsMs: pausedMs + 500 })),
      ...CHAOS_PARTS.map((victim): Fault => ({ victim, how: 'killed', afterMs: pausedMs, lastsMs: 1_000 })),
    ],
  }
}

const alone = (random: Random): Drawn => {
  const kind = anyOf(['broker', 'broker', 'ingest', 'windowing', 'windowing', 'alert', 'Redis'] as const, random)
  const victim =
    kind === 'broker'
      ? anyOf(BROKER_PARTS, random)
      : kind === 'windowing'
        ? anyOf(['windowing', 'windowing-2', 'windowing-3'] as const, random)
        : kind
  const fault = drawFault(victim, random)
  return { title: `${kind} ${fault.how}`, faults: [fault] }
}

/** Two or three at once, of the brokers one at most. */
const several = (random: Random): Drawn => {
  const victims = shuffled<Victim>([anyOf(BROKER_PARTS, random), ...CHAOS_PARTS, 'Redis'], random)
  const faults = victims
    .slice(0, random() < 0.6 ? 2 : 3)
    .map((victim) => drawFault(victim, random, between(random, 0, TOGETHER_MS_MAX)))
  return { title: 'several at once', faults }
}

/** Mostly too short for the system to be whole again; at times long enough to see it at rest. */
const drawRest = (random: Random): number =>
  random() < 0.6 ? between(random, 3_000, 15_000) : between(random, 25_000, 40_000)

/** Of a number: the first loses what is in hand everywhere, the others are drawn. No fault and no rest lasts longer than `lastsMsMax`. */
export const drawEpisode = (number: number, random: Random, lastsMsMax: number): Episode => {
  const choice = number === 0 ? 0.1 : random()
  const draw = choice < 0.1 ? majority : choice < 0.15 ? everything : choice < 0.65 ? alone : several
  const { title, faults } = draw(random)
  return {
    title,
    faults: faults.map((fault) => ({ ...fault, lastsMs: Math.min(fault.lastsMs, lastsMsMax) })),
    restMs: Math.min(drawRest(random), lastsMsMax),
  }
}
