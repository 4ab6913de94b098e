import type { InboundGroupAlert } from '@landfall/contracts'
import type { ExpectedInbound } from '@landfall/simulator'

type ComparedInbound = Pick<InboundGroupAlert, 'severity' | 'unauthorised' | 'arrived' | 'inbound' | 'eta' | 'craft'>

/** Inbound groups in the words of a scenario's picture, each known by the craft that it names, in the order of the picture. */
export const asExpectedInbound = (
  alerts: readonly ComparedInbound[],
  picture: readonly ExpectedInbound[] = [],
): readonly ExpectedInbound[] => {
  const named = picture.map(({ craftId }) => craftId)
  const groups = alerts.map(({ severity, unauthorised, arrived, inbound, eta, craft }): ExpectedInbound => {
    const known = craft.find(({ craftId }) => named.includes(craftId)) ?? craft[0]
    const wanted = picture.find(({ craftId }) => craftId === known?.craftId)
    const states = craft.flatMap(({ craftId, approach }) => (approach === null ? [] : [[craftId, approach.state]]))
    return {
      craftId: known?.craftId ?? '',
      severity,
      unauthorised,
      arrived,
      inbound,
      ...(wanted?.states && { states: Object.fromEntries(states) }),
      ...(wanted?.eta !== undefined && { eta }),
    }
  })
  return groups.toSorted((a, b) => named.indexOf(a.craftId) - named.indexOf(b.craftId))
}
