/**
 * The built-in gazetteer: New Zealand's coast and islands (see the files' own members for their sources and licences). The first is
 * derived by a script, the second has by hand what its source lacks.
 */
export const defaultGazetteerUrls = [
  new URL('../../gazetteers/nz.geojson', import.meta.url),
  new URL('../../gazetteers/nz-supplement.geojson', import.meta.url),
] as const
