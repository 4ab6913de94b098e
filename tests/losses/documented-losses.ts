import { readFileSync } from 'node:fs'

// The procedures of docs/operating.md, as they stand there: what a drill does is what an operator reads there.

const page = readFileSync(new URL('../../docs/operating.md', import.meta.url), 'utf8')

const sectionOf = (title: string): string => {
  const section = page.split(/^## /m).find((text) => text.startsWith(`${title}\n`))
  if (section === undefined) throw new Error(`docs/operating.md has no section ${title}`)
  return section
}

/** By what is lost, in its words, what to do about it. */
export const documentedLosses: ReadonlyMap<string, string> = new Map(
  sectionOf('Losing things')
    .split(/^- \*\*/m)
    .slice(1)
    .map((text): [string, string] => {
      const [title = '', procedure = ''] = text.split('**', 2)
      return [title.replace(/[:.]$/, ''), procedure.split('\n\n')[0] ?? '']
    }),
)

/** `part`: what of it was lost, where that makes a difference. */
export const procedureOf = (loss: string, part?: string): string => {
  const whole = documentedLosses.get(loss)
  const procedure = part === undefined ? whole : whole?.split('  - of ').find((text) => text.startsWith(`${part}: `))
  if (procedure === undefined) throw new Error(`docs/operating.md says nothing of: ${loss} ${part ?? ''}`)
  return procedure.replaceAll(/\s+/g, ' ')
}

/** What to do after the loss of what is kept for ever, where there is a backup. */
export const afterLoss = (): string => {
  const procedure = sectionOf('Backup and restore').split('**After a loss:**')[1]?.split('\n\n')[1]
  if (procedure === undefined) throw new Error('docs/operating.md does not say what to do after a loss')
  return procedure.replaceAll(/\s+/g, ' ')
}

const namesAfter = (words: RegExp, procedure: string): readonly string[] => {
  const list = words.exec(procedure)?.[1]
  if (list === undefined) throw new Error(`no ${words} in: ${procedure}`)
  return [...list.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name)
}

/** The stages whose keys are to be deleted. */
export const keysToDelete = (procedure: string): readonly string[] =>
  namesAfter(/(?:[Dd]elete|and) the keys ([^.;(]+)/, procedure)
export const topicsToDelete = (procedure: string): readonly string[] =>
  namesAfter(/[Dd]elete (?:what is left of )?the topics? ([^.;(:]+)/, procedure)

/** What `redis-cli --scan` is given for the keys of a stage. */
export const patternOfKeys = (prefix: string, stage: string): string => {
  const pattern = /redis-cli --scan --pattern '([^']+)'/.exec(sectionOf('Losing things'))?.[1]
  if (pattern === undefined) throw new Error('docs/operating.md does not say how keys are deleted')
  return pattern.replace('landfall', prefix).replace('{a:', `{${stage}:`)
}
