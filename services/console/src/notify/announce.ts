import type { Announcement } from './announcement.ts'

let latest: Announcement | null = null

/** Puts a new text into the polite or the assertive live region of the page. */
export const announce = (announcement: Announcement | null): void => {
  if (announcement === null || announcement === latest) return
  latest = announcement
  const region = document.getElementById(announcement.assertive ? 'assertive' : 'polite')
  if (region !== null) region.textContent = announcement.text
}
