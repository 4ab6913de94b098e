import { type AlertViewOf, countedPeople } from '@landfall/contracts'
import { RangeBar } from '../range-bar.tsx'

type Props = { readonly alert: AlertViewOf<'mass-arrival'> | AlertViewOf<'inbound-group'> }

/** The likely number, beside the range it lies in. */
export const NumberHero = ({ alert }: Props) => (
  <div class="hero">
    <p class="hero-number">
      <strong>{alert.unauthorised.likely}</strong>
      <span>
        likely
        <br />
        {countedPeople(alert)}
      </span>
    </p>
    <RangeBar sum={alert.unauthorised} threshold={alert.threshold} />
  </div>
)
