import { existsSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'
import type { SourceFile } from './source-file.ts'

/** The links of a page that lead nowhere within the project: a file that is not there, or a heading that it does not have. */
export const deadLinks = ({ path, text }: SourceFile, root: string): readonly string[] =>
  [...withoutExamples(text).matchAll(/\]\(([^()\s]+)\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^[a-z]+:/.test(target))
    .filter((target) => {
      const [file = '', heading] = target.split('#')
      const wanted = file === '' ? path : posix.join(posix.dirname(path), file)
      if (!existsSync(posix.join(root, wanted))) return true
      return heading !== undefined && !headingsOf(readFileSync(posix.join(root, wanted), 'utf8')).includes(heading)
    })

const withoutExamples = (text: string): string => text.replaceAll(/^```[\s\S]*?^```/gm, '').replaceAll(/`[^`\n]*`/g, '')

/** As GitHub makes anchors of them. */
const headingsOf = (text: string): readonly string[] =>
  [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}_\- ]/gu, '')
      .replaceAll(' ', '-'),
  )
