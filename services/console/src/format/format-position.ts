/**
 * `34°24.1′S 173°03.1′E`: degrees and minutes, as on a chart. Minutes have one decimal (185 m of latitude), or as many as asked for;
 * without decimals `34°24′S 173°03′E`.
 */
export const formatPosition = (longitude: number, latitude: number, decimals: 0 | 1 = 1): string => {
  const wrapped = ((((longitude + 180) % 360) + 360) % 360) - 180
  return `${formatAngle(latitude, 'NS', 2, decimals)} ${formatAngle(wrapped, 'EW', 3, decimals)}`
}

const formatAngle = (degrees: number, hemispheres: 'NS' | 'EW', digits: number, decimals: 0 | 1): string => {
  const scale = 10 ** decimals
  const minutes = Math.round(Math.abs(degrees) * 60 * scale) / scale
  const whole = Math.floor(minutes / 60)
  const rest = (minutes - whole * 60).toFixed(decimals).padStart(decimals === 0 ? 2 : 4, '0')
  return `${String(whole).padStart(digits, '0')}°${rest}′${degrees < 0 ? hemispheres[1] : hemispheres[0]}`
}
