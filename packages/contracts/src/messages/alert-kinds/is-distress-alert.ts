import { createKindGuard } from './create-kind-guard.ts'

/** Whether an alert is a call for help (or the test of a device that sends one), with a place that others can be near. */
export const isDistressAlert = createKindGuard<'distress'>({
  diagnostic: false,
  distress: true,
  'inbound-group': false,
  'mass-arrival': false,
  'source-limit': false,
  'source-silent': false,
})
