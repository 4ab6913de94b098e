/** `[longitude, latitude]` in degrees, longitudes in 0..360: the Chathams lie beyond 180°. */
export type SeaPoint = readonly [longitude: number, latitude: number]

/** Harbour approaches: 2 nm around each lies inside the territorial sea. */
const harbours: readonly SeaPoint[] = [
  [174.95, -36.6], // Auckland
  [174.65, -35.9], // Whangārei
  [176.25, -37.55], // Tauranga
  [178.0, -38.72], // Gisborne
  [177.0, -39.45], // Napier
  [174.85, -41.42], // Wellington
  [173.15, -41.1], // Nelson
  [174.0, -38.98], // New Plymouth
  [172.95, -43.58], // Lyttelton
  [171.35, -44.4], // Timaru
  [170.85, -45.75], // Dunedin
  [168.35, -46.72], // Bluff
]

/** Shipping lanes, all outside the territorial sea. */
const lanes: readonly (readonly SeaPoint[])[] = [
  // Sydney and Brisbane to Auckland and Tauranga, north of the Three Kings
  [
    [158, -34.2],
    [171.9, -33.4],
    [174.6, -34.1],
    [176.2, -35.4],
    [176.7, -36.6],
  ],
  // Melbourne to Wellington, as far as the western approach to Cook Strait
  [
    [158, -40.9],
    [169.5, -40.1],
    [173.2, -39.85],
  ],
  // From Bass Strait south of the Snares, then up the east coast
  [
    [158, -45.5],
    [163.8, -47.6],
    [166.6, -49.1],
    [171.2, -48.2],
    [173.2, -46.3],
    [174.3, -44.4],
    [175.2, -42.8],
  ],
  // Wellington to Napier, Gisborne and round East Cape, well off the coast
  [
    [176.4, -42.4],
    [178.4, -40.9],
    [179.5, -38.9],
    [179.6, -36.9],
    [177.4, -36.3],
  ],
  // Panama and the Horn
  [
    [188, -39.2],
    [180.6, -37.2],
    [179.6, -36.9],
  ],
  [
    [188, -46.5],
    [178.5, -44.9],
    [175.2, -42.8],
  ],
  // To the Chathams
  [
    [175.4, -43.2],
    [179.5, -43.6],
    [182.2, -43.7],
  ],
  // The islands: Fiji, Tonga
  [
    [176.2, -35.4],
    [177.6, -31],
    [178.4, -26],
  ],
]

/** Fishing grounds and banks: few craft go further from the middle than twice the radius, none three times. */
const grounds: readonly { readonly middle: SeaPoint; readonly radiusNm: number }[] = [
  { middle: [177.3, -43.6], radiusNm: 70 }, // Mernoo Bank and the Chatham Rise
  { middle: [169.3, -38.6], radiusNm: 70 }, // Challenger Plateau
  { middle: [171.5, -50.6], radiusNm: 70 }, // Campbell Plateau
  { middle: [179.2, -34.6], radiusNm: 70 }, // Colville Ridge
  { middle: [168.2, -34.6], radiusNm: 70 }, // West Norfolk Ridge
  { middle: [163.5, -44], radiusNm: 70 }, // Tasman Sea
]

/** Where the craft of the busy sea go. Ships keep within `laneHalfWidthNm` of their lane, to either side. */
export const BUSY_PLACES = { harbours, lanes, laneHalfWidthNm: 14, grounds } as const
