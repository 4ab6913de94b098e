import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** A cable between a browser and the service, to be pulled: nothing goes through, and neither end notices. */
export const startTcpProxy = async (targetUrl: string) => {
  const target = new URL(targetUrl)
  const pairs = new Set<readonly [Socket, Socket]>()
  let pulled = false
  const server = createServer((near) => {
    const far = connect({ host: target.hostname, port: Number(target.port) })
    const pair = [near, far] as const
    pairs.add(pair)
    for (const [from, to] of [pair, [far, near] as const]) {
      from.on('data', (chunk) => {
        if (!pulled) to.write(chunk)
      })
      from.on('close', () => {
        pairs.delete(pair)
        to.destroy()
      })
      from.on('error', () => to.destroy())
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const cut = (): void => {
    for (const [near, far] of pairs) {
      near.destroy()
      far.destroy()
    }
  }
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    pull: (): void => {
      pulled = true
    },
    plugIn: (): void => {
      pulled = false
      cut()
    },
    [Symbol.dispose]: (): void => {
      cut()
      server.close()
    },
  }
}
export type TcpProxy = Awaited<ReturnType<typeof startTcpProxy>>
