import type { Offence } from './source-file.ts'

/** What is read here of a component of an SBOM (CycloneDX). */
export type Component = {
  readonly group?: string
  readonly name: string
  readonly version: string
  readonly licenses?: readonly {
    readonly expression?: string
    readonly license?: { readonly id?: string; readonly name?: string }
  }[]
}

/**
 * SPDX ids of licences under which Landfall, Apache-2.0, may be passed on with what it runs on. A further one is a
 * decision.
 */
export const ALLOWED_IN_SERVICES: ReadonlySet<string> = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  'MIT',
  'Unlicense',
])

/** And in tools and tests, which are used as they are: MPL-2.0 asks for the changed files of a library. */
export const ALLOWED_IN_TOOLS: ReadonlySet<string> = new Set([...ALLOWED_IN_SERVICES, 'MPL-2.0'])

/** Packages that state no SPDX id: what their LICENSE file says. An update is read again. */
const READ_BY_HAND: Readonly<Record<string, string>> = {
  'buildcheck@0.0.7': 'MIT',
  'cpu-features@0.0.10': 'MIT',
  'ggencoder@1.0.10': 'Apache-2.0',
  'ssh2@1.17.0': 'MIT',
}

/** Every component whose licence is unknown or not allowed. The parts of Landfall themselves are left out. */
export const checkLicences = (components: readonly Component[], allowed: ReadonlySet<string>): readonly Offence[] =>
  components.flatMap((component) => {
    if (component.group === '@landfall') return []
    const path = `${component.group === undefined ? '' : `${component.group}/`}${component.name}@${component.version}`
    const stated = statedLicence(component) ?? READ_BY_HAND[path]
    return stated !== undefined && isAllowed(stated, allowed)
      ? []
      : [{ path, rule: 'licence', what: stated ?? 'none stated' }]
  })

/** Several entries hold at the same time. */
const statedLicence = ({ licenses = [] }: Component): string | undefined =>
  licenses.map(({ expression, license }) => expression ?? license?.id ?? license?.name).join(' AND ') || undefined

/** Of alternatives one is enough; anything nested or with an exception is refused, for a person to read. */
const isAllowed = (expression: string, allowed: ReadonlySet<string>): boolean =>
  expression
    .replace(/^\(([^()]*)\)$/, '$1')
    .split(' OR ')
    .some((alternative) => alternative.split(' AND ').every((id) => allowed.has(id)))
