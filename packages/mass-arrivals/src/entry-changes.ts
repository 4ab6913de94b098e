/** Where the domain notes which entries of a keyed state have changed, for whoever stores it. Undefined deletes. */
export type EntryChanges<Entry> = { readonly set: (key: string, entry: Entry | undefined) => void }

/** The key of what a state keeps beside the entries of each craft, alert or source. */
export const META_KEY = 'meta'
