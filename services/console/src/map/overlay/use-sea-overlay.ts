import type { AlertView, TrackedCraft } from '@landfall/contracts'
import { useLayoutEffect, useMemo, useState } from 'preact/hooks'
import { placeOf } from '../../alert/place-of.ts'
import type { Console } from '../../state/create-console.ts'
import { select } from '../../state/select.ts'
import type { State } from '../../state/state.ts'
import { pickCraft } from '../craft/pick-craft.ts'
import { placesNear } from '../labels/place-labels.ts'
import { alertWords } from '../markers/count-words.ts'
import { type LetterGroup, lettersAt } from '../markers/place-letters.ts'
import type { SeaMap } from '../open-map.ts'
import type { MapPlace } from '../show-whole.ts'
import { NO_TOOLS, pressTool } from '../tools/press-tool.ts'
import { toolFeatures } from '../tools/tool-features.ts'
import type { AlertPast } from '../tracks/use-alert-past.ts'
import type { ScreenPoint } from '../view/to-screen.ts'
import { isOutOfSight } from './is-out-of-sight.ts'
import type { Choice } from './press-chooser.tsx'

export type OverlayProps = {
  readonly map: SeaMap
  readonly alert: AlertView | undefined
  readonly state: State
  readonly con: Console
  /** Key of the picked craft. */
  readonly picked: string | null
  readonly pick: (craftKey: string | null) => void
}

/** `isHeld`: by a finger that stays, or the right button. */
type Pointer = { readonly point: ScreenPoint; readonly place: MapPlace; readonly isHeld: boolean }
type Choosing = { readonly point: ScreenPoint; readonly choices: readonly Choice[] }

/** What the operator does on the map: points, presses, measures, follows. */
export const useSeaOverlay = ({ map, past, state, con, picked, pick }: OverlayProps & { readonly past: AlertPast }) => {
  const { alert } = past
  const [tools, setTools] = useState(NO_TOOLS)
  const [pointer, setPointer] = useState<Pointer | null>(null)
  const [choosing, setChoosing] = useState<Choosing | null>(null)
  const [following, setFollowing] = useState(false)
  const [drawnCount, drawAgain] = useState(0)
  const world = select.worldFilter(state)

  const craftOf = (key: string | null) => craftAt(con, key)
  const ringsAt = craftOf(tools.rings?.craftKey ?? null) ?? tools.rings?.place ?? null
  const toolLines = useMemo(
    () => toolFeatures(tools, pointer?.place ?? null, ringsAt),
    [tools, tools.ruler?.to === null ? pointer : null, ringsAt?.longitude, ringsAt?.latitude],
  )
  const lettersUnder = (point: ScreenPoint) => {
    const view = map.view.get()
    return view === null ? [] : lettersAt(alert, view, point)
  }
  const press = (point: ScreenPoint, place: MapPlace): void => {
    const [first = null, ...others] = keysNear({ map, state, con }, point)
    setChoosing(null)
    if (pointer?.isHeld) setPointer(null)
    const letters = lettersUnder(point)
    if (tools.tool !== null) setTools(pressTool(tools, craftOf(first) ?? place, first))
    else if (letters.length > 1) setChoosing({ point, choices: letters.map((one) => letterChoice(one, con)) })
    else if (others.length === 0 || first === null) pick(first)
    else setChoosing({ point, choices: [first, ...others].flatMap((key) => craftChoice(key, craftOf(key), pick)) })
  }

  // Before the next event, which must not meet a tool that was just put away.
  useLayoutEffect(() => {
    map.listen({
      onPointer: (point, place) => {
        // A finger that is lifted moves a pointer too.
        setPointer((before) => (before?.isHeld ? before : point && place && { point, place, isHeld: false }))
        con.pointAtCraft(point === null ? null : (lettersUnder(point)[0]?.craftId ?? null))
      },
      onPress: press,
      onLongPress: (point, place) => setPointer({ point, place, isHeld: true }),
      onDrag: () => {
        setFollowing(false)
        setPointer(null)
      },
      onCraft: () => drawAgain((count) => count + 1),
    })
    const { areas, pointedCraftId, preferences } = state
    const serverMs = select.serverNowMs(state)
    const layers = preferences.mapLayers
    const then = { history: past.features, isPast: past.pastMs !== null }
    map.show({ areas, alert, world, look: lookOf(state), layers, picked, pointedCraftId, toolLines, ...then, serverMs })
    const followed = craftOf(picked) ?? (alert === undefined ? null : placeOf(alert))
    const view = map.view.get()
    if (following && followed !== null && view !== null && isOutOfSight(view, followed)) map.goTo(followed)
  })

  return {
    tools,
    setTools,
    pointer,
    markPointer: (): void => {
      if (pointer !== null) setTools({ ...tools, tool: null, mark: pointer.place })
      setPointer(null)
    },
    choosing,
    stopChoosing: () => setChoosing(null),
    chooseAlert: (alertIds: readonly string[], point: ScreenPoint) =>
      setChoosing({ point, choices: alertIds.flatMap((alertId) => alertChoice(alertId, state, con)) }),
    following,
    setFollowing,
    ringsAt,
    /** Changes whenever craft were drawn. */
    drawnCount,
  }
}

const craftAt = (con: Console, key: string | null): TrackedCraft | undefined =>
  key === null ? undefined : con.craft.all.get(key)

type Seen = Pick<OverlayProps, 'map' | 'state' | 'con'>

const keysNear = ({ map, state, con }: Seen, point: ScreenPoint): readonly string[] => {
  const view = map.view.get()
  return view === null || select.shownPastMs(state) !== null
    ? []
    : pickCraft(view, point, con.craft, select.worldFilter(state))
}

/** Of the craft and the places under the pointer. */
export const namesAt = (seen: Seen, point: ScreenPoint): readonly string[] => {
  const view = seen.map.view.get()
  const { gazetteer, preferences } = seen.state
  const places = preferences.mapLayers.names ? (gazetteer?.places ?? []) : []
  return [
    ...keysNear(seen, point).flatMap((key) => {
      const craft = craftAt(seen.con, key)
      return craft === undefined ? [] : [craftWords(craft)]
    }),
    ...(view === null ? [] : placesNear(view, point, places)),
  ]
}

const craftWords = ({ name, craftId, exercise }: TrackedCraft): string =>
  `${name === undefined ? craftId : `${name} (${craftId})`}${exercise ? ' EXERCISE' : ''}`

const craftChoice = (key: string, craft: TrackedCraft | undefined, pick: OverlayProps['pick']): readonly Choice[] =>
  craft === undefined ? [] : [{ id: key, words: craftWords(craft), onChoose: () => pick(key) }]

const letterChoice = ({ craftId, letter }: LetterGroup['craft'][number], con: Console): Choice => ({
  id: craftId,
  words: `${letter} ${craftId}`,
  onChoose: () => con.pointAtCraft(craftId),
})

const alertChoice = (alertId: string, state: State, con: OverlayProps['con']): readonly Choice[] => {
  const alert = state.alerts.get(alertId)?.alert
  const onChoose = (): void => con.go({ alertId, view: 'watch' })
  return alert === undefined ? [] : [{ id: alertId, words: alertWords(alert, false), onChoose }]
}

/** Names the theme that the page is in. */
export const lookOf = ({ preferences: { theme } }: State): string =>
  theme === 'system' ? `system, dark: ${matchMedia('(prefers-color-scheme: dark)').matches}` : theme
