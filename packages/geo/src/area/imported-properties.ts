import { z } from 'zod'
import type { AreaFeature } from './area-feature.ts'
import type { AreaFinding } from './area-outcome.ts'
import type { ImportOptions } from './import-options.ts'
import type { Shapes } from './read-shapes.ts'

const SourceProperties = z
  .object({
    areaId: z.string(),
    name: z.string(),
    policy: z.unknown(),
    attribution: z.string(),
    licence: z.string(),
    license: z.string(),
    source: z.string(),
  })
  .partial()

/** The properties of the area file: as asked for, else as the first feature has them; undefined without an id. */
export const importedProperties = (shapes: Shapes, options: ImportOptions): AreaFeature['properties'] | undefined => {
  const { simplifyMetres } = options
  const given = givenProperties(shapes.properties)
  const areaId = options.areaId ?? given.areaId
  if (areaId === undefined) return undefined
  const policy = options.policy ?? given.policy
  const attribution = options.attribution ?? given.attribution ?? given.source
  const licence = options.licence ?? given.licence ?? given.license
  return {
    areaId,
    name: options.name ?? given.name ?? areaId,
    ...(attribution === undefined ? {} : { attribution }),
    ...(licence === undefined ? {} : { licence }),
    source: options.source,
    derivedBy: 'landfall areas import',
    ...(simplifyMetres === undefined ? {} : { toleranceMetres: simplifyMetres }),
    ...(policy === undefined ? {} : { policy }),
  }
}

/** Each by itself: a number where a name should be costs the name only. */
const givenProperties = (properties: Shapes['properties']): z.infer<typeof SourceProperties> =>
  Object.assign(
    {},
    ...Object.entries(properties).map(([key, value]) => SourceProperties.safeParse({ [key]: value }).data),
  )

/** Replaced, whatever the input has. */
const REWRITTEN = ['derivedBy', 'toleranceMetres']
const NAMES_SHOWN_MAX = 20

/** What of the properties does not reach the area file, by name. */
export const leftOutProperties = ({ properties, otherProperties }: Shapes): readonly AreaFinding[] => {
  const kept = givenProperties(properties)
  const lost = Object.keys(properties).filter((key) => !Object.hasOwn(kept, key) && !REWRITTEN.includes(key))
  const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)
  const differing = otherProperties.flatMap((other) =>
    Object.keys(other).filter((key) => !same(other[key], properties[key])),
  )
  const shown = (names: readonly string[]): string => {
    const known = [...new Set(names)]
    return [...known.slice(0, NAMES_SHOWN_MAX), ...(known.length > NAMES_SHOWN_MAX ? ['…'] : [])].join(', ')
  }
  return [
    ...(lost.length === 0 ? [] : [{ field: 'properties', problem: `left out: ${shown(lost)}` }]),
    ...(differing.length === 0
      ? []
      : [
          {
            field: 'properties',
            problem: `of ${otherProperties.length} more features left out, where they differ from those of the first: ${shown(differing)}`,
          },
        ]),
  ]
}
