import { setTimeout as sleep } from 'node:timers/promises'
import type { RunningSystem, SystemPart } from '../e2e/start-system.ts'
import { BROKER_PARTS, type Episode, type Fault, isBroker } from './draw-episode.ts'
import type { PlacedBroker } from './open-three-brokers.ts'
import { emptyRedis, type Restartable } from './start-restartable-services.ts'

/** A service that takes longer to end after SIGTERM hangs: it limits its own closing. */
const STOP_MS_MAX = 30_000

export type HurtParts = {
  readonly system: RunningSystem
  readonly brokers: readonly PlacedBroker[]
  readonly redis: Restartable
}

export type Lived = {
  readonly title: string
  readonly fromMs: number
  /** All faults are over, and what was killed has been started again. */
  readonly untilMs: number
}

type Hurt = { readonly heal: () => Promise<void> }

/** Resolves when all faults of the episode are over; `hangs` gets services that do not end when asked. */
export const liveThrough = async (episode: Episode, parts: HurtParts, hangs: string[]): Promise<Lived> => {
  const fromMs = performance.now()
  await Promise.all(
    episode.faults.map(async (fault) => {
      await sleep(fault.afterMs)
      const { heal } = await hurt(fault, parts, hangs)
      await sleep(fault.lastsMs)
      await heal()
    }),
  )
  return { title: episode.title, fromMs, untilMs: performance.now() }
}

const hurt = (fault: Fault, parts: HurtParts, hangs: string[]): Promise<Hurt> => {
  const { victim } = fault
  if (victim === 'Redis') return hurtRedis(fault, parts.redis)
  if (!isBroker(victim)) return hurtService(fault, victim, parts.system, hangs)
  const broker = parts.brokers.find(({ nodeId }) => BROKER_PARTS[nodeId - 1] === victim)
  if (broker === undefined) throw new RangeError(`no ${victim}`)
  return hurtBroker(fault, broker)
}

const hurtBroker = async ({ how }: Fault, broker: PlacedBroker): Promise<Hurt> => {
  if (how === 'paused') {
    broker.running()?.pause()
    return { heal: async () => broker.running()?.resume() }
  }
  if (how === 'paused and killed') {
    broker.running()?.pause()
    return {
      heal: async () => {
        await broker.kill()
        await broker.start()
      },
    }
  }
  await (how === 'killed' ? broker.kill() : broker.stop())
  return { heal: () => broker.start() }
}

const hurtRedis = async ({ how }: Fault, redis: Restartable): Promise<Hurt> => {
  if (how === 'paused') {
    redis.pause()
    return { heal: async () => redis.resume() }
  }
  await redis.kill()
  if (how === 'emptied') await emptyRedis({ redis })
  return { heal: () => redis.start() }
}

const hurtService = async ({ how }: Fault, name: SystemPart, system: RunningSystem, hangs: string[]): Promise<Hurt> => {
  if (how === 'paused') {
    system.pause(name)
    return { heal: async () => system.resume(name) }
  }
  if (how === 'killed') await system.kill(name, 'SIGKILL')
  else {
    const late = setTimeout(() => hangs.push(`${name} has not ended ${STOP_MS_MAX} ms after SIGTERM`), STOP_MS_MAX)
    await system.kill(name, 'SIGTERM')
    clearTimeout(late)
  }
  return { heal: async () => system.spawn(name) }
}
