import type { Offence, SourceFile } from './source-file.ts'

/** Pages name files so that a reader opens them: a name that no file has any more sends them looking. */
export const checkNamedFiles = (files: readonly SourceFile[]): readonly Offence[] => {
  const paths = files.map(({ path }) => path)
  const exists = (name: string) => paths.some((path) => path === name || path.endsWith(`/${name}`))
  return files
    .filter(({ path }) => path.endsWith('.md') && path !== 'CHANGELOG.md')
    .flatMap(({ path, text }) =>
      [...text.replaceAll(/^```[\s\S]*?^```/gm, '').matchAll(NAMED_FILE)]
        .map(([, name = '']) => name.replace(/^(\.\.?\/)+/, ''))
        .filter((name) => !exists(name))
        .map((name) => ({ path, rule: 'pages name files that exist', what: name })),
    )
}

/** In backticks, whole: `track.ts`, `arrivals/track.ts`; not a pattern like `persons-*.ts`. */
const NAMED_FILE = /`([\w./-]*\w\.(?:tsx?|lua))`/g
