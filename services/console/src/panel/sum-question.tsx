import { countedPeople } from '@landfall/contracts'
import { RulesVersion } from './rules-version.tsx'

type Props = {
  readonly alert: Parameters<typeof countedPeople>[0] & { readonly threshold: number; readonly policy: string }
}

/** The question that the sums below it answer, and by which rules. */
export const SumQuestion = ({ alert }: Props) => (
  <h3>
    More than {alert.threshold} {countedPeople(alert)}?{' '}
    <span class="about">
      <RulesVersion policy={alert.policy} />
    </span>
  </h3>
)
