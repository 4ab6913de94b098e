import { readFile } from 'node:fs/promises'
import { escapeHidden, escapeHiddenJson, Policy } from '@landfall/contracts'
import { defaultAreaUrl, loadArea } from '@landfall/geo'
import { type WatchedArea, watchArea } from '@landfall/mass-arrivals'

/** The areas to display: as one GeoJSON document, and by name. */
export type ShownAreas = {
  readonly geojson: Buffer
  readonly nameOf: (areaId: string | null) => string
  readonly areaIds: readonly string[]
  /** With the rules of their policies, to work out what a report would do; without those that windowing refuses. */
  readonly watched: readonly WatchedArea[]
  /** The period of its policy; of an area that is not shown, the default. */
  readonly periodMsOf: (areaId: string) => number
}

/** Without `files`: the built-in New Zealand area. Throws like `loadArea`, naming file and field. */
export const loadShownAreas = async (files: readonly string[] | undefined): Promise<ShownAreas> => {
  const sources = files === undefined || files.length === 0 ? [defaultAreaUrl] : files
  const areas = await Promise.all(sources.map(async (file) => loadArea(await readFile(file, 'utf8'), String(file))))
  const names = new Map(areas.map(({ areaId, name }) => [areaId, escapeHidden(name)]))
  const periods = new Map(areas.map(({ areaId, policyOverrides }) => [areaId, periodMs(policyOverrides)]))
  const features = areas.map(({ geojson }) => geojson)
  return {
    geojson: Buffer.from(escapeHiddenJson(JSON.stringify({ type: 'FeatureCollection', features }))),
    areaIds: areas.map(({ areaId }) => areaId),
    watched: areas.flatMap((area) => {
      const policy = Policy.safeParse(area.policyOverrides ?? {})
      return policy.success ? [watchArea({ ...area, policy: policy.data })] : []
    }),
    periodMsOf: (areaId) => periods.get(areaId) ?? periodMs({}),
    nameOf: (areaId) => names.get(areaId ?? '') ?? areaId ?? 'every area',
  }
}

/** Windowing refuses a policy that is none. */
const periodMs = (policy: unknown): number =>
  (Policy.safeParse(policy ?? {}).data ?? Policy.parse({})).periodHours * 3_600_000
