/** `34°24.1′S 173°03.1′E`: degrees and decimal minutes, as on a chart. */
export const formatPosition = (longitude: number, latitude: number): string => {
  const wrapped = ((((longitude + 180) % 360) + 360) % 360) - 180
  return `${formatAngle(latitude, 'NS', 2)} ${formatAngle(wrapped, 'EW', 3)}`
}

const formatAngle = (degrees: number, hemispheres: 'NS' | 'EW', digits: number): string => {
  const minutes = Math.round(Math.abs(degrees) * 600) / 10
  const whole = Math.floor(minutes / 60)
  const rest = (minutes - whole * 60).toFixed(1).padStart(4, '0')
  return `${String(whole).padStart(digits, '0')}°${rest}′${degrees < 0 ? hemispheres[1] : hemispheres[0]}`
}
