/** Of every map of the page: north is up, and each says itself whose its data are. */
export const FLAT_MAP = {
  attributionControl: false,
  dragRotate: false,
  pitchWithRotate: false,
  touchPitch: false,
  maxZoom: 15,
  minZoom: 2,
} as const
