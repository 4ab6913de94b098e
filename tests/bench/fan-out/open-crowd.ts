import { fork } from 'node:child_process'
import { on, once } from 'node:events'
import { resolve } from 'node:path'

/** What the bench asks of a crowd, and its answer: `ready` at once, the rest when it is done. */
export type CrowdWish =
  | {
      readonly ask: 'join'
      readonly url: string
      readonly size: number
      readonly wish: string
      readonly alerts: number
    }
  | { readonly ask: 'count'; readonly alerts: number }
  | { readonly ask: 'stop-reading' }
export type CrowdAnswer = 'ready' | { readonly tookMs: number } | { readonly failed: string }

export type CrowdSpec = {
  readonly url: string
  readonly size: number
  /** The frame that each client sends first. */
  readonly wish: string
  /** How many alerts a client must have received to count as connected; 0: its greeting is enough. */
  readonly alerts?: number
}

/** So many clients in a process of their own, all connected and greeted. */
export const openCrowd = async ({ url, size, wish, alerts = 0 }: CrowdSpec) => {
  const child = fork(resolve(import.meta.dirname, 'crowd-process.ts'))
  const exited = once(child, 'exit')
  const answers = on(child, 'message', { close: ['exit'] })
  const next = async (): Promise<CrowdAnswer> => {
    const { value, done } = (await answers.next()) as IteratorResult<[CrowdAnswer]>
    if (done === true) throw new Error('the process of the clients ended')
    const [answer] = value
    if (typeof answer === 'object' && 'failed' in answer) throw new Error(answer.failed)
    return answer
  }
  const tookMs = async (): Promise<number> => {
    const answer = await next()
    return typeof answer === 'object' && 'tookMs' in answer ? answer.tookMs : Number.NaN
  }
  /** Resolves when the crowd has begun; its answer comes as `next`. */
  const ask = async (wish: CrowdWish): Promise<void> => {
    child.send(wish)
    await next()
  }

  await ask({ ask: 'join', url, size, wish, alerts })
  const joinedMs = await tookMs()
  return {
    size,
    joinedMs,
    /** Runs `act` and returns how long it took from the first alert at any client to the last of so many at the last client. */
    count: async (count: number, act: () => Promise<void>): Promise<number> => {
      await ask({ ask: 'count', alerts: count })
      await act()
      return tookMs()
    },
    /** One of them reads nothing from now on, and is not counted. */
    stopReading: (): Promise<void> => ask({ ask: 'stop-reading' }),
    close: async (): Promise<void> => {
      child.kill('SIGKILL')
      await exited
    },
  }
}
