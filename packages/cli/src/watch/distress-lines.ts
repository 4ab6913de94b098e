import { type AlertViewOf, DISTRESS_DEVICE_TITLES, formatInterval, type NearAnswer } from '@landfall/contracts'
import { formatPlace } from './format-place.ts'

/** Who calls, from where and since when, and which craft are near; `near` is null where they could not be asked for. */
export const distressLines = (alert: AlertViewOf<'distress'>, near: NearAnswer | null): readonly string[] => {
  const { device, craftId, test, text, place, firstHeardAt, lastHeardAt, heardBy } = alert
  return [
    test
      ? 'A device is tried out, nobody is in distress. It ends by itself.'
      : 'A call for help: alert the rescue coordination centre at once. It stays until a person closes it.',
    '',
    `  device       ${DISTRESS_DEVICE_TITLES[device]}, ${craftId}`,
    ...(text === null ? [] : [`  says         ${text.replaceAll(/\s+/g, ' ')}`]),
    `  place        ${place === null ? 'not known' : `${placeWords(place)} at ${place.observedAt}`}`,
    `  first heard  ${firstHeardAt}`,
    `  last heard   ${lastHeardAt} by ${heardBy.id}`,
    ...nearLines(near),
  ]
}

const placeWords = (place: NonNullable<AlertViewOf<'distress'>['place']>): string =>
  place.text === undefined ? formatPlace(place) : `${place.text}, ${formatPlace(place)}`

const nearLines = (near: NearAnswer | null): readonly string[] => {
  if (near === null || near.place === null) return []
  if (near.craft.length === 0) return ['', `No craft is known within ${near.withinNm} nm.`]
  return [
    '',
    `Craft within ${near.withinNm} nm`,
    ...near.craft.map(({ craftId, name, distanceNm, bearingDegrees, observedAt, persons }) =>
      [
        `  ${distanceNm.toFixed(1)} nm, bears ${String(bearingDegrees).padStart(3, '0')}°`,
        `${craftId}${name === undefined ? '' : ` “${name.replaceAll(/\s+/g, ' ')}”`}`,
        persons === null
          ? 'people aboard: nobody has said'
          : `${formatInterval(persons.aboard)} aboard (${persons.method})`,
        observedAt,
      ].join('  '),
    ),
    ...(near.craftMore === 0 ? [] : [`  and ${near.craftMore} more`]),
  ]
}
