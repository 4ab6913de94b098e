import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

const CONNECTING_AT_ONCE = 200
const TEXT = 1
const PING = 9
const PONG = Buffer.from([0x8a, 0x80, 0, 0, 0, 0])
const KEY = 'bGFuZGZhbGwtYmVuY2gtMA=='

/** `frames` are those with an alert in it, told by their size; `others` are welcomes, snapshots of nothing, heartbeats. */
export type Member = { readonly socket: Socket; frames: number; others: number }

const ALERT_BYTES_MIN = 1_000

/** A client frame: text, masked with zeros, which leaves it as it is. */
const clientFrame = (text: string): Buffer => {
  const body = Buffer.from(text)
  const length = body.length < 126 ? [0x80 | body.length] : [0x80 | 126, body.length >> 8, body.length & 0xff]
  return Buffer.concat([Buffer.from([0x81, ...length]), Buffer.alloc(4), body])
}

/**
 * Counts a server's frames without looking into them, so that the crowd costs as little as it can: it shares the machine
 * with what is measured.
 */
const createCounter = (onFrame: (bytes: number) => void, onPing: () => void) => {
  let header: number[] = []
  let skip = 0
  const lengthOf = (): number | undefined => {
    const short = (header[1] ?? 0) & 0x7f
    const wanted = short < 126 ? 2 : short === 126 ? 4 : 10
    if (header.length < wanted) return undefined
    if (short < 126) return short
    return header.slice(2, wanted).reduce((sum, byte) => sum * 256 + byte, 0)
  }
  return (chunk: Buffer): void => {
    for (let at = 0; at < chunk.length; ) {
      if (skip > 0) {
        const step = Math.min(skip, chunk.length - at)
        skip -= step
        at += step
        continue
      }
      header.push(chunk[at] ?? 0)
      at += 1
      const length = header.length < 2 ? undefined : lengthOf()
      if (length === undefined) continue
      const opcode = (header[0] ?? 0) % 16
      if (opcode === TEXT) onFrame(length)
      if (opcode === PING) onPing()
      header = []
      skip = length
    }
  }
}

/** So many clients of a feed, each on a bare socket. */
export const openCrowd = async (url: string, size: number, subscribe: string) => {
  const { hostname, port, pathname, host } = new URL(url)
  const hello = `GET ${pathname} HTTP/1.1\r\nHost: ${host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${KEY}\r\n\r\n`
  const members: Member[] = []
  let onFrame = (_member: Member): void => {}
  let fail = (_member: Member): void => {}
  let others = 0
  const { promise: welcomed, resolve: allWelcomed } = Promise.withResolvers<void>()
  const onOther = (): void => {
    others += 1
    if (others === size) allWelcomed()
  }
  const frame = clientFrame(subscribe)

  const join = async (): Promise<void> => {
    const socket = connect({ host: hostname, port: Number(port), noDelay: true })
    const member: Member = { socket, frames: 0, others: 0 }
    socket.on('error', () => {}) // The close follows.
    socket.on('close', () => fail(member))
    await once(socket, 'connect')
    socket.write(hello)
    const [answer] = (await once(socket, 'data')) as [Buffer]
    const end = answer.indexOf('\r\n\r\n')
    if (end < 0 || !answer.toString('latin1', 0, 12).endsWith('101')) throw new Error(answer.toString('latin1', 0, 200))
    const onText = (bytes: number): void => {
      if (bytes < ALERT_BYTES_MIN) {
        member.others += 1
        onOther()
      } else {
        member.frames += 1
        onFrame(member)
      }
    }
    const count = createCounter(onText, () => void socket.write(PONG)) // Who does not answer is cut off.
    count(answer.subarray(end + 4))
    socket.on('data', count)
    socket.write(frame)
    members.push(member)
  }

  let left = size
  const joinSome = async (): Promise<void> => {
    while (left > 0) {
      left -= 1
      await join()
    }
  }
  await Promise.all(Array.from({ length: CONNECTING_AT_ONCE }, joinSome))
  await welcomed

  /** Resolves when every member has so many frames more than `base`; with when the first and the last frame came. */
  const all = (frames: number, base: ReadonlyMap<Member, number>): Promise<{ readonly tookMs: number }> => {
    const { promise, resolve, reject } = Promise.withResolvers<{ readonly tookMs: number }>()
    fail = (member) => {
      if (base.has(member)) reject(new Error('a client was cut off in the middle of a measurement'))
    }
    let firstMs: number | undefined
    const waiting = new Set(base.keys())
    const check = (member: Member): void => {
      const had = base.get(member)
      if (had === undefined) return
      firstMs ??= performance.now()
      if (member.frames - had >= frames && waiting.delete(member) && waiting.size === 0) {
        resolve({ tookMs: performance.now() - firstMs })
      }
    }
    onFrame = check
    for (const member of waiting) if (member.frames - (base.get(member) ?? 0) >= frames) check(member)
    return promise
  }

  return {
    members,
    /** How many frames each member has now. */
    mark: (which: readonly Member[] = members) => new Map(which.map((member) => [member, member.frames])),
    all,
    close: () => {
      fail = () => {}
      for (const { socket } of members) socket.destroy()
    },
  }
}
export type Crowd = Awaited<ReturnType<typeof openCrowd>>
