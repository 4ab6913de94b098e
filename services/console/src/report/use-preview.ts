import type { ReportPreview } from '@landfall/contracts'
import { useEffect, useState } from 'preact/hooks'
import { rest } from '../state/rest.ts'
import type { ReportRead } from './report-input.ts'

/** How long nobody types before the service is asked, milliseconds. */
const PREVIEW_AFTER_MS = 400

/** `incomplete`: the form is not yet a report; `asking`; `failed`: the service did not answer. */
export type PreviewState = ReportPreview | 'incomplete' | 'asking' | 'failed'

/** What the report would do, asked again whenever it or an alert changes. An answer to an older question is dropped. */
export const usePreview = (read: ReportRead, alerts: unknown): PreviewState => {
  const question = read.ok ? JSON.stringify(read.observation) : null
  const [answered, setAnswered] = useState<{
    readonly question: string
    readonly preview: ReportPreview | 'failed'
  } | null>(null)
  useEffect(() => {
    if (question === null) return
    const asking = new AbortController()
    const timer = setTimeout(() => {
      rest.previewReport(JSON.parse(question), asking.signal).then(
        (preview) => setAnswered({ question, preview }),
        () => !asking.signal.aborted && setAnswered({ question, preview: 'failed' }),
      )
    }, PREVIEW_AFTER_MS)
    return () => {
      clearTimeout(timer)
      asking.abort()
    }
  }, [question, alerts])
  if (question === null) return 'incomplete'
  return answered?.question === question ? answered.preview : 'asking'
}
