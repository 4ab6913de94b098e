type Place = { readonly longitude: number; readonly latitude: number }

/** `34.402°S 173.051°E` */
export const formatPlace = ({ longitude, latitude }: Place): string =>
  `${Math.abs(latitude).toFixed(3)}°${latitude < 0 ? 'S' : 'N'} ${Math.abs(longitude).toFixed(3)}°${longitude < 0 ? 'W' : 'E'}`
