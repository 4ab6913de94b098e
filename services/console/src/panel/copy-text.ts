import type { Console } from '../state/create-console.ts'

/** Copies a text, and says whether it could. */
export const copyText = async (text: string, con: Pick<Console, 'announce'>): Promise<void> => {
  const isCopied = await write(text)
  con.announce(isCopied ? `Copied: ${text}` : 'The browser does not let this page copy.')
}

/** Without TLS, away from this machine, browsers have no clipboard for pages; a selection they still copy. */
const write = async (text: string): Promise<boolean> => {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return writeSelection(text)
  }
}

const writeSelection = (text: string): boolean => {
  const focused = document.activeElement
  const area = document.createElement('textarea')
  area.value = text
  area.className = 'out-of-sight'
  document.body.append(area)
  area.select()
  const isCopied = document.execCommand('copy')
  area.remove()
  if (focused instanceof HTMLElement) focused.focus()
  return isCopied
}
