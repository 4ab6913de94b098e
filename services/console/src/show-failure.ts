/** Says over everything else that the page has failed. No component can: what is rendered may no longer change. */
export const showFailure = (error: unknown): void => {
  const notice = document.getElementById('failed')
  if (notice === null || !notice.hidden) return
  notice.hidden = false
  document.title = 'FAILED · Landfall'
  const [reason, reload] = [document.createElement('span'), document.createElement('button')]
  reason.textContent = `THIS PAGE HAS FAILED (${String(error)}). What you see may be old: do not rely on it. `
  reload.textContent = 'Load it again'
  reload.addEventListener('click', () => location.reload())
  notice.append(reason, reload)
}

export const hasFailed = (): boolean => document.getElementById('failed')?.hidden === false
