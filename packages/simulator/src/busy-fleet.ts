import { between, type Random, randomFrom } from './random.ts'

export type BusyCraft = {
  readonly craftId: string
  readonly name: string
  readonly shipType: number
  readonly crew: number
  readonly longitude: number
  readonly latitude: number
  readonly radiusNm: number
  readonly speedKnots: number
  readonly startTurn: number
}

/** Harbour approaches: 2 nm around each lies inside the territorial sea. */
export const HARBOURS: readonly (readonly [longitude: number, latitude: number])[] = [
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

/** Open sea, every corner more than 12 nm from any land: `[west, south, east, north]`, longitudes in 0..360. */
export const OPEN_SEA: readonly (readonly [west: number, south: number, east: number, north: number])[] = [
  [161, -44, 166, -36], // Tasman Sea
  [168, -38, 171, -35], // Off the west coast of the North Island
  [176.5, -36.5, 180, -32.5], // North of East Cape
  [179.5, -43, 187, -37], // East, over 180°
  [172, -50, 177, -47], // South-east, west of the Bounty and Antipodes Islands
]

const INSIDE_SHARE = 0.11

/** A fleet that is the same for the same seed. The first 11 % keep to a harbour's approaches, the rest to open sea. */
export const busyFleet = (size: number, seed: number): readonly BusyCraft[] => {
  const random = randomFrom(seed)
  return Array.from({ length: size }, (_, at) => {
    // Spread evenly through the fleet, so that any stretch of the stream has the same share inside.
    const inside = Math.floor((at + 1) * INSIDE_SHARE) > Math.floor(at * INSIDE_SHARE)
    const number = String(at).padStart(5, '0')
    return {
      craftId: `mmsi:5129${number}`,
      name: `BUSY ${number}`,
      shipType: [30, 36, 60, 70, 80][at % 5] ?? 70,
      crew: 2 + (at % 23),
      speedKnots: Math.round(between(random, 4, 18) * 10) / 10,
      startTurn: between(random, 0, 2 * Math.PI),
      ...(inside ? byHarbour(at, random) : atSea(at, random)),
    }
  })
}

const byHarbour = (at: number, random: Random) => {
  const [longitude, latitude] = HARBOURS[at % HARBOURS.length] ?? [174.95, -36.6]
  return { longitude, latitude, radiusNm: between(random, 0.3, 2) }
}

const atSea = (at: number, random: Random) => {
  const [west, south, east, north] = OPEN_SEA[at % OPEN_SEA.length] ?? [161, -44, 166, -36]
  return {
    longitude: between(random, west + 0.5, east - 0.5),
    latitude: between(random, south + 0.5, north - 0.5),
    radiusNm: between(random, 3, 18),
  }
}

/** Round and round at a steady speed: cheap, smooth to look at, and it never strays. */
export const placeOf = (boat: BusyCraft, minute: number) => {
  const turn = boat.startTurn + (boat.speedKnots * minute) / 60 / boat.radiusNm
  const radiusDegrees = boat.radiusNm / 60
  const longitude = boat.longitude + (radiusDegrees * Math.cos(turn)) / Math.cos((boat.latitude * Math.PI) / 180)
  const courseDegrees = (360 - (turn * 180) / Math.PI) % 360
  return {
    longitude: round(longitude > 180 ? longitude - 360 : longitude, 100_000),
    latitude: round(boat.latitude + radiusDegrees * Math.sin(turn), 100_000),
    speedKnots: boat.speedKnots,
    courseDegrees: round((courseDegrees + 360) % 360, 10),
  }
}

const round = (value: number, per: number): number => Math.round(value * per) / per
