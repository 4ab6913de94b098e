import { type AlertView, isDistressAlert } from '@landfall/contracts'
import { inWorld, type WorldFilter } from '../navigation/world-filter.ts'
import { collection, type FeatureCollection, feature } from './feature.ts'
import { unwrapLongitude } from './unwrap-longitude.ts'

/** Every open call for help that has a place and that nobody has closed, whichever alert is chosen. Tests lie below the others. */
export const distressFeatures = (alerts: Iterable<AlertView>, world: WorldFilter): FeatureCollection =>
  collection(
    [...alerts]
      .filter(isDistressAlert)
      .filter((alert) => alert.status === 'open' && alert.state !== 'closed' && inWorld(alert, world))
      .toSorted((a, b) => Number(b.test) - Number(a.test))
      .flatMap(({ place, test, exercise }) => {
        if (place === null) return []
        const coordinates = [unwrapLongitude(place.longitude), place.latitude] as const
        return [feature({ type: 'Point', coordinates }, { icon: distressIcon(test, exercise) })]
      }),
  )

/** The name of one of the icons that `drawDistressIcons` makes. */
export const distressIcon = (test: boolean, exercise: boolean): string =>
  `distress${test ? '-test' : ''}${exercise ? '-exercise' : ''}`
