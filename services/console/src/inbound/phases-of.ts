import { type AlertView, describeEtaPhase, type EtaPhase, isInboundGroup } from '@landfall/contracts'

/** By alertId, of open inbound groups whose arrival is expected. */
export type Phases = ReadonlyMap<string, EtaPhase>

/** How near each arrival is at `nowMs`; the same map as before where nothing has changed. */
export const phasesOf = (alerts: Iterable<AlertView>, nowMs: number, before: Phases): Phases => {
  const phases = new Map<string, EtaPhase>()
  for (const alert of alerts) {
    if (alert.status !== 'open' || !isInboundGroup(alert)) continue
    const described = describeEtaPhase(alert.eta, nowMs)
    if (described !== null) phases.set(alert.alertId, described.phase)
  }
  const isSame = phases.size === before.size && [...phases].every(([id, phase]) => before.get(id) === phase)
  return isSame ? before : phases
}
