import { Redis } from 'ioredis'

/** Sends one command to a server, a sentinel or a node on this machine, whatever it is at the moment; a replica may be read. */
export const askRedis = async <Answer = unknown>(port: number, command: string, ...args: string[]): Promise<Answer> => {
  const options = { lazyConnect: true, protocol: 2, retryStrategy: null, readOnly: true } as const
  const client = new Redis({ host: '127.0.0.1', port, ...options })
  client.on('error', () => {}) // The call itself reports them.
  try {
    await client.connect()
    return (await client.call(command, ...args)) as Answer
  } finally {
    client.disconnect()
  }
}
