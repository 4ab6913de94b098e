import type { MassArrivalAlert, Policy } from '@landfall/contracts'

/** An area as the oracle needs it: its policy, and whether a place (as on the wire) is inside. */
export type OracleArea = {
  readonly areaId: string
  readonly policy: Policy
  readonly contains: (longitude: number, latitude: number) => boolean
  /** From outside; Infinity where it is more than the limit. */
  readonly metresToLine: (longitude: number, latitude: number, limitMetres: number) => number
}

/** What an open alert says of its situation: everything but its identity, its history and its choice of links. */
export type SituationContent = Omit<
  MassArrivalAlert,
  'alertId' | 'version' | 'status' | 'links' | 'linksMore' | 'supersededBy' | 'reason' | 'changes' | 'safety'
>
