/** A gazetteer file that cannot be used. The message names the file, the field, its value and what it must be. */
export class GazetteerFileError extends Error {
  override readonly name = 'GazetteerFileError'

  /** `field`: such as `features[17].properties.name`; empty for the file as a whole. */
  constructor(source: string, field: string, problem: string, options?: ErrorOptions) {
    super(field === '' ? `${source}: ${problem}` : `${source}: ${field} ${problem}`, options)
  }
}
