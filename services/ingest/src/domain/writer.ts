import type { ReportedBy } from '@landfall/contracts'
import type { FeederQuotaChanges } from './feeder-quota.ts'

/** A feeder, and the sources that it may write for. */
export type Writer = {
  /** Of the token, the address or the connection: whose budget is used. */
  readonly feederId: string
  /** How people call it: `token coast-radar`, `address 192.0.2.7`, `source radio`. */
  readonly name: string
  /** Where they differ from the service's. */
  readonly quotas: FeederQuotaChanges
  /** The token, written beside the reports that it sends; absent without tokens. */
  readonly reportedBy?: ReportedBy | undefined
  readonly mayWriteAs: (sourceId: string) => boolean
  /** Only an operator may retract what another source reported. */
  readonly mayRetract: (sourceId: string) => boolean
  /** Only an operator may take back positions: those of all sources go. */
  readonly mayRetractPositions: boolean
}

/** A feeder that is one source and no other. */
export const writerAs = (ownId: string): Writer => ({
  feederId: `source:${ownId}`,
  name: `source ${ownId}`,
  quotas: {},
  mayWriteAs: (sourceId) => sourceId === ownId,
  mayRetract: (sourceId) => sourceId === ownId,
  mayRetractPositions: false,
})
