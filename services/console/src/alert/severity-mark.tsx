import type { Severity } from '@landfall/contracts'
import { Icon } from './icon.tsx'

type Props = { readonly severity: Severity; readonly withWord?: boolean }

/** The severity as a shape, a colour and a word. */
export const SeverityMark = ({ severity, withWord = true }: Props) => (
  <span class={`severity ${severity}`}>
    <Icon name={severity} />
    {withWord && <span class="word">{severity}</span>}
  </span>
)
