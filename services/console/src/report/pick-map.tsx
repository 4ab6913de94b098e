import { useEffect, useRef, useState } from 'preact/hooks'
import { formatPosition } from '../format/format-position.ts'
import type { State } from '../state/state.ts'
import type { OpenPickMap } from './open-pick-map.ts'
import { parsePosition } from './parse-position.ts'
import type { ReportForm } from './use-report-form.ts'

type Props = { readonly form: ReportForm; readonly state: State }

/** A small map to press the place on, and to see the place that was typed. Without WebGL the field does alone. */
export const PickMap = ({ form, state }: Props) => {
  const element = useRef<HTMLDivElement>(null)
  const map = useRef<OpenPickMap | null>(null)
  const [fault, setFault] = useState<string | null>(null)
  const set = useRef(form.set)
  set.current = form.set

  useEffect(() => {
    const container = element.current
    if (container === null) return
    let isUnmounted = false
    const onPick = (longitude: number, latitude: number): void =>
      set.current({ position: formatPosition(longitude, latitude) })
    import('./open-pick-map.ts')
      .then(({ openPickMap }) => {
        if (!isUnmounted) map.current = openPickMap(container, onPick)
      })
      .catch((error: unknown) => setFault(String(error)))
    return () => {
      isUnmounted = true
      map.current?.close()
      map.current = null
    }
  }, [])

  useEffect(() => {
    const parsed = parsePosition(form.fields.position)
    const place = parsed.ok ? parsed : null
    map.current?.show({ areas: state.areas, place, theme: document.documentElement.dataset['theme'] ?? '' })
  })

  return (
    <section class="pick-map" aria-label="Map to press the place on">
      {fault === null ? <div class="pick-place" ref={element} /> : <p class="about">There is no map: {fault}</p>}
      <p class="about attribution">© OpenStreetMap contributors · not for navigation</p>
    </section>
  )
}
