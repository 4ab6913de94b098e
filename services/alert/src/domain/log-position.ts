/** The next offsets of the two topics: everything below has been read. */
export type LogPosition = { readonly alerts: number; readonly actions: number }
