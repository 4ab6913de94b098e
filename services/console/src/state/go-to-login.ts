const KEY = 'landfall.came-from'

/** Goes to the login page, which leads back to the current view. */
export const goToLogin = (): void => {
  try {
    sessionStorage.setItem(KEY, location.search)
  } catch {
    // Storage is disabled: login then leads to the first view.
  }
  location.assign('login')
}

/** The search part of the address before the login, once; null if there is none. */
export const takeReturnSearch = (): string | null => {
  try {
    const search = sessionStorage.getItem(KEY)
    sessionStorage.removeItem(KEY)
    return search === '' || location.search !== '' ? null : search
  } catch {
    return null
  }
}
