import type { Announcement } from './announcement.ts'

let said: Announcement | null = null

/** Puts a text into the live region that it belongs to, once. */
export const announce = (announcement: Announcement | null): void => {
  if (announcement === null || announcement === said) return
  said = announcement
  const region = document.getElementById(announcement.assertive ? 'assertive' : 'polite')
  if (region !== null) region.textContent = announcement.text
}
