import { BlockList, isIP } from 'node:net'

export type AddressFilter = (address: string) => boolean

/** True for the addresses and CIDR networks given, which must be valid (`isAddressOrCidr`); for none, if none is given. */
export const createAddressFilter = (networks: readonly string[]): AddressFilter => {
  const list = new BlockList() // Node's block list, used to allow.
  for (const network of networks) {
    const [address = '', bits] = network.split('/')
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
    list.addSubnet(address, Number(bits ?? (family === 'ipv6' ? 128 : 32)), family)
  }
  return (address) => {
    const plain = withoutMapping(address)
    return isIP(plain) !== 0 && list.check(plain, isIP(plain) === 6 ? 'ipv6' : 'ipv4')
  }
}

export const isAddressOrCidr = (text: string): boolean => {
  const [address = '', bits = '0', ...more] = text.split('/')
  const bitsMax = { 4: 32, 6: 128 }[isIP(address)] ?? -1
  return more.length === 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= bitsMax
}

const IPV6_GROUPS = 8
const NETWORK_GROUPS = 4

/** What counts as one address for a limit: an IPv4 address, or the /64 of an IPv6 one, since one host has all of it. */
export const addressGroup = (address: string): string => {
  const plain = withoutMapping(address)
  if (isIP(plain) !== 6) return plain
  const [head = '', tail = ''] = plain.split('%', 1)[0]?.split('::') ?? []
  const groups = (text: string): string[] => (text === '' ? [] : text.split(':'))
  const [first, last] = [groups(head), groups(tail)]
  const zeros = plain.includes('::') ? Array<string>(IPV6_GROUPS - first.length - last.length).fill('0') : []
  const whole = [...first, ...zeros, ...last].map((group) => group.replace(/^0+(?=.)/, '').toLowerCase())
  return `${whole.slice(0, NETWORK_GROUPS).join(':')}::/64`
}

/** An IPv4 peer as a socket that listens on IPv6 too shows it. */
const withoutMapping = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/i, '')
