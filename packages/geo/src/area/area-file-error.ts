/** An area file that cannot be used. The message names the file (or other source), the field and what is wrong there. */
export class AreaFileError extends Error {
  override readonly name = 'AreaFileError'
  readonly source: string
  /** Such as `geometry.coordinates[0][0][17]`; empty when the file as a whole is meant. */
  readonly field: string

  constructor(source: string, field: string, problem: string, options?: ErrorOptions) {
    super(field === '' ? `${source}: ${problem}` : `${source}: ${field}: ${problem}`, options)
    this.source = source
    this.field = field
  }
}
