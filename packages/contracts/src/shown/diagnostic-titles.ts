import type { DiagnosticCause } from '../messages/alert-kinds/diagnostic-alert.ts'

/** Each cause in words that can be a title. */
export const DIAGNOSTIC_TITLES: Readonly<Record<DiagnosticCause, string>> = {
  'feeder-quota': 'Feeder over its quota',
  'dead-letters': 'Records set aside',
  'disk-space': 'Disk nearly full',
  contradiction: 'Alerts contradicted',
}
