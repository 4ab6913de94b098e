import { Alert, parseJson } from '@landfall/contracts'

/** The alert in a record of the alerts topic. Undefined for what is not an alert, whoever wrote it. */
export const parseAlertRecord = (value: Buffer | null): Alert | undefined => {
  const parsed = parseJson(Alert, value === null ? null : value.toString())
  return parsed.ok ? parsed.value : undefined
}
