import type { Logger } from '@landfall/runtime'

const AGAIN_MS = 10_000

type DropLogDeps = { readonly logger: Logger; readonly sourceName: string; readonly clock: () => number }

/** Says at once that datagrams are lost, how many while it lasts, and when it is over: loud, but not a line for each. */
export const createDropLog = ({ logger, sourceName, clock }: DropLogDeps) => {
  let dropped = 0
  let saidAtMs = Number.NEGATIVE_INFINITY
  const say = (level: 'error' | 'warn', event: string): void => {
    saidAtMs = clock()
    logger[level]({ event, source: sourceName, datagrams: dropped })
  }
  return {
    drop: (): void => {
      dropped += 1
      if (clock() - saidAtMs >= AGAIN_MS) say('error', 'nmea.dropping')
    },
    taken: (): void => {
      if (dropped === 0) return
      say('warn', 'nmea.dropped')
      dropped = 0
      saidAtMs = Number.NEGATIVE_INFINITY
    },
  }
}
