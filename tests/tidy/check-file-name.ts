import { posix } from 'node:path'
import { isCode, type Offence, type SourceFile } from './source-file.ts'

/** A file is named after what it exports, so that either can be found by knowing the other. */
export const checkFileName = (file: SourceFile): readonly Offence[] => {
  const name = posix.basename(file.path).replace(/\.tsx?$/, '')
  if (!/\.tsx?$/.test(file.path) || EXEMPT.test(file.path)) return []
  const exported = exportsOf(file)
  if (exported.length === 0) return []
  const offence = (what: string): Offence[] => [
    { path: file.path, rule: 'files are named after their main export', what },
  ]
  if (!exported.some((one) => toKebabCase(one.name) === name))
    return offence(exported.map((one) => one.name).join(', '))
  // Where a factory is all that a file exports besides types, it is the main export, not what it makes.
  const [factory, ...others] = exported.filter(({ isType }) => !isType)
  const isPrefixed = PREFIXES.some((prefix) => toKebabCase(factory?.name ?? '') === `${prefix}-${name}`)
  return isPrefixed && others.length === 0 ? offence(`${factory?.name}: the prefix in both or in neither`) : []
}

/** Entry points, what a tool finds by its name, and planted mistakes; a test is named after what it tests. */
const EXEMPT = /\/(main|index)\.tsx?$|\.(test|config|d)\.tsx?$|^tests\/fixtures\//
const PREFIXES = ['create', 'open', 'start', 'make', 'build', 'load', 'connect'] as const

/** A name that is exported twice must be looked up each time it is met. Types may repeat: they are read where they stand. */
export const checkExportsUnique = (files: readonly SourceFile[]): readonly Offence[] => {
  const homes = new Map<string, string[]>()
  for (const file of files)
    for (const { name, isType } of isCode(file) ? exportsOf(file) : [])
      if (!isType) homes.set(name, [...(homes.get(name) ?? []), file.path])
  return [...homes].flatMap(([name, [path = '', ...others]]) =>
    others.length === 0
      ? []
      : [{ path, rule: 'no exported name twice', what: `${name}, also in ${others.join(', ')}` }],
  )
}

type Export = { readonly name: string; readonly isType: boolean }

const EXPORT =
  /^export (?:declare )?(?:async )?(const|let|function\*?|class|type|interface|enum) (?:([\w$]+)|\{([^}]*)\}|\[([^\]]*)\])/gm

/** What is declared and exported in this file; what it only passes on (`export … from`) belongs to another. */
export const exportsOf = ({ text }: SourceFile): readonly Export[] =>
  [...text.matchAll(EXPORT)].flatMap(([, kind, name, members, items]) => {
    const names = name === undefined ? (members ?? items ?? '').split(',').map(lastWord) : [name]
    return names
      .filter((one) => one !== '')
      .map((one) => ({ name: one, isType: /^(type|interface)$/.test(kind ?? '') }))
  })

/** `b` of `a: b`, which is what the destructured value is called from then on. */
const lastWord = (text: string): string => /([\w$]+)\s*$/.exec(text)?.[1] ?? ''

const toKebabCase = (name: string): string =>
  /^[A-Z0-9_]+$/.test(name)
    ? name.toLowerCase().replaceAll('_', '-')
    : name
        .replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2')
        .replaceAll(/([A-Z]+)([A-Z][a-z])/g, '$1-$2')
        .toLowerCase()
