import type { ComponentChildren } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { PanelTab } from '../navigation/route.ts'
import type { Console } from '../state/create-console.ts'

export type TabContent = {
  readonly tab: PanelTab
  readonly label: string
  /** How many of them there are; null: it says nothing, or is not known. */
  readonly count: number | null
  readonly content: ComponentChildren
}

type Props = {
  readonly alertId: string
  readonly tabs: readonly TabContent[]
  readonly chosen: PanelTab
  readonly con: Console
}

/** Tabs as the WAI-ARIA practices have them: arrows, Home and End choose. On paper all are shown, one below the other. */
export const PanelTabs = ({ alertId, tabs, chosen, con }: Props) => {
  const shown = tabs.some(({ tab }) => tab === chosen) ? chosen : 'summary'
  const isSettled = useSettled(alertId)
  const onKeyDown = (event: KeyboardEvent): void => {
    const next = tabAfter(event.key, tabs, shown)
    if (next === undefined) return
    event.preventDefault()
    con.go({ tab: next })
    document.getElementById(`tab-${next}`)?.focus()
  }
  return (
    <>
      <div class="panel-tabs" role="tablist" aria-label="Parts of the alert" onKeyDown={onKeyDown}>
        {tabs.map(({ tab, label, count }) => (
          <button
            key={tab}
            type="button"
            role="tab"
            id={`tab-${tab}`}
            aria-selected={tab === shown}
            aria-controls={`part-${tab}`}
            tabIndex={tab === shown ? 0 : -1}
            onClick={() => con.go({ tab })}
          >
            {label}
            {count !== null && <span class="count"> {count}</span>}
          </button>
        ))}
      </div>
      {tabs.map(({ tab, label, content }) => (
        <div
          // Another alert begins at its top, with everything closed.
          key={`${alertId} ${tab}`}
          class="panel-part"
          role="tabpanel"
          id={`part-${tab}`}
          aria-labelledby={`tab-${tab}`}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and a part may have nothing else that takes the focus
          tabIndex={0}
          hidden={tab !== shown}
        >
          <h3 class="on-paper">{label}</h3>
          {(tab === shown || isSettled) && content}
        </div>
      ))}
    </>
  )
}

/** What nobody sees is drawn once an alert was chosen for so long. */
const SETTLED_MS = 200

const useSettled = (alertId: string): boolean => {
  const [settledId, setSettledId] = useState<string | null>(null)
  useEffect(() => {
    const timer = setTimeout(() => setSettledId(alertId), SETTLED_MS)
    return () => clearTimeout(timer)
  }, [alertId])
  return settledId === alertId
}

/** The tab that a key leads to, round and round. */
const tabAfter = (key: string, tabs: Props['tabs'], shown: PanelTab): PanelTab | undefined => {
  const index = tabs.findIndex(({ tab }) => tab === shown)
  const wanted = { ArrowRight: index + 1, ArrowLeft: index - 1, Home: 0, End: -1 }[key]
  return wanted === undefined ? undefined : tabs.at(wanted % tabs.length)?.tab
}
