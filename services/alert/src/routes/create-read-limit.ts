import { addressGroup } from '@landfall/access'
import { LandfallError } from '@landfall/runtime'
import type { FastifyRequest } from 'fastify'

/** Reads of the log at the same time for one token, or one address without tokens. */
export const READS_PER_CALLER_MAX = 6

type Caller = Pick<FastifyRequest, 'principal' | 'ip'>
/** Runs `read` for whoever asks. Rejects with LF_READERS_BUSY, without running it, where that caller has as many under way. */
export type ReadLimit = <T>(caller: Caller, read: () => Promise<T>) => Promise<T>

/** Keeps one caller from taking all the reads of old alerts, which everybody shares. */
export const createReadLimit = (readsMax = READS_PER_CALLER_MAX): ReadLimit => {
  const underWay = new Map<string, number>()
  return async ({ principal, ip }, read) => {
    const caller = principal?.id ?? addressGroup(ip)
    const reads = underWay.get(caller) ?? 0
    if (reads >= readsMax) {
      throw new LandfallError('LF_READERS_BUSY', `${reads} reads of ${caller} are under way`, { retryable: true })
    }
    underWay.set(caller, reads + 1)
    try {
      return await read()
    } finally {
      const left = (underWay.get(caller) ?? 1) - 1
      if (left === 0) underWay.delete(caller)
      else underWay.set(caller, left)
    }
  }
}
