import { type AlertViewOf, countedPeople } from '@landfall/contracts'
import { formatSum } from '../format/format-interval.ts'
import { Moment } from '../format/moment.tsx'

export const InboundHeadline = ({ alert }: { readonly alert: AlertViewOf<'inbound-group'> }) => (
  <span>
    <strong>{formatSum(alert.unauthorised)}</strong> {countedPeople(alert)} approach; the threshold is more than{' '}
    {alert.threshold}. <strong>{alert.certainty}</strong>.{' '}
    {alert.eta !== null && (
      <>
        Expected from <Moment at={alert.eta.earliest} /> to <Moment at={alert.eta.latest} />.
      </>
    )}
  </span>
)
