import { pause } from './pause.ts'
import { waitAtMost } from './wait-at-most.ts'

type PacerSpec = {
  readonly periodMs: number
  readonly hasWork: () => boolean
  /** Does all there is to do; what fails is to be there again at the next turn. Must not reject. */
  readonly work: () => Promise<void>
}

/** What is collected is not worth a shutdown that hangs. */
const CLOSE_MS_MAX = 1_000

/** Works at once when woken after a quiet time, then once a period while there is work. */
export const createPacer = ({ periodMs, hasWork, work }: PacerSpec) => {
  const closing = new AbortController()
  let running: Promise<void> | undefined

  const run = async (): Promise<void> => {
    while (hasWork() && !closing.signal.aborted) {
      await work()
      await pause(periodMs, closing.signal)
    }
    running = undefined
  }
  return {
    /** Cheap: may be called for each record. */
    wake: (): void => {
      running ??= Promise.resolve().then(run)
    },
    /** Works once more if there is something left, and waits for at most a second. */
    close: async (): Promise<void> => {
      closing.abort()
      const last = (async () => {
        await running
        if (hasWork()) await work()
      })()
      await waitAtMost(last, CLOSE_MS_MAX)
    },
  }
}
