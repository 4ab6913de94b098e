/** The built-in area: New Zealand's territorial sea, 12 nm, derived from OpenStreetMap (see the file's own properties). */
export const defaultAreaUrl = new URL('../../areas/nz.geojson', import.meta.url)
