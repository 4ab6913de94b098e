export type Admitted = {
  /** The one source this feeder may write as; null: any. */
  readonly onlySourceId: string | null
}

/** Who sends a request, told by its headers. Throws Refused (401 or 403) for one who may not feed. */
export type Authenticate = (headers: Readonly<Record<string, unknown>>) => Promise<Admitted>

/** Without a token file: whoever reaches this service may feed. Then it listens on loopback only (config.ts). */
export const admitAnyone: Authenticate = async () => ({ onlySourceId: null })
