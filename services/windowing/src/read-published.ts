import type { Alert } from '@landfall/contracts'
import { type ReadTopicSpec, readTopic } from '@landfall/kafka'

type Of<Kind> = Extract<Alert, { readonly kind: Kind }>

/** Per partition of the alerts topic the offset up to which it was read. */
export type Positions = ReadonlyMap<number, number>

export type Published<Version> = { readonly versions: readonly Version[]; readonly positions: Positions }

/** Every version of one kind in the alerts topic, in its order, and where the topic ended. */
export const readPublished = async <Kind extends Alert['kind']>(
  spec: ReadTopicSpec,
  kind: Kind,
): Promise<Published<Of<Kind>>> => {
  const versions: Of<Kind>[] = []
  const positions = new Map(spec.from)
  for await (const { partition, offset, value } of readTopic(spec)) {
    positions.set(partition, offset + 1)
    const alert = parseAlert(value)
    if (alert?.kind === kind) versions.push(alert as Of<Kind>)
  }
  return { versions, positions }
}

/** Read as it was written, field order included, since the stage compares contents as text. */
const parseAlert = (value: Buffer | null): Alert | undefined => {
  try {
    return value === null ? undefined : (JSON.parse(value.toString()) as Alert)
  } catch {
    return undefined // Not ours: only these stages write alerts that they must know again.
  }
}
