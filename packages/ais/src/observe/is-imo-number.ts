const WEIGHTS = [7, 6, 5, 4, 3, 2]

/** True of seven digits whose last is the check digit of the others (IMO Resolution A.1117(30)). */
export const isImoNumber = (imo: number): boolean => {
  if (!(imo >= 1_000_000 && imo <= 9_999_999)) return false
  const digits = String(imo)
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(digits[index]), 0)
  return sum % 10 === Number(digits[6])
}
