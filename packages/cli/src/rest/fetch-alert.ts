import { AlertView, NearAnswer } from '@landfall/contracts'
import type { Invocation } from '../command-line/command-definition.ts'
import { askSpec } from './access-headers.ts'
import { askJson } from './ask-service.ts'
import { parseAnswer } from './parse-answer.ts'
import { serviceUrl } from './service-url.ts'

/** The newest version of an alert, as the alert service has it. Throws a CommandError. */
export const fetchAlert = async (invocation: Invocation, alertId: string): Promise<AlertView> => {
  const url = new URL(`/v1/alerts/${encodeURIComponent(alertId)}`, serviceUrl('alert', invocation))
  return parseAnswer(AlertView, await askJson(url, await askSpec(invocation)))
}

/** The craft near a call for help, as the alert service knows them now. Throws a CommandError. */
export const fetchNear = async (invocation: Invocation, alertId: string): Promise<NearAnswer> => {
  const url = new URL(`/v1/alerts/${encodeURIComponent(alertId)}/near`, serviceUrl('alert', invocation))
  return parseAnswer(NearAnswer, await askJson(url, await askSpec(invocation)))
}
