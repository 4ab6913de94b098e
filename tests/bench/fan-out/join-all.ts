import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

const CONNECTING_AT_ONCE = 200
const TEXT = 1
const PING = 9
const PONG = Buffer.from([0x8a, 0x80, 0, 0, 0, 0])
const KEY = 'bGFuZGZhbGwtYmVuY2gtMA=='

/** `alerts` are the frames with an alert in it, recognised by their size; `others` are welcomes, snapshots of nothing, heartbeats. */
export type CrowdMember = { readonly socket: Socket; alerts: number; others: number }

/** Called for every frame that came, once the member has counted it, and of every member that was cut off. */
export type CrowdWatch = {
  readonly onFrame: (member: CrowdMember) => void
  readonly onClose: (member: CrowdMember) => void
}

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
    for (let index = 0; index < chunk.length; ) {
      if (skip > 0) {
        const step = Math.min(skip, chunk.length - index)
        skip -= step
        index += step
        continue
      }
      header.push(chunk[index] ?? 0)
      index += 1
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

/** A client of a feed on a bare socket, connected, with its wish sent. */
const join = async (url: URL, frame: Buffer, { onFrame, onClose }: CrowdWatch): Promise<CrowdMember> => {
  const { hostname, port, pathname, search, host } = url
  const socket = connect({ host: hostname, port: Number(port), noDelay: true })
  const member: CrowdMember = { socket, alerts: 0, others: 0 }
  socket.on('error', () => {}) // The close follows.
  socket.on('close', () => onClose(member))
  await once(socket, 'connect')
  socket.write(
    `GET ${pathname}${search} HTTP/1.1\r\nHost: ${host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
      `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${KEY}\r\n\r\n`,
  )
  const [answer] = (await once(socket, 'data')) as [Buffer]
  const end = answer.indexOf('\r\n\r\n')
  if (end < 0 || !answer.toString('latin1', 0, 12).endsWith('101')) throw new Error(answer.toString('latin1', 0, 200))
  const onText = (bytes: number): void => {
    if (bytes < ALERT_BYTES_MIN) member.others += 1
    else member.alerts += 1
    onFrame(member)
  }
  const count = createCounter(onText, () => void socket.write(PONG)) // The service cuts off clients that do not answer pings.
  count(answer.subarray(end + 4))
  socket.on('data', count)
  socket.write(frame)
  return member
}

/** So many clients that send the same wish, 200 connecting at a time. */
export const joinAll = async (
  url: string,
  size: number,
  wish: string,
  watch: CrowdWatch,
): Promise<readonly CrowdMember[]> => {
  const members: CrowdMember[] = []
  const frame = clientFrame(wish)
  let left = size
  const joinSome = async (): Promise<void> => {
    while (left > 0) {
      left -= 1
      members.push(await join(new URL(url), frame, watch))
    }
  }
  await Promise.all(Array.from({ length: Math.min(size, CONNECTING_AT_ONCE) }, joinSome))
  return members
}
