import type { AlertView } from '@landfall/contracts'
import { countedCraft } from '../../alert/counted-craft.ts'
import { headingOf } from '../../alert/heading-of.ts'
import { KIND_WORDS } from '../../alert/kind-words.ts'
import { placeOf } from '../../alert/place-of.ts'

/** A test for alerts that have every word of the text: of place, id, craft, name or kind. Case and accents do not matter. */
export const createMatcher = (text: string): ((alert: AlertView) => boolean) => {
  const words = plain(text).split(/\s+/).filter(Boolean)
  return (alert) => words.every((word) => textOf(alert).includes(word))
}

const texts = new WeakMap<AlertView, string>()

/** Kept with the alert: it is searched with each letter typed and each second. */
const textOf = (alert: AlertView): string => {
  const known = texts.get(alert)
  if (known !== undefined) return known
  const craft = countedCraft(alert).flatMap(({ craftId, name, sameAs }) => [craftId, name, ...sameAs])
  const place = placeOf(alert)?.positionText
  const device = 'craftId' in alert ? alert.craftId : null
  const parts = [headingOf(alert), place, alert.alertId, KIND_WORDS[alert.kind], alert.areaId, device, ...craft]
  const text = plain(parts.filter(Boolean).join(' '))
  texts.set(alert, text)
  return text
}

/** Lower case, without accents and without the marks that set foreign text apart. */
const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/[\p{Mn}\u2066-\u2069]/gu, '')
    .toLowerCase()
