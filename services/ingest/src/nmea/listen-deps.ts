import type { Logger } from '@landfall/runtime'
import type { PeerFilter } from './create-peer-filter.ts'
import type { NmeaLimits } from './nmea-limits.ts'
import type { NmeaSource } from './nmea-source.ts'
import type { ReadSocketDeps } from './read-socket.ts'

/** What a listener needs, over TCP or UDP. */
export type ListenDeps = ReadSocketDeps & {
  readonly source: NmeaSource
  readonly isAllowedPeer: PeerFilter
  readonly logger: Logger
  readonly limits: NmeaLimits
}

export type Listening = { readonly port: number; readonly close: () => Promise<void> }
