const DECIMAL = /^\d{1,6}(?:\.\d{0,6})?$/

/** A number without a sign as NMEA writes it; undefined for an empty field, NaN for anything else. */
export const parseDecimal = (field: string | undefined): number | undefined => {
  if (field === undefined || field === '') return undefined
  return DECIMAL.test(field) ? Number(field) : Number.NaN
}
