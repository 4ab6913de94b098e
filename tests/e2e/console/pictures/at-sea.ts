import type { AlertView } from '@landfall/contracts'
import { placeNamed } from './picture-alerts.ts'

/** Where boats are in the flood: off so many coasts, three or more to each. */
const COASTS = [
  [176.9, -37.55],
  [173.1, -34.25],
  [178.75, -37.5],
  [177.4, -39.35],
  [174.45, -41.15],
  [173.75, -43.4],
  [171.1, -45.9],
  [168.9, -46.9],
  [171.0, -42.2],
  [173.6, -39.0],
  [175.4, -36.0],
  [-176.9, -43.5],
] as const

/** Flood alerts, each at its own place off a coast and with numbers that go together. */
export const atSea = (alert: AlertView, index: number): AlertView => {
  if (alert.kind !== 'mass-arrival') return alert
  const [member] = alert.craft
  const [longitude, latitude] = COASTS[(7 * index + Math.floor(index / 12)) % COASTS.length] ?? COASTS[0]
  const turn = index * 2.4
  const away = 0.04 + (index % 9) / 45
  const place = placeNamed(longitude + away * Math.cos(turn), latitude + 0.7 * away * Math.sin(turn))
  if (member === undefined || place === null) return alert
  const severity = index % 20 === 7 ? 'caution' : index % 3 === 0 ? 'alarm' : 'warning'
  const likely = 31 + ((index * 37) % 90)
  const min = { alarm: 31, warning: 12, caution: 0 }[severity] + (index % 7)
  const unauthorised = {
    min,
    likely: Math.max(min, likely),
    max: Math.max(min, likely) + 4 + (index % 13),
    openEnded: false,
  }
  const { longitude: east, latitude: north } = place
  const count = 1 + (index % 4)
  const craft = Array.from({ length: count }, (_, i) => ({
    ...{ ...member, craftId: `track:radar-${5_000 + 4 * index + i}`, longitude: east + 0.02 * i, latitude: north },
  }))
  return { ...alert, severity, unauthorised, craft, place }
}
