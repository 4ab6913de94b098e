import { createKindGuard } from './create-kind-guard.ts'

/** Whether an alert is of a group that has not arrived, with a forecast of its arrival. */
export const isInboundGroup = createKindGuard<'inbound-group'>({
  diagnostic: false,
  distress: false,
  'inbound-group': true,
  'mass-arrival': false,
  'source-limit': false,
  'source-silent': false,
})
