import type { Severity } from '@landfall/contracts'

/** A severity as shape, colour and mark. The mark says the state: none (open), silenced, passed on, closed. */
type SeverityIcon = Severity | `${Severity}-${'silenced' | 'passed' | 'closed'}`

/** Line icons have the colour of the text beside them. */
export type IconName =
  | SeverityIcon
  | 'brand'
  | 'arrival'
  | 'inbound'
  | 'distress'
  | 'source'
  | 'check'
  | 'bell'
  | 'mute'
  | 'sound'
  | 'plus'
  | 'minus'
  | 'home'
  | 'fit'
  | 'layers'
  | 'ruler'
  | 'ring'
  | 'mark'
  | 'follow'
  | 'find'
  | 'copy'
  | 'user'
  | 'more'
  | 'down'
  | 'right'
  | 'play'
  | 'pause'
  | 'dot'
  | 'x'
  | 'pick'
  | 'signal-lost'
  | 'help'
  | 'out'

type Props = {
  readonly name: IconName
  /** Only where no word beside it says the same. */
  readonly label?: string
  /** 16 px high instead of 24. */
  readonly small?: boolean
}

/** One symbol of `symbols.svg`, which `main.ts` puts into the page once. */
export const Icon = ({ name, label, small = false }: Props) => (
  <svg
    class={small ? 'icon small' : 'icon'}
    viewBox="0 0 24 24"
    role={label === undefined ? undefined : 'img'}
    aria-label={label}
    aria-hidden={label === undefined}
    focusable="false"
  >
    <use href={`#symbol-${name}`} />
  </svg>
)
