import { acceptsConnections } from '../process/free-port.ts'

/** What is wrong with an address of the environment; null if something answers there. */
export const addressProblem = async (service: 'kafka' | 'redis', address: string): Promise<string | null> => {
  const hosts = service === 'kafka' ? parseBrokers(address) : parseRedisUrl(address)
  if (hosts === null) return service === 'kafka' ? 'not a list of host:port' : 'not a URL like redis://host:port'
  for (const { host, port } of hosts) if (await acceptsConnections(host, port)) return null
  return 'nothing answers there'
}

type HostPort = { readonly host: string; readonly port: number }

/** `a:9092,b:9092`; null if any of it is something else. */
export const parseBrokers = (brokers: string): readonly HostPort[] | null => {
  const parsed = brokers.split(',').map((broker) => /^\s*(\S+):(\d{1,5})\s*$/.exec(broker))
  const hosts = parsed.flatMap((match) => (match?.[1] ? [{ host: match[1], port: Number(match[2]) }] : []))
  return hosts.length === parsed.length ? hosts : null
}

/** `redis://host:port/…` or `rediss://…`; the port is 6379 when it is left out. */
export const parseRedisUrl = (text: string): readonly HostPort[] | null => {
  const url = URL.parse(text)
  if (url === null || !['redis:', 'rediss:'].includes(url.protocol) || url.hostname === '') return null
  return [{ host: url.hostname, port: url.port === '' ? 6_379 : Number(url.port) }]
}
