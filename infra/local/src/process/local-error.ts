/** Something the user has to put right. The message says what, and is printed as it is, without a stack. */
export class LocalError extends Error {
  override readonly name = 'LocalError'
}
