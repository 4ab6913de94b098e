export type ImportOptions = {
  /** Defaults to that of the input file. */
  readonly areaId?: string
  /** Defaults to that of the input file, else to the id. */
  readonly name?: string
  /** Name of the input file, recorded in the area file. */
  readonly source: string
  /** Defaults to that of the input file; so does `licence`. */
  readonly attribution?: string
  readonly licence?: string
  /** Differences from the default policy; defaults to those of the input file. */
  readonly policy?: unknown
  /** Leave out vertices as long as no point of the line moves further than this. Absent: keep all. */
  readonly simplifyMetres?: number
  /** Close a line whose ends are at most this far apart [0: only lines that meet]. */
  readonly closeGapMetres?: number
}
