import type { InboundGroupAlert } from '@landfall/contracts'
import type { AreaAlert } from '@landfall/mass-arrivals'
import type { InboundContent } from '../oracle/inbound/inbound-content-oracle.ts'
import { latestVersions, withoutIdentity } from './content-of-alert.ts'

const isInbound = (alert: AreaAlert): alert is InboundGroupAlert => alert.kind === 'inbound-group'

/** What the oracle answers for of the open inbound groups: without identity and history. */
export const inboundContents = (log: readonly AreaAlert[]): readonly InboundContent[] =>
  latestVersions(log.filter(isInbound))
    .filter(({ status }) => status === 'open')
    .map(withoutIdentity)
