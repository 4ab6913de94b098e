/** One file of the project; `path` from its root, with forward slashes. */
export type SourceFile = { readonly path: string; readonly text: string }
export type Offence = { readonly path: string; readonly rule: string; readonly what: string }

export const isCode = ({ path }: SourceFile): boolean => /\.(ts|tsx|js|mjs)$/.test(path)

/** Tests and what only tests use. */
export const isTestCode = ({ path }: SourceFile): boolean =>
  path.startsWith('tests/') || /\.test\.tsx?$|\/testing\/|^packages\/testkit\//.test(path)

/** `services/alert`, `packages/kafka`, `infra/local`, `tests`: the workspace folder a file belongs to. */
export const homeOf = (path: string): string => /^(?:services|packages|infra)\/[^/]+|^[^/]+/.exec(path)?.[0] ?? path

/** What is imported, whether or not only as a type. */
export const importsOf = ({ text }: SourceFile): readonly string[] => {
  const code = withoutComments(text)
  const pattern = /(?:\bfrom|\bimport|\bimport\s*\(|\brequire\s*\()\s*(['"])([^'"\n]+)\1/g
  return [...code.matchAll(pattern)].map((match) => match[2] ?? '')
}

const COMMENT_OR_TEXT = /\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`/g

const withoutComments = (text: string): string =>
  text.replace(COMMENT_OR_TEXT, (part) => (part.startsWith('/') ? ' ' : part))

/** The code alone: no comments, and nothing that is only talked about in a string. What a template computes stays. */
export const codeOf = ({ text }: SourceFile): string =>
  text.replace(COMMENT_OR_TEXT, (part) =>
    part.startsWith('`') ? [...part.matchAll(/\$\{([^}]*)\}/g)].map((match) => match[1]).join(' ') : ' ',
  )
