import type { Alert } from '@landfall/contracts'
import { type ReadTopicSpec, readTopic } from '@landfall/kafka'
import type { ReadPublished } from '@landfall/stage'

type PublishedAlerts<Version> = Awaited<ReturnType<ReadPublished<Version>>>
type Of<Kind> = Extract<Alert, { readonly kind: Kind }>

/** Every version of these kinds in the alerts topic, in its order, and where the topic ended. */
export const readPublishedAlerts = async <Kind extends Alert['kind']>(
  spec: ReadTopicSpec,
  kinds: readonly Kind[],
): Promise<PublishedAlerts<Of<Kind>>> => {
  const versions: Of<Kind>[] = []
  const isKind = (kind: string): boolean => kinds.some((one) => one === kind)
  const positions = new Map(spec.from)
  for await (const { partition, offset, value } of readTopic(spec)) {
    positions.set(partition, offset + 1)
    const alert = parseAlert(value)
    if (alert !== undefined && isKind(alert.kind)) versions.push(alert as Of<Kind>)
  }
  return { versions, positions }
}

/** Parsed as it was written, field order included, since the stage engine compares contents as text. */
const parseAlert = (value: Buffer | null): Alert | undefined => {
  try {
    return value === null ? undefined : (JSON.parse(value.toString()) as Alert)
  } catch {
    return undefined // Not written by a stage: nothing to recognise.
  }
}
