/** An area file that cannot be used. The message names the file (or other source), the field and the problem. */
export class AreaFileError extends Error {
  override readonly name = 'AreaFileError'
  readonly source: string
  /** Such as `geometry.coordinates[0][0][17]`; empty for the file as a whole. */
  readonly field: string

  constructor(source: string, field: string, problem: string, options?: ErrorOptions) {
    super(field === '' ? `${source}: ${problem}` : `${source}: ${field}: ${problem}`, options)
    this.source = source
    this.field = field
  }
}
