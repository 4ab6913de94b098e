/** Holds something back while it is asked for again and again; calls `onEnd` once nobody has asked for so many milliseconds. */
export const createHold = (heldMs: number, onEnd: () => void) => {
  let timer: ReturnType<typeof setTimeout> | undefined
  const stop = (): void => {
    clearTimeout(timer)
    timer = undefined
  }
  return {
    isHeld: (): boolean => timer !== undefined,
    hold: (): void => {
      stop()
      timer = setTimeout(() => {
        timer = undefined
        onEnd()
      }, heldMs)
    },
    stop,
  }
}
