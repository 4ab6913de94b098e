import { type CrowdMember, joinAll } from './join-all.ts'
import type { CrowdAnswer, CrowdWish } from './open-crowd.ts'

// The clients of one server, in a process of their own: started by open-crowd.ts, which says what to do.
const answer = (message: CrowdAnswer): unknown => process.send?.(message)

let members: readonly CrowdMember[] = []
let asleep: CrowdMember | undefined
let onFrame = (_member: CrowdMember): void => {}
let onClose = (_member: CrowdMember): void => {}

/** Resolves when every member that reads has so many alerts more than now; times are from the first such frame on. */
const count = (alerts: number): Promise<number> => {
  const awake = members.filter((member) => member !== asleep)
  const targets = new Map(awake.map((member) => [member, member.alerts + alerts]))
  const { promise, resolve, reject } = Promise.withResolvers<number>()
  let firstMs: number | undefined
  onClose = (member) => {
    if (targets.has(member)) reject(new Error('a client was cut off in the middle of a measurement'))
  }
  onFrame = (member) => {
    const target = targets.get(member)
    if (target === undefined || member.alerts === target - alerts) return // A heartbeat.
    firstMs ??= performance.now()
    if (member.alerts < target) return
    targets.delete(member)
    if (targets.size === 0) resolve(performance.now() - firstMs)
  }
  return promise
}

/** From the first connection to the last client that was greeted and has got so many alerts. */
const join = async (wish: Extract<CrowdWish, { readonly ask: 'join' }>): Promise<number> => {
  const startedMs = performance.now()
  const { promise, resolve } = Promise.withResolvers<void>()
  const greeted = new Set<CrowdMember>()
  onFrame = (member) => {
    if (member.others > 0 && member.alerts >= wish.alerts) greeted.add(member)
    if (greeted.size === wish.size) resolve()
  }
  const watch = { onFrame: (member: CrowdMember) => onFrame(member), onClose: (member: CrowdMember) => onClose(member) }
  members = await joinAll(wish.url, wish.size, wish.wish, watch)
  await promise
  return performance.now() - startedMs
}

const perform = async (wish: CrowdWish): Promise<void> => {
  if (wish.ask === 'stop-reading') {
    asleep = members[0]
    asleep?.socket.pause()
    answer('ready')
    return
  }
  const done = wish.ask === 'join' ? join(wish) : count(wish.alerts)
  answer('ready')
  answer({ tookMs: await done })
}

process.on('message', (wish: CrowdWish) => {
  perform(wish).catch((error: unknown) => answer({ failed: String(error) }))
})
process.on('disconnect', () => process.exit()) // The bench is gone.
