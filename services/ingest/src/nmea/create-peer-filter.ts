import { BlockList, isIP, isIPv6 } from 'node:net'

export type PeerFilter = (address: string) => boolean

/** Allows the addresses and networks given; all, if none is given. Undefined if an entry is neither. */
export const createPeerFilter = (from: readonly string[]): PeerFilter | undefined => {
  // Node's block list, used to allow.
  const list = new BlockList()
  for (const entry of from) {
    const [address = '', prefix] = entry.split('/')
    if (isIP(address) === 0) return undefined
    const family = isIPv6(address) ? 'ipv6' : 'ipv4'
    const bits = Number(prefix ?? (family === 'ipv6' ? 128 : 32))
    if (!Number.isInteger(bits) || bits < 0 || bits > (family === 'ipv6' ? 128 : 32)) return undefined
    list.addSubnet(address, bits, family)
  }
  return (address) =>
    from.length === 0 || list.check(withoutMapping(address), isIPv6(withoutMapping(address)) ? 'ipv6' : 'ipv4')
}

/** An IPv4 peer as a socket that listens on IPv6 too shows it. */
const withoutMapping = (address: string): string => (address.startsWith('::ffff:') ? address.slice(7) : address)
