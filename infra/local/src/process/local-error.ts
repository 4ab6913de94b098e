/** An error that the user can fix. Its message says how, and is printed without a stack. */
export class LocalError extends Error {
  override readonly name = 'LocalError'
}
