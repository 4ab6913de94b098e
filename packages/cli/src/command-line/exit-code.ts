/** By convention: 2 for usage as in shells, 128 + signal for an interruption, the others from sysexits.h. */
export const EXIT = {
  ok: 0,
  /** The command ran, and found something that is not as it should be. */
  found: 1,
  usage: 2,
  /** The input cannot be used. */
  data: 65,
  noInput: 66,
  unavailable: 69,
  internal: 70,
  /** The output cannot be written. */
  output: 74,
  noPermission: 77,
  interrupted: 130,
  terminated: 143,
} as const

export type ExitCode = (typeof EXIT)[keyof typeof EXIT]
