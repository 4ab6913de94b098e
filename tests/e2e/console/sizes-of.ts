import { readdirSync, readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

const kilobytes = (bytes: number): string => `${(bytes / 1_000).toFixed(1)} kB`

/** Each file of a folder: as it is, and as it goes over a line that compresses. */
export const sizesOf = (folder: URL): readonly string[] =>
  readdirSync(folder)
    .toSorted()
    .map((name) => {
      const bytes = readFileSync(new URL(name, folder))
      const plain = name.replace(/-[\w-]{8}\./, '.')
      return `${plain}: ${kilobytes(bytes.length)}, ${kilobytes(gzipSync(bytes).length)} gzip`
    })

/** Bytes, compressed, of all scripts and all styles that a page names in its head: what is fetched before it shows anything. */
export const sizesAtFirst = (page: URL): { readonly script: number; readonly style: number } => {
  const named = [...readFileSync(page, 'utf8').matchAll(/(?:src|href)="(\.\/assets\/[^"]+\.(js|css))"/g)]
  const sum = (ending: string): number =>
    named
      .filter(([, , of]) => of === ending)
      .reduce((bytes, [, path = '']) => bytes + gzipSync(readFileSync(new URL(path, page))).length, 0)
  return { script: sum('js'), style: sum('css') }
}
