/** The part of an alert id that people read: lower case, and a hyphen for whatever else there is. */
export const readableId = (text: string): string => text.toLowerCase().replaceAll(/[^a-z0-9.]+/g, '-')
