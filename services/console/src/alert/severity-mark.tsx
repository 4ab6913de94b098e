import type { Severity } from '@landfall/contracts'
import { Icon } from './icon.tsx'

type Props = { readonly severity: Severity; readonly flashing?: boolean; readonly withWord?: boolean }

/** The severity as a shape, a colour and a word. */
export const SeverityMark = ({ severity, flashing = false, withWord = true }: Props) => (
  <span class={`severity ${severity}${flashing ? ' flashing' : ''}`}>
    <Icon name={severity} />
    {withWord && <span class="word">{severity}</span>}
  </span>
)
