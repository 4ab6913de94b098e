import { useEffect, useRef, useState } from 'preact/hooks'
import type { TimeScale } from './time-scale.ts'

/** The whole span in 24 s, so that a day takes an hour a second. */
const PLAY_MS = 24_000
const STEP_MS = 100

/** Plays the span from the time shown, or from its beginning, up to its end, and then shows now again. */
export const usePlayer = (
  scale: TimeScale | null,
  pastMs: number | null,
  showTime: (atMs: number | null) => void,
): { readonly isPlaying: boolean; readonly play: (wanted: boolean) => void } => {
  const [isPlaying, setPlaying] = useState(false)
  const latest = useRef({ scale, pastMs })
  latest.current = { scale, pastMs }

  useEffect(() => {
    if (!isPlaying) return
    const timer = setInterval(() => {
      const { scale: span, pastMs: shownMs } = latest.current
      if (span === null) return setPlaying(false)
      const nextMs = (shownMs ?? span.fromMs) + ((span.toMs - span.fromMs) * STEP_MS) / PLAY_MS
      const isOver = nextMs >= span.toMs
      showTime(isOver ? null : nextMs)
      if (isOver) setPlaying(false)
    }, STEP_MS)
    return () => clearInterval(timer)
  }, [isPlaying])

  return { isPlaying: isPlaying && scale !== null, play: setPlaying }
}
