import type { Severity } from '@landfall/contracts'

const SHAPES: Readonly<Record<Severity, string>> = {
  alarm: '7,1 17,1 23,7 23,17 17,23 7,23 1,17 1,7',
  warning: '12,1.5 23.5,22 0.5,22',
  caution: '12,1 23,12 12,23 1,12',
}
const SIGNS: Readonly<Record<Severity, string>> = { alarm: '!!', warning: '!', caution: '?' }

type Props = { readonly severity: Severity; readonly flashing?: boolean; readonly withWord?: boolean }

/** The severity as a shape, a colour and a word. */
export const SeverityMark = ({ severity, flashing = false, withWord = true }: Props) => (
  <span class={`severity ${severity}${flashing ? ' flashing' : ''}`}>
    <svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" focusable="false">
      <polygon points={SHAPES[severity]} />
      <text x="12" y={severity === 'warning' ? 19 : 17} text-anchor="middle">
        {SIGNS[severity]}
      </text>
    </svg>
    {withWord && <span class="word">{severity}</span>}
  </span>
)
