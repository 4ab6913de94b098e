import type { Terminal } from '../command-line/create-terminal.ts'
import { formatElapsed, formatNumber } from '../command-line/format-elapsed.ts'

/** Where a report comes from. Of a list it is the file. */
export type CountPlace = { readonly file: string; readonly row: number | null; readonly where: string }

export type RefusedCount = {
  readonly file: string
  readonly row: number | null
  readonly field: string
  readonly reason: string
}

const REFUSALS_SHOWN_MAX = 1_000
const PROGRESS_EVERY_MS = 250

/** Accounts for all rows: read = accepted + refused + repeated + persons of lists + without an answer. */
export const createCountsReport = (terminal: Terminal) => {
  const startedMs = performance.now()
  const counts = { read: 0, accepted: 0, refused: 0, repeated: 0, reports: 0, persons: 0, unused: 0 }
  const refusals: RefusedCount[] = []

  const refuse = ({ file, row, where }: CountPlace, field: string, reason: string): void => {
    counts.refused += 1
    if (counts.refused <= REFUSALS_SHOWN_MAX) {
      refusals.push({ file, row, field, reason })
      terminal.say(`${where} refused: ${reason}`)
    }
    if (counts.refused === REFUSALS_SHOWN_MAX + 1) terminal.say('more are refused; they are counted at the end')
  }

  return {
    counts,
    refuse,
    /** What became of a report that was sent; the service's reason begins with the field. */
    settle: (place: CountPlace, refusal: string | null): void => {
      if (refusal === null) counts.accepted += 1
      else refuse(place, /^[\w.]+/.exec(refusal)?.[0] ?? 'refused', refusal)
    },
    show: (): (() => void) => {
      const timer = setInterval(() => terminal.progress(`${formatNumber(counts.read)} rows`), PROGRESS_EVERY_MS)
      return () => {
        clearInterval(timer)
        terminal.progress(null)
      }
    },
    summary: async (asJson: boolean): Promise<void> => {
      const tookMs = Math.round(performance.now() - startedMs)
      if (asJson) return terminal.print(JSON.stringify({ ...counts, tookMs, refusals }))
      const { read, accepted, refused, repeated, persons, unused } = counts
      const parts = [
        `${formatNumber(accepted)} reports accepted`,
        `${formatNumber(refused)} refused`,
        ...(repeated === 0 ? [] : [`${formatNumber(repeated)} repeated`]),
        ...(persons === 0 ? [] : [`${formatNumber(persons)} persons of lists`]),
        ...(unused === 0 ? [] : [`${formatNumber(unused)} lines without a person`]),
      ]
      terminal.say(`${formatNumber(read)} rows in ${formatElapsed(tookMs)}: ${parts.join(', ')}`)
    },
  }
}

export type CountsReport = ReturnType<typeof createCountsReport>
