import { type AlertView, checklistFor } from '@landfall/contracts'
import { useMemo } from 'preact/hooks'
import { craftLetters } from '../alert/craft-letters.ts'
import { Checklist } from '../checklist/checklist.tsx'
import { craftKey } from '../craft/create-craft-store.ts'
import type { Console } from '../state/create-console.ts'
import { select } from '../state/select.ts'
import type { State } from '../state/state.ts'
import { LogTab } from './log/log-tab.tsx'
import type { PanelContext } from './panel-context.ts'
import { PanelHeader } from './panel-header.tsx'
import { panelParts } from './panel-parts.tsx'
import { PanelTabs, type TabContent } from './panel-tabs.tsx'
import { Splitter } from './splitter.tsx'
import type { Windows } from './summary/limb-rows.ts'
import { policyWindows } from './summary/policy-windows.ts'
import { SummaryTab } from './summary/summary-tab.tsx'
import { TimelineTab } from './timeline/timeline-tab.tsx'

type Props = { readonly alert: AlertView; readonly state: State; readonly con: Console }

/** What the chosen alert says, with everything needed to redo its sum. */
export const ChosenAlert = ({ alert, state, con }: Props) => {
  const { histories, route } = state
  const policy = state.areas.find(({ areaId }) => areaId === alert.areaId)?.policy
  const windows = useMemo(() => policyWindows(policy), [policy])
  const context = contextOf({ alert, state, con }, windows)
  const { hero, craft, ...summary } = panelParts(alert, context)
  const entries = histories.get(alert.alertId)
  const tabs: readonly TabContent[] = [
    {
      tab: 'summary',
      label: 'Summary',
      count: null,
      content: (
        <SummaryTab alert={alert} parts={summary} context={context} con={con}>
          <Checklist alert={alert} state={state} con={con} />
        </SummaryTab>
      ),
    },
    ...(craft === null ? [] : [{ tab: 'craft' as const, label: 'Craft', ...craft }]),
    {
      tab: 'timeline',
      label: 'Timeline',
      count: null,
      content: <TimelineTab alert={alert} entries={entries} context={context} />,
    },
    {
      tab: 'log',
      label: 'Log',
      count: entries?.length ?? null,
      content: <LogTab entries={entries} checklist={context.checklist} />,
    },
  ]
  return (
    <>
      <Splitter widthPx={state.preferences.panelWidthPx} con={con} />
      <PanelHeader alert={alert} state={state} con={con}>
        {hero}
      </PanelHeader>
      <PanelTabs alertId={alert.alertId} tabs={tabs} chosen={route.tab} con={con} />
    </>
  )
}

const contextOf = ({ alert, state, con }: Props, windows: Windows | null): PanelContext => {
  const mayReport = state.session?.role === 'operator' && !state.route.kiosk
  const { exercise } = alert
  return {
    nowMs: select.serverNowMs(state),
    near: state.near?.alertId === alert.alertId ? state.near.answer : 'asking',
    windows,
    checklist: checklistFor(state.checklists, alert),
    letters: craftLetters(alert),
    pointedCraftId: state.pointedCraftId,
    onPoint: con.pointAtCraft,
    onCompare: (craftId) => {
      con.go({ tab: 'craft' })
      con.pointAtCraft(craftId)
    },
    ...(mayReport && {
      onReport: (craftId: string) => con.go({ view: 'report', craft: craftKey({ craftId, exercise }) }),
      onTakeBack: (craftId: string, arrivedAt: string) =>
        con.setDialog({ kind: 'take-back', craftId, exercise, arrivedAt }),
    }),
  }
}
