import { checkAlertKinds } from './check-alert-kinds.ts'
import { checkDependencies } from './check-dependencies.ts'
import { checkDomain } from './check-domain.ts'
import { checkFeedClient } from './check-feed-client.ts'
import { checkExportsUnique, checkFileName } from './check-file-name.ts'
import { checkFolders } from './check-folders.ts'
import { checkImports } from './check-imports.ts'
import { checkNamedFiles } from './check-named-files.ts'
import { checkText } from './check-text.ts'
import { checkWords } from './check-words.ts'
import type { Offence, SourceFile } from './source-file.ts'

/** Every offence against the directions and habits of the project that a program can see. Pure: files in, offences out. */
export const check = (files: readonly SourceFile[]): readonly Offence[] => [
  ...files.flatMap((file) => [
    ...checkText(file),
    ...checkImports(file),
    ...checkDomain(file),
    ...checkAlertKinds(file),
    ...checkWords(file),
    ...checkFileName(file),
  ]),
  ...checkFolders(files),
  ...checkExportsUnique(files),
  ...checkFeedClient(files),
  ...checkNamedFiles(files),
  ...checkDependencies(files),
]
