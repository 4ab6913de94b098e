import { type ChecklistSpec, Checklists, describeIssue } from '@landfall/contracts'
import { LandfallError, loadSettingFiles } from '@landfall/runtime'

const builtIn = new URL('../data/response-nz.json', import.meta.url)

type ResponseSettings = { readonly RESPONSE_FILE?: string | undefined; readonly AREAS?: readonly string[] | undefined }

/**
 * What to do about each kind of alert: from RESPONSE_FILE, else New Zealand's. Without a file of their own other areas have
 * none: its authorities are not theirs. Throws LF_CONFIG_INVALID with file, field and value.
 */
export const loadChecklists = async ({ RESPONSE_FILE, AREAS }: ResponseSettings): Promise<readonly ChecklistSpec[]> => {
  if (RESPONSE_FILE === undefined && AREAS !== undefined && AREAS.length > 0) return []
  const name = `RESPONSE_FILE ${RESPONSE_FILE ?? builtIn.pathname}`
  const [given] = await loadSettingFiles(name, [RESPONSE_FILE ?? builtIn], (text): unknown => JSON.parse(text))
  const parsed = Checklists.safeParse(given, { reportInput: true })
  if (parsed.success) return parsed.data.checklists
  const { reason } = describeIssue(parsed.error, given, 'file')
  throw new LandfallError('LF_CONFIG_INVALID', `${name} cannot be used: ${reason}`, { retryable: false })
}
