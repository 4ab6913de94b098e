import type { Logger } from '@landfall/runtime'

const REPORT_MS = 5_000

/** Runs `read`, and logs every 5 s how far it has come. `behind`: records to go, which `read` keeps current. */
export const reportReading = async <T>(
  logger: Pick<Logger, 'info'>,
  behind: { readonly alerts: number; readonly actions: number },
  read: () => Promise<T>,
): Promise<T> => {
  const toGo = (): number => behind.alerts + behind.actions
  const records = toGo()
  const timer = setInterval(() => {
    logger.info({ event: 'log.reading', records, read: Math.max(0, records - toGo()) })
  }, REPORT_MS)
  try {
    return await read()
  } finally {
    clearInterval(timer)
  }
}
