export type { AreaFeature } from './area/area-feature.ts'
export { AreaFileError } from './area/area-file-error.ts'
export type { AreaFinding, AreaOutcome } from './area/area-outcome.ts'
export { type AreaCheck, checkArea } from './area/check-area.ts'
export { defaultAreaUrl } from './area/default-area-url.ts'
export { importArea } from './area/import-area.ts'
export type { ImportOptions } from './area/import-options.ts'
export { type Area, type FirstPoint, loadArea } from './area/load-area.ts'
export { type DeriveOptions, deriveArea } from './coast/derive-area.ts'
export { defaultGazetteerUrls } from './gazetteer/default-gazetteer-urls.ts'
export { describePlace, type PlaceDescription } from './gazetteer/describe-place.ts'
export { GazetteerFileError } from './gazetteer/gazetteer-file-error.ts'
export { joinGazetteers } from './gazetteer/join-gazetteers.ts'
export { type Gazetteer, loadGazetteer } from './gazetteer/load-gazetteer.ts'
export { destinationAt, type LonLat } from './geometry/destination-at.ts'
export {
  EARTH_RADIUS_METRES,
  haversineMetres,
  METRES_PER_NAUTICAL_MILE,
  nauticalMiles,
} from './geometry/haversine-metres.ts'
export { initialBearingDegrees } from './geometry/initial-bearing-degrees.ts'
export { type Place, placeAt, withinMetres } from './geometry/within-metres.ts'
export { destinationOnSphere } from './sphere/destination-on-sphere.ts'
export { finalBearingDegrees } from './sphere/final-bearing-degrees.ts'
