/** The built-in gazetteer: New Zealand's coast and islands (see the file's own members for its source and licence). */
export const defaultGazetteerUrl = new URL('../../gazetteers/nz.geojson', import.meta.url)
