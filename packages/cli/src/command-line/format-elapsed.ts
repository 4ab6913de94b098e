/** `1,234,567`. */
export const formatNumber = (value: number): string => value.toLocaleString('en')

/** `850 ms`, `12.3 s`, `4 min 05 s`, `3 h 20 min`. */
export const formatElapsed = (ms: number): string => {
  if (ms < 1_000) return `${Math.round(ms)} ms`
  if (ms < 60_000) return `${(ms / 1_000).toFixed(1)} s`
  const seconds = Math.round(ms / 1_000)
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${minutes} min ${String(seconds % 60).padStart(2, '0')} s`
  return `${formatNumber(Math.floor(minutes / 60))} h ${String(minutes % 60).padStart(2, '0')} min`
}
