import type { MassArrivalAlert } from '@landfall/contracts'
import { type ReadTopicSpec, readTopic } from '@landfall/kafka'

/** Every mass-arrival version in the alerts topic, in its order. */
export const readPublished = async (spec: ReadTopicSpec): Promise<readonly MassArrivalAlert[]> => {
  const versions: MassArrivalAlert[] = []
  for await (const { value } of readTopic(spec)) {
    const alert = parseAlert(value)
    if (alert?.kind === 'mass-arrival') versions.push(alert)
  }
  return versions
}

/** Read as it was written, field order included, since the stage compares contents as text. */
const parseAlert = (value: Buffer | null): MassArrivalAlert | undefined => {
  try {
    return value === null ? undefined : (JSON.parse(value.toString()) as MassArrivalAlert)
  } catch {
    return undefined // Not ours: only this stage writes alerts that it must know again.
  }
}
