import type { RefObject } from 'preact'
import { useLayoutEffect, useRef, useState } from 'preact/hooks'

/** Lines beyond each edge, so that a short scroll shows no gap. */
const OVERSCAN = 6
const FINE_PX = 32
/** Also in `list.css`, by the same media query. */
const COARSE_PX = 44

export type LineWindow = {
  readonly linePx: number
  readonly first: number
  /** Exclusive. */
  readonly last: number
}

/**
 * Which lines of a scrolled list are in view, and a few more: only those are elements of the page. Scrolls to the line `chosen` when
 * another one is chosen; while it is in view, it stays so when lines come and go above it.
 */
export const useLineWindow = (
  scroller: RefObject<HTMLElement>,
  count: number,
  chosen: { readonly id: string | null; readonly line: number },
): LineWindow => {
  const linePx = useLinePx()
  const [view, setView] = useState({ first: 0, last: 40 })
  const seen = useRef({ id: null as string | null, inView: false })
  const measure = () => {
    const element = scroller.current
    if (element === null) return
    const first = Math.floor(element.scrollTop / linePx)
    const last = Math.ceil((element.scrollTop + element.clientHeight) / linePx)
    const at = lineRef.current
    seen.current = { ...seen.current, inView: at >= first && at < last }
    setView((before) => (before.first === first && before.last === last ? before : { first, last }))
  }
  const lineRef = useRef(chosen.line)
  lineRef.current = chosen.line
  useLayoutEffect(() => {
    const element = scroller.current
    if (element === null) return
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    element.addEventListener('scroll', measure, { passive: true })
    return () => {
      observer.disconnect()
      element.removeEventListener('scroll', measure)
    }
  }, [linePx])
  useLayoutEffect(() => {
    const { id, inView } = seen.current
    if (chosen.line >= 0 && (chosen.id !== id || inView)) {
      scrollToLine(scroller.current, chosen.line * linePx, linePx)
      seen.current = { id: chosen.id, inView: true }
    }
    measure()
  }, [chosen.id, chosen.line, count, linePx])
  return { linePx, first: Math.max(0, view.first - OVERSCAN), last: Math.min(count, view.last + OVERSCAN) }
}

/** As little as shows the line and its neighbour. */
const scrollToLine = (element: HTMLElement | null, topPx: number, linePx: number): void => {
  if (element === null) return
  const lowest = topPx - linePx
  const highest = topPx + 2 * linePx - element.clientHeight
  element.scrollTop = Math.max(highest, Math.min(element.scrollTop, lowest))
}

const useLinePx = (): number => {
  const [linePx, setLinePx] = useState(coarse.matches ? COARSE_PX : FINE_PX)
  useLayoutEffect(() => {
    const follow = () => setLinePx(coarse.matches ? COARSE_PX : FINE_PX)
    coarse.addEventListener('change', follow)
    return () => coarse.removeEventListener('change', follow)
  }, [])
  return linePx
}

const coarse = matchMedia('(pointer: coarse)')
