import type { AreaAlert } from './area-alert.ts'

const waiting = new WeakMap<AreaAlert, string>()

/**
 * The alert as JSON. Each version is written twice, to the state and to the topic, and may have megabytes: whoever asks second is given the
 * text of the first, which is not kept longer.
 */
export const alertJson = (alert: AreaAlert): string => {
  const known = waiting.get(alert)
  if (known !== undefined) {
    waiting.delete(alert)
    return known
  }
  const text = JSON.stringify(alert)
  waiting.set(alert, text)
  return text
}
