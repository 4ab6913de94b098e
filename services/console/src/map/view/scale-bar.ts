const STEPS_NM = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000]

export type ScaleBar = { readonly nauticalMiles: number; readonly widthPixels: number }

/** The longest round number of nautical miles that fits. */
export const scaleBar = (metresPerPixel: number, widthPixelsMax: number): ScaleBar => {
  const nmPerPixel = metresPerPixel / 1_852
  const nauticalMiles = STEPS_NM.findLast((step) => step / nmPerPixel <= widthPixelsMax) ?? 0.1
  return { nauticalMiles, widthPixels: Math.round(nauticalMiles / nmPerPixel) }
}
