import type { Logger } from '@landfall/runtime'

export type OutageLog = { readonly down: (reason: string) => void; readonly up: () => void }

/** Logs an outage in two lines, `….down` and `….up`, however many retries it takes, and nothing while all is well. */
export const createOutageLog = (logger: Logger, part: string, fields: Readonly<Record<string, unknown>>): OutageLog => {
  let downSinceMs: number | undefined
  return {
    down: (reason) => {
      if (downSinceMs === undefined) logger.warn({ event: `${part}.down`, ...fields, reason })
      downSinceMs ??= performance.now()
    },
    up: () => {
      if (downSinceMs === undefined) return
      logger.info({ event: `${part}.up`, ...fields, downMs: Math.round(performance.now() - downSinceMs) })
      downSinceMs = undefined
    },
  }
}
