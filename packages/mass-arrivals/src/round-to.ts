/** The nearest decimal of so many digits, half up: the number whose shortest form has no more digits. */
export const roundTo = (value: number, digits: number): number => Math.round(value * 10 ** digits) / 10 ** digits
