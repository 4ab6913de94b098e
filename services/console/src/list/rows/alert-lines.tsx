import type { RefObject } from 'preact'
import type { Console } from '../../state/create-console.ts'
import { select } from '../../state/select.ts'
import type { State } from '../../state/state.ts'
import { type ListLine, lineOf, listLines } from '../order/list-lines.ts'
import { AlertLine } from './alert-line.tsx'
import { GroupLine, MoreLine } from './group-line.tsx'
import type { ListProps } from './list-props.ts'
import { useLineWindow } from './use-line-window.ts'

/** More than eight alerts: lines of one height, in groups. Only those in view are in the page, and the one with the focus. */
export const AlertLines = ({ state, con, scroller, hold }: ListProps) => {
  const chosenId = select.chosenAlertId(state)
  const lines = listLines(state.list, state.alerts, chosenId)
  const chosenLine = lineOf(lines, chosenId)
  const { linePx, first, last } = useLineWindow(scroller, lines.length, { id: chosenId, line: chosenLine })
  const kept = new Set([chosenLine, lineOf(lines, focusedId(scroller))])
  return (
    <ul class="lines" {...hold} style={{ height: `${lines.length * linePx}px` }}>
      {lines.map((line, i) =>
        (i < first || i >= last) && !kept.has(i) ? null : (
          <Line key={keyOf(line)} line={line} topPx={i * linePx} state={state} con={con} />
        ),
      )}
    </ul>
  )
}

const keyOf = (line: ListLine): string =>
  line.kind === 'alert' ? line.alert.alertId : `${line.kind} ${line.group.key}`

const focusedId = ({ current }: RefObject<HTMLElement>): string | null => {
  const { activeElement } = document
  if (!(activeElement instanceof HTMLElement) || current?.contains(activeElement) !== true) return null
  return activeElement.closest<HTMLElement>('[data-row]')?.dataset['row'] ?? null
}

type LineProps = { readonly line: ListLine; readonly topPx: number; readonly state: State; readonly con: Console }

const Line = ({ line, topPx, state, con }: LineProps) => {
  const style = { top: `${topPx}px` }
  switch (line.kind) {
    case 'group':
      return <GroupLine line={line} style={style} state={state} con={con} />
    case 'alert':
      return <AlertLine line={line} style={style} state={state} con={con} />
    case 'more':
      return <MoreLine line={line} style={style} state={state} con={con} />
    default:
      return line satisfies never
  }
}
