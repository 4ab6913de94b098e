import type { AlertCraft, InboundCraft } from '@landfall/contracts'
import type { JSX } from 'preact'
import { ForeignText } from '../../format/foreign-text.tsx'
import { formatUtc } from '../../format/format-utc.ts'
import { isolateText } from '../../format/isolate-text.ts'
import { APPROACH_WORDS } from '../../inbound/approach-words.ts'
import { Letter } from '../letter.tsx'
import type { PanelContext } from '../panel-context.ts'
import { CraftDetails } from './craft-details.tsx'
import { CraftName } from './craft-name.tsx'

type Craft = AlertCraft | InboundCraft
type Props = { readonly craft: readonly Craft[]; readonly context: PanelContext }

/** Each visit and approach in two lines; a press opens the reports its number comes from. To hover over one, or to come to it by key, points at it on the map. */
export const CraftRows = ({ craft, context }: Props) => (
  <ol class="craft-rows">
    {craft.map((one) => (
      <CraftRow key={`${one.craftId} ${one.arrivedAt}`} craft={one} context={context} />
    ))}
  </ol>
)

const CraftRow = ({ craft, context }: { readonly craft: Craft; readonly context: PanelContext }) => {
  const { letters, pointedCraftId, onPoint } = context
  const { craftId, unauthorised } = craft
  const isPointed = pointedCraftId === craftId
  const point = (): void => onPoint(craftId)
  const leave = (): void => onPoint(null)
  return (
    <li
      class={isPointed ? 'pointed' : undefined}
      // Pointed at on the map, it may be out of sight here. Pointed at here, it must not move under the pointer.
      ref={(row) => {
        if (isPointed && row?.matches(':hover, :focus-within') === false) row.scrollIntoView({ block: 'nearest' })
      }}
      onPointerEnter={(event) => ofMouse(event, point)}
      onPointerLeave={(event) => ofMouse(event, leave)}
      onFocusIn={point}
      onFocusOut={leave}
    >
      <details>
        <summary>
          <Letter letter={letters.get(craftId)} />
          <span class="craft-name">
            <CraftName craft={craft} />
          </span>
          <span class="craft-people">
            <strong>{unauthorised.likely}</strong>
            {rangeWords(unauthorised)}
          </span>
          <span class="craft-facts about">
            <ForeignText>{factsOf(craft).join(' · ')}</ForeignText>
          </span>
        </summary>
        <CraftDetails craft={craft} context={context} />
      </details>
    </li>
  )
}

/** A finger leaves with the press: only the focus says what it points at. */
const ofMouse = ({ pointerType }: JSX.TargetedPointerEvent<HTMLElement>, act: () => void): void => {
  if (pointerType === 'mouse') act()
}

/** ` likely, 31–40`; nothing where the number is certain. */
const rangeWords = ({ min, likely, max }: Craft['unauthorised']): string => {
  if (max === null) return ` likely, ${min} or more`
  return min === max && likely === min ? '' : ` likely, ${min}–${max}`
}

/** Where and when, how it was counted, and what is odd. */
const factsOf = (craft: Craft): readonly string[] => {
  const { aboardReport, sameAs, conflictingReports, doubt } = craft
  const approach = 'approach' in craft ? craft.approach : null
  const conflicts = conflictingReports.length + craft.conflictingReportsMore
  return [
    approach === null
      ? `arrived ${formatUtc(Date.parse(craft.arrivedAt ?? ''))}`
      : `${APPROACH_WORDS[approach.state]}, ${approach.distanceToAreaNm.toFixed(1)} nm out`,
    aboardReport.method,
    ...(conflicts === 0 ? [] : [`${conflicts} conflicting report${conflicts === 1 ? '' : 's'}`]),
    ...(doubt === undefined ? [] : ['doubtful arrival']),
    ...(sameAs[0] === undefined ? [] : [`same boat as ${isolateText(sameAs[0])}`]),
  ]
}
