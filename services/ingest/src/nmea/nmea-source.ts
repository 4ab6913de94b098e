import { SourceId } from '@landfall/contracts'

export type NmeaWay = 'tcp-listen' | 'udp-listen' | 'tcp-connect'

export type NmeaKind = 'ais' | 'satellite' | 'radar'

/** One input of NMEA lines, and the source id of what it brings. */
export type NmeaSource = {
  readonly name: string
  readonly way: NmeaWay
  readonly host: string
  readonly port: number
  /** What silence is said of. Targets are of kind radar, and AIS is not, whatever it is. */
  readonly kind: NmeaKind
  readonly exercise: boolean
  /** Positions of one craft closer in time than this are left out; 0 keeps all. */
  readonly thinSeconds: number
  /** Addresses and networks (192.168.1.0/24) that may send; empty allows any that reaches the port. */
  readonly from: readonly string[]
}

const FORM =
  'NAME=tcp-listen://HOST:PORT, udp-listen://… or tcp-connect://…, then ?from=&thin=&kind=&exercise= as needed'
const WAYS: readonly string[] = ['tcp-listen', 'udp-listen', 'tcp-connect'] satisfies readonly NmeaWay[]
const KINDS: readonly NmeaKind[] = ['ais', 'satellite', 'radar']
const OPTIONS = new Set(['from', 'thin', 'kind', 'exercise'])
const THIN_SECONDS_MAX = 3_600

type Parsed = NmeaSource | { readonly fault: string }

/** Parses one source of the configuration, or returns what is wrong with it. */
export const parseNmeaSource = (text: string): Parsed => {
  const separator = text.indexOf('=')
  const name = text.slice(0, Math.max(0, separator))
  const fault = (what: string): Parsed => ({ fault: `${JSON.stringify(text)}: ${what}` })
  if (!SourceId.safeParse(name).success) return fault(`no source name; it must be ${FORM}`)
  if (!URL.canParse(text.slice(separator + 1))) return fault(`no address; it must be ${FORM}`)
  const url = new URL(text.slice(separator + 1))
  const way = url.protocol.slice(0, -1)
  const { hostname, port, searchParams } = url
  if (!WAYS.includes(way)) return fault(`${way} is not tcp-listen, udp-listen or tcp-connect`)
  if (hostname === '' || port === '') return fault('host and port must be given')
  const unknown = [...searchParams.keys()].find((key) => !OPTIONS.has(key))
  if (unknown !== undefined) return fault(`${unknown} is not one of ${[...OPTIONS].join(', ')}`)
  const thinSeconds = Number(searchParams.get('thin') ?? 0)
  if (!(thinSeconds >= 0 && thinSeconds <= THIN_SECONDS_MAX))
    return fault(`thin must be 0 to ${THIN_SECONDS_MAX} seconds`)
  const kind = KINDS.find((one) => one === (searchParams.get('kind') ?? 'ais'))
  if (kind === undefined) return fault(`kind must be ${KINDS.join(', ')}`)
  const exercise = searchParams.get('exercise') ?? 'false'
  if (exercise !== 'true' && exercise !== 'false') return fault('exercise must be true or false')
  return {
    name,
    way: way as NmeaWay,
    host: hostname.replace(/^\[|\]$/g, ''),
    port: Number(port),
    kind,
    exercise: exercise === 'true',
    thinSeconds,
    from: searchParams.getAll('from'),
  }
}
