/** Calls `onTick` each second, in a background tab too. */
export const startTicker = (onTick: () => void): void => {
  try {
    const worker = new Worker(new URL('ticker-worker.ts', import.meta.url), { type: 'module' })
    worker.onmessage = onTick
    worker.onerror = () => setInterval(onTick, 1_000)
  } catch {
    setInterval(onTick, 1_000)
  }
}
