import { Icon } from '../../alert/icon.tsx'
import { severityOf } from '../../alert/severity-of.ts'
import { WorldTag } from '../../alert/world-tag.tsx'
import { ForeignText } from '../../format/foreign-text.tsx'
import type { Console } from '../../state/create-console.ts'
import type { State } from '../../state/state.ts'
import { canAcknowledge, checkedWith, howChecked } from '../order/checked-with.ts'
import type { ListLine } from '../order/list-lines.ts'
import { TriState } from './tri-state.tsx'

type Props<Kind extends ListLine['kind']> = {
  readonly line: Extract<ListLine, { readonly kind: Kind }>
  readonly style: { readonly top: string }
  readonly state: State
  readonly con: Console
}

/** The head of a group: closed or open, it says how many nobody has acknowledged. */
export const GroupLine = ({ line, style, state, con }: Props<'group'>) => {
  const { group, first, isClosed, unacknowledged, likely } = line
  const { checked } = state.list
  const members = group.alertIds.flatMap((id) => state.alerts.get(id)?.alert ?? [])
  const severity = severityOf(first)
  const count = members.length
  return (
    <li class={`group-line ${severity}`} style={style}>
      {members.some(canAcknowledge) ? (
        <TriState
          label={`Choose all unacknowledged of ${group.title}, ${severity}`}
          value={howChecked(checked, members)}
          onChange={(isChecked) => con.arrange({ checked: checkedWith(checked, members, isChecked) })}
        />
      ) : (
        <span />
      )}
      <button
        type="button"
        aria-expanded={!isClosed}
        onClick={() => open(state, con, group.key, isClosed ? null : 'closed')}
      >
        <Icon name={isClosed ? 'right' : 'down'} small />
        <Icon name={severity} small />
        <WorldTag exercise={first.exercise} />
        <strong class="title">
          <ForeignText>{group.title}</ForeignText>
        </strong>
        <span class="count">{`${count} ${severity}${count === 1 ? '' : 's'}`}</span>
        <span class={unacknowledged > 0 ? 'waiting' : 'about'}>
          {unacknowledged > 0 ? `${unacknowledged} unacknowledged` : 'all acknowledged'}
        </span>
        {isClosed && likely !== null && <span class="about likely-span">{likelyWords(likely)}</span>}
      </button>
    </li>
  )
}

export const MoreLine = ({ line: { group, first, hidden }, style, state, con }: Props<'more'>) => (
  <li class="more-line" style={style}>
    <button type="button" class="link" onClick={() => open(state, con, group.key, 'whole')}>
      {hidden} more {severityOf(first)}s <ForeignText>{lowerFirst(group.title)}</ForeignText>
    </button>
  </li>
)

const open = ({ list }: State, con: Console, key: string, how: 'closed' | 'whole' | null): void => {
  const opened = new Map(list.opened)
  if (how === null) opened.delete(key)
  else opened.set(key, how)
  con.arrange({ opened })
}

const likelyWords = ({ least, most }: { readonly least: number; readonly most: number }): string =>
  least === most ? `likely ${most}` : `likely ${least}–${most}`

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)
