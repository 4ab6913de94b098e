import { alertSchemas } from '@landfall/contracts'
import { isCode, isTestCode, type Offence, type SourceFile } from './source-file.ts'

const KIND = `'(${Object.keys(alertSchemas).join('|')})'`
const COMPARED = new RegExp(`\\bkind\\s*[!=]==?\\s*${KIND}|${KIND}\\s*[!=]==?\\s*[\\w.?]*\\bkind\\b`, 'g')
const CASE = new RegExp(`\\bcase ${KIND}:`, 'g')

/** A comparison with one kind would compile, and be wrong, when another kind is added; a switch with `never` does not compile. */
export const checkAlertKinds = (file: SourceFile): readonly Offence[] => {
  if (!isCode(file) || isTestCode(file)) return []
  const compared = [...file.text.matchAll(COMPARED)].map((match) => match[0])
  const cases = [...file.text.matchAll(CASE)].map((match) => match[0])
  return [
    ...compared.map((what) => ({ path: file.path, rule: 'alert kinds are decided by switch or Record', what })),
    ...cases
      .filter((what, index) => cases.indexOf(what) !== index)
      .map((what) => ({ path: file.path, rule: 'alert kinds are decided once a file', what })),
  ]
}
