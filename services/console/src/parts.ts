import './without-eval.ts'
import './style/dialogs.css'
import './style/map.css'
import './style/panel.css'
import './style/pages.css'
import './style/actions.css'
import './style/wall.css'
import './style/report.css'
import './style/time.css'
import './style/marks.css'
import './style/print.css'
import { OpenDialog } from './dialogs/open-dialog.tsx'
import { HandoverView } from './handover/handover-view.tsx'
import { ChosenAlert } from './panel/chosen-alert.tsx'
import { ReportView } from './report/report-view.tsx'
import { WallView } from './wall/wall-view.tsx'

/**
 * What the first row of the list does not need. In one piece, and loaded before anybody asks for it: an update of the service takes the
 * files of the version before away.
 */
export const parts = { ChosenAlert, HandoverView, OpenDialog, ReportView, WallView } as const

export type Parts = typeof parts
