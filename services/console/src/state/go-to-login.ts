const KEY = 'landfall.came-from'

/** To the login page; who comes back from it finds the view that he was at. */
export const goToLogin = (): void => {
  try {
    sessionStorage.setItem(KEY, location.search)
  } catch {
    // Storage is forbidden: then it is the first view.
  }
  location.assign('login')
}

/** The search part of the address from before the login, once; null where there is none. */
export const takeReturnSearch = (): string | null => {
  try {
    const search = sessionStorage.getItem(KEY)
    sessionStorage.removeItem(KEY)
    return search === '' || location.search !== '' ? null : search
  } catch {
    return null
  }
}
