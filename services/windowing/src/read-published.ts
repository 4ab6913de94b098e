import type { Alert } from '@landfall/contracts'
import { type ReadTopicSpec, readTopic } from '@landfall/kafka'

type Of<Kind> = Extract<Alert, { readonly kind: Kind }>

/** Every version of one kind in the alerts topic, in its order. */
export const readPublished = async <Kind extends Alert['kind']>(
  spec: ReadTopicSpec,
  kind: Kind,
): Promise<readonly Of<Kind>[]> => {
  const versions: Of<Kind>[] = []
  for await (const { value } of readTopic(spec)) {
    const alert = parseAlert(value)
    if (alert?.kind === kind) versions.push(alert as Of<Kind>)
  }
  return versions
}

/** Read as it was written, field order included, since the stage compares contents as text. */
const parseAlert = (value: Buffer | null): Alert | undefined => {
  try {
    return value === null ? undefined : (JSON.parse(value.toString()) as Alert)
  } catch {
    return undefined // Not ours: only these stages write alerts that they must know again.
  }
}
