const CRAFT = 5_000
const START_MS = Date.UTC(2024, 0, 1) // In the past by any clock: observations of the future are refused.

/** The n-th of an endless sea of plausible positions: 5,000 craft in turn, ten seconds apart, as an AIS feed sends them. */
export const benchPosition = (n: number) => {
  const craft = n % CRAFT
  const round = Math.floor(n / CRAFT)
  return {
    type: 'position',
    craftId: `mmsi:${512_000_000 + craft}`,
    observedAt: new Date(START_MS + round * 10_000 + craft).toISOString(),
    source: { id: 'bench-station', kind: 'ais' },
    longitude: Number((170 + (craft % 100) * 0.07 + round * 0.0001).toFixed(5)),
    latitude: Number((-48 + Math.floor(craft / 100) * 0.25).toFixed(5)),
    speedKnots: (craft % 200) / 10,
    courseDegrees: (craft * 7) % 360,
  }
}
