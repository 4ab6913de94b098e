import { readFile } from 'node:fs/promises'
import { defaultAreaUrl, loadArea } from '@landfall/geo'

export type Place = { readonly longitude: number; readonly latitude: number }

const SPACING_LATITUDE = 0.45 // 27 nm, and as far along a parallel: no two boats at these places are linked.
const SPACING_LONGITUDE = 0.66

/** Places inside the built-in area that are too far apart to make one situation. */
export const placesApart = async (): Promise<readonly Place[]> => {
  const area = loadArea(await readFile(defaultAreaUrl, 'utf8'), 'the built-in area')
  const places: Place[] = []
  for (let latitude = -47; latitude < -34; latitude += SPACING_LATITUDE)
    for (let longitude = 166; longitude < 179; longitude += SPACING_LONGITUDE)
      if (area.contains(longitude, latitude)) places.push({ longitude, latitude })
  return places
}
