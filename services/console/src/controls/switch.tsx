import type { ComponentChildren } from 'preact'

type Props = {
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
  readonly children: ComponentChildren
  readonly title?: string
}

/** On or off, at once: what has to be sent first is a checkbox of a form. */
export const Switch = ({ checked, onChange, children, title }: Props) => (
  <button
    type="button"
    role="switch"
    class="switch"
    aria-checked={checked}
    title={title}
    onClick={() => onChange(!checked)}
  >
    <span class="track" />
    <span>{children}</span>
  </button>
)
