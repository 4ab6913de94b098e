import type { AreaAlert } from './area-alert.ts'

/**
 * The version without its evidence, for one that is larger than it may be: numbers, severity, times and history stay. The
 * bounds of evidence leave none such (`ALERT_BYTES_MAX`); this is for a bound that is wrong.
 */
export const summariseAlert = <Version extends AreaAlert>(alert: Version): Version => {
  const craftMore = alert.craft.length + (alert.craftMore ?? 0)
  const linksMore = alert.links.length + (alert.linksMore ?? 0)
  return {
    ...alert,
    craft: [],
    links: [],
    ...(craftMore > 0 ? { craftMore } : {}),
    ...(linksMore > 0 ? { linksMore } : {}),
    evidenceOmitted: 'too-large',
  }
}
